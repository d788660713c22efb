#include "converters/directory/unmatched_ldif.h"

#include <catch2/catch.hpp>
#include <vector>

#include "tests/converters/directory/typed_directory.h"

using namespace convert::directory;

namespace {

std::string ldif(const Directory& directory, const std::vector<Identity>& identities) {
  const Matcher matcher(directory);
  std::vector<MatchedMailbox> mailboxes;
  for (const Identity& identity : identities) {
    mailboxes.push_back({.identity = identity, .match = matcher.match(identity)});
  }
  return unmatched_ldif(directory, mailboxes, "OU=Old,DC=example");
}

}  // namespace

TEST_CASE("an unmatched mailbox becomes a disabled user that a later run finds") {
  CHECK(
      ldif({}, {{.name = "ANN", .display_name = "Ash, Ann", .legacy_address = "MS:NET/PO/ANN"}}) ==
      "version: 1\n"
      "\n"
      "dn: CN=Ash\\, Ann,OU=Old,DC=example\n"
      "changetype: add\n"
      "objectClass: user\n"
      "cn: Ash, Ann\n"
      "displayName: Ash, Ann\n"
      "sAMAccountName: ANN\n"
      "userAccountControl: 514\n"
      "proxyAddresses: ms:NET/PO/ANN\n"
      "\n");
}

TEST_CASE("a contact of the mailbox's address is deleted and merged into the new user") {
  const auto directory = test::directory_of(
      "dn: CN=Ann C,DC=x\nobjectClass: contact\ndisplayName: Ann Contact\nmailNickname: annc\n"
      "givenName: Ann\nsn: C\nproxyAddresses: SMTP:ann@x.example\n"
      "legacyExchangeDN: /o=Org/cn=ann\n");

  CHECK(ldif(directory, {{.name = "ANN", .legacy_address = "EX:/o=Org/cn=ann"}}) ==
        "version: 1\n"
        "\n"
        "dn: CN=Ann C,DC=x\n"
        "changetype: delete\n"
        "\n"
        "dn: CN=Ann Contact,OU=Old,DC=example\n"
        "changetype: add\n"
        "objectClass: user\n"
        "cn: Ann Contact\n"
        "displayName: Ann Contact\n"
        "givenName: Ann\n"
        "sn: C\n"
        "sAMAccountName: annc\n"
        "userAccountControl: 514\n"
        "mail: ann@x.example\n"
        "proxyAddresses: SMTP:ann@x.example\n"
        "proxyAddresses: X500:/o=Org/cn=ann\n"
        "\n");
}

TEST_CASE("a contact of a matched mailbox gives its addresses to the user") {
  const auto directory = test::directory_of(
      "dn: CN=User,DC=x\nobjectClass: user\nproxyAddresses: SMTP:u@x.example\n"
      "proxyAddresses: X500:/o=Old/cn=c\n\n"
      "dn: CN=Contact,DC=x\nobjectClass: contact\nproxyAddresses: SMTP:c@x.example\n"
      "proxyAddresses: MS:A/B/C\nproxyAddresses: migrate:CCMAIL:c at po\n"
      "legacyExchangeDN: /o=Old/cn=c\n");

  CHECK(ldif(directory, {{.name = "C", .legacy_address = "EX:/o=Old/cn=c"}}) ==
        "version: 1\n"
        "\n"
        "dn: CN=Contact,DC=x\n"
        "changetype: delete\n"
        "\n"
        "dn: CN=User,DC=x\n"
        "changetype: modify\n"
        "add: proxyAddresses\n"
        "proxyAddresses: smtp:c@x.example\n"
        "proxyAddresses: ms:A/B/C\n"
        "proxyAddresses: migrate:CCMAIL:c at po\n"
        "-\n"
        "\n");
}

TEST_CASE("a contact with an address that the user cannot have is not deleted, and told") {
  const auto directory = test::directory_of(
      "dn: CN=Contact,DC=x\nobjectClass: contact\ncn: Con\nproxyAddresses: OLD ANN\n"
      "proxyAddresses: MS:A/B/C\nlegacyExchangeDN: /o=Old/cn=c\n");

  const auto text = ldif(directory, {{.name = "C", .legacy_address = "EX:/o=Old/cn=c"}});

  CHECK(text.find("delete") == text.find("deleted: the user below"));
  CHECK(text.find("OLD ANN\n") != std::string::npos);
  CHECK(text.find("proxyAddresses: MS:A/B/C\n") != std::string::npos);
}

TEST_CASE("a contact met by another rule than the X.500 address stays, and is told") {
  const auto directory = test::directory_of(
      "dn: CN=User,DC=x\nobjectClass: user\nproxyAddresses: migrate:MS:A/B/C\n\n"
      "dn: CN=Contact,DC=x\nobjectClass: contact\ndisplayName: Con\nproxyAddresses: MS:A/B/C\n");

  CHECK(ldif(directory, {{.name = "C", .legacy_address = "MS:A/B/C"}}) ==
        "version: 1\n"
        "\n"
        "# The contact Con (d line 5) has the address of mailbox C, and stays\n"
        "\n");
}

TEST_CASE("matched mailboxes without contacts need no record") {
  CHECK(ldif(test::directory_of("Obj-Class,Alias,E-mail Addresses\nMailbox,c,MS:A/B/C\n"),
             {{.name = "C", .legacy_address = "MS:A/B/C"}}) == "version: 1\n\n");
}

TEST_CASE("suggested and ambiguous mailboxes are comments, not users") {
  const auto directory =
      test::directory_of("Obj-Class,Alias,Display Name\nMailbox,a,A\nMailbox,b,B\nMailbox,b,B2\n");

  CHECK(ldif(directory, {{.name = "a"}, {.name = "b"}}) ==
        "version: 1\n"
        "\n"
        "# Mailbox a is suggested: A (d line 2)\n"
        "\n"
        "# Mailbox b is ambiguous: B (d line 3); B2 (d line 4)\n"
        "\n");
}

TEST_CASE("Q152927: users with one name get numbers, and accounts keep to their rules") {
  const auto directory = test::directory_of("dn: CN=x\nobjectClass: user\nsAMAccountName: ann\n");

  const auto text = ldif(directory, {{.name = "Ann.", .display_name = "Ann"},
                                     {.name = "an+n", .display_name = "Ann"},
                                     {.name = "abcdefghijklmnopqrstuvwxyz"},
                                     {.name = "abcdefghijklmnopqrstuvwxy"}});

  for (const auto* line :
       {"dn: CN=Ann,OU", "dn: CN=Ann2,OU", "sAMAccountName: Ann2\n", "sAMAccountName: ann3\n",
        "sAMAccountName: abcdefghijklmnopqrst\n", "sAMAccountName: abcdefghijklmnopqrs2\n"}) {
    CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("what stands in a CSV file has no dn to be changed, and is told") {
  const auto directory = test::directory_of(
      "Obj-Class,Alias,E-mail Addresses\nRemote,con,X500:/o=O/cn=c\nMailbox,m,migrate:/o=O/cn=c\n");

  CHECK(ldif(directory, {{.name = "C", .legacy_address = "EX:/o=O/cn=c"}}) ==
        "version: 1\n"
        "\n"
        "# The user m (d line 3) has no dn; its contacts are merged by hand\n"
        "\n");
}
