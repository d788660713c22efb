#include "converters/directory/match.h"

#include <catch2/catch.hpp>

#include "tests/converters/directory/typed_directory.h"

using namespace convert::directory;

namespace {

Match match(std::string_view directory_text, const Identity& identity, bool accept_names = false) {
  const auto directory = test::directory_of(directory_text);
  return Matcher(directory).match(identity, accept_names);
}

Match matched(Rule rule, std::size_t object) {
  return {.outcome = Outcome::Matched, .rule = rule, .objects = {object}};
}

}  // namespace

TEST_CASE("Q151826: a mailbox is found by its MIGRATE address") {
  CHECK(match("Obj-Class,Alias,E-mail Addresses\nMailbox,x,SMTP:x@x\n"
              "Mailbox,u,SMTP:u@x%MIGRATE:CCMAIL:user AT postoffice\n",
              {.name = "user", .legacy_address = "ccmail:User at PostOffice"}) ==
        matched(Rule::MigrateProxy, 1));
}

TEST_CASE("Q182665: a user list with migrate addresses matches by them, without them by proxies") {
  const std::string header =
      "SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Secondary-Proxy-"
      "Addresses\n";
  const Identity user{.name = "USER", .legacy_address = "MS:NET/PO/USER"};

  CHECK(match(header + "USER,User,Y,Mailbox,Create,other,migrate:MS:NET/PO/USER\n", user) ==
        matched(Rule::MigrateProxy, 0));
  CHECK(match(header + "USER,User,Y,Mailbox,Create,other,migrate:NET/PO/USER\n", user) ==
        matched(Rule::MigrateProxy, 0));
  CHECK(match(header + "X,User,Y,Mailbox,Create,other,MS:NET/PO/USER\n", user) ==
        matched(Rule::PlainProxy, 0));
  CHECK(match(header + "X,User,Y,Mailbox,Create,other,\n", user) == Match());
}

TEST_CASE("Q183312: an MS proxy alone matches, by the second rule") {
  CHECK(match("Obj-Class,Alias,E-mail Addresses\nMailbox,u,SMTP:u@x%MS:NET/PO/BOX\n",
              {.name = "BOX", .legacy_address = "MS:NET/PO/BOX"}) == matched(Rule::PlainProxy, 0));
}

TEST_CASE("a MIGRATE address counts more than another proxy") {
  CHECK(match("Obj-Class,Alias,E-mail Addresses\nMailbox,a,MS:NET/PO/BOX\n"
              "Mailbox,b,migrate:MS:NET/PO/BOX\n",
              {.legacy_address = "MS:NET/PO/BOX"}) == matched(Rule::MigrateProxy, 1));
}

TEST_CASE("KB328809: a mailbox is found by SID, as bytes or text, and by its X.500 address") {
  const std::string_view ldif =
      "dn: CN=a\nobjectClass: user\nobjectSid:: AQEAAAAAAAUSAAAA\n\n"
      "dn: CN=b\nobjectClass: user\nlegacyExchangeDN: /o=Org/ou=S/cn=Recipients/cn=b\n\n"
      "dn: CN=c\nobjectClass: user\nproxyAddresses: X500:/o=Old/cn=c\n";

  CHECK(match(ldif, {.sid = "S-1-5-18"}) == matched(Rule::Sid, 0));
  CHECK(match(ldif, {.sid = std::string("\x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12)}) ==
        matched(Rule::Sid, 0));
  CHECK(match(ldif, {.legacy_address = "EX:/O=ORG/OU=S/CN=RECIPIENTS/CN=B"}) ==
        matched(Rule::LegacyName, 1));
  CHECK(match(ldif, {.legacy_address = "/o=Old/cn=c"}) == matched(Rule::LegacyName, 2));
  CHECK(match(ldif, {.legacy_address = "/o=Old/cn=c", .sid = "S-1-5-18"}) == matched(Rule::Sid, 0));
  CHECK(match(ldif, {.name = "nobody", .legacy_address = "EX:/o=None"}) == Match());
}

TEST_CASE("Q186742: an alias alone is a suggestion, and two of them are ambiguous") {
  const std::string header = "Obj-Class,Alias,Display Name\n";
  const Identity ann{.name = "ANN", .display_name = "Ann Ash"};

  CHECK(match(header + "Mailbox,ann,X\n", ann) ==
        Match{.outcome = Outcome::Suggested, .rule = Rule::Name, .objects = {0}});
  CHECK(match(header + "Mailbox,ann,X\n", ann, true) == matched(Rule::Name, 0));
  CHECK(match(header + "Mailbox,ann,X\nMailbox,b,Ann Ash\n", ann, true) ==
        Match{.outcome = Outcome::Ambiguous, .rule = Rule::Name, .objects = {0, 1}});
  CHECK(match(header + "Mailbox,anna,X\ndl,ann,Y\n", ann) == Match());
}

TEST_CASE("two mailboxes by one rule are ambiguous, and no later rule chooses") {
  CHECK(match("Obj-Class,Alias,E-mail Addresses\nMailbox,box,MS:NET/PO/BOX\n"
              "Mailbox,b,MS:NET/PO/BOX\n",
              {.name = "box", .legacy_address = "MS:NET/PO/BOX"}) ==
        Match{.outcome = Outcome::Ambiguous, .rule = Rule::PlainProxy, .objects = {0, 1}});
}

TEST_CASE("a contact with the mailbox's address is the user elsewhere, and no match") {
  const Identity box{.name = "BOX", .legacy_address = "MS:NET/PO/BOX"};

  CHECK(match("Obj-Class,Alias,E-mail Addresses\nRemote,c,MS:NET/PO/BOX\n", box) ==
        Match{.kept_contacts = {0}});
  CHECK(match("Obj-Class,Alias,E-mail Addresses\nRemote,c,MS:NET/PO/BOX\n"
              "Mailbox,m,migrate:MS:NET/PO/BOX\n",
              box) == Match{.outcome = Outcome::Matched,
                            .rule = Rule::MigrateProxy,
                            .objects = {1},
                            .kept_contacts = {0}});
}

TEST_CASE("KB328809: only a contact met by the X.500 address becomes one with the user") {
  const std::string_view ldif =
      "dn: CN=a\nobjectClass: contact\nproxyAddresses: X500:/o=Old/cn=c\n\n"
      "dn: CN=b\nobjectClass: contact\nproxyAddresses: migrate:EX:/o=Old/cn=c\n";

  CHECK(match(ldif, {.legacy_address = "EX:/o=Old/cn=c"}) ==
        Match{.contacts = {0}, .kept_contacts = {1}});
}

TEST_CASE("a mailbox of which nothing is known matches nothing") {
  CHECK(match("Obj-Class,Alias,E-mail Addresses\nMailbox,,\nMailbox,a,MS:\n", {}) == Match());
}
