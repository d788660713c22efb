#include "converters/directory/object.h"

#include <catch2/catch.hpp>

#include "tests/converters/directory/typed_directory.h"

using namespace convert::directory;
using text::ProxyAddress;
using text::ProxyForm;

namespace {

Object first_object(std::string_view text, const Site& site = {}) {
  return test::directory_of(text, site).objects().at(0);
}

ProxyAddress typed(std::string type, std::string address, bool primary) {
  return {.type = std::move(type),
          .address = std::move(address),
          .form = ProxyForm::Typed,
          .primary = primary};
}

ProxyAddress inferred(std::string type, std::string address) {
  return {.type = std::move(type), .address = std::move(address), .form = ProxyForm::Inferred};
}

}  // namespace

TEST_CASE("an object keeps every address as the file has it") {
  const auto object = first_object(
      "Obj-Class,First Name,Last name,Display Name,Alias Name,Directory Name,"
      "Primary Windows NT Account,E-mail Addresses,Secondary-Proxy-Addresses\n"
      "Mailbox,Ann,Ash,Ann Ash,anna,AnnA,NORTH\\anna,SMTP:ann@x.example%MS:NET/PO/ANN,"
      "MIGRATE:CCMAIL:Ann at PO\n");

  Object expected;
  expected.file = "d";
  expected.line = 2;
  expected.alias = "anna";
  expected.common_name = "AnnA";
  expected.display_name = "Ann Ash";
  expected.given_name = "Ann";
  expected.surname = "Ash";
  expected.account = "NORTH\\anna";
  expected.addresses = {typed("SMTP", "ann@x.example", true), typed("MS", "NET/PO/ANN", true),
                        typed("CCMAIL", "Ann at PO", false)};
  expected.addresses[2].migrate = true;
  CHECK(object == expected);
}

TEST_CASE("an LDIF object has the addresses of mail and legacyExchangeDN, too") {
  const auto object = first_object(
      "dn: CN=Ann,DC=x\nobjectClass: top\nobjectClass: user\nmail: ann@x.example\n"
      "legacyExchangeDN: /o=Org/ou=S/cn=Recipients/cn=ann\nobjectSid:: AQEAAAAAAAUSAAAA\n"
      "sAMAccountName: ann\n");

  CHECK(object.kind == ObjectKind::Mailbox);
  CHECK(object.dn == "CN=Ann,DC=x");
  CHECK(object.sid == "S-1-5-18");
  CHECK(object.addresses == std::vector{inferred("SMTP", "ann@x.example"),
                                        inferred("EX", "/o=Org/ou=S/cn=Recipients/cn=ann")});
}

TEST_CASE("what mail and legacyExchangeDN repeat stands once") {
  const auto object = first_object(
      "dn: CN=Ann\nproxyAddresses: SMTP:ann@x.example\nproxyAddresses: X500:/o=Org/cn=ann\n"
      "mail: Ann@X.example\nlegacyExchangeDN: /O=ORG/CN=ANN\n");

  CHECK(object.addresses ==
        std::vector{typed("SMTP", "ann@x.example", true), typed("X500", "/o=Org/cn=ann", true)});
}

TEST_CASE("the distinguished name of an export's object needs its site, or a whole container") {
  const std::string header = "Obj-Class,Directory Name,Obj-Container\n";
  const auto dn_of = [&](const std::string& row, const Site& site) {
    const auto object = first_object(header + row, site);
    return object.addresses.empty() ? "" : object.addresses[0].address;
  };
  const Site site{.dn = "/o=Org/ou=Site"};

  CHECK(dn_of("Mailbox,ann,\n", {}).empty());
  CHECK(dn_of("Mailbox,ann,\n", site) == "/o=Org/ou=Site/cn=Recipients/cn=ann");
  CHECK(dn_of("Mailbox,ann,Sales/North\n", site) == "/o=Org/ou=Site/cn=Sales/cn=North/cn=ann");
  CHECK(dn_of("Mailbox,ann,/o=A/ou=B/cn=Recipients\n", {}) == "/o=A/ou=B/cn=Recipients/cn=ann");
}

TEST_CASE("the class of an object is its kind") {
  const auto kind = [](const std::string& name) {
    return first_object("Obj-Class,Alias\n" + name + ",a\n").kind;
  };

  CHECK(kind("Mailbox") == ObjectKind::Mailbox);
  CHECK(kind("remote") == ObjectKind::Contact);
  CHECK(kind("DL") == ObjectKind::List);
  CHECK(kind("Container") == ObjectKind::Other);
  CHECK(first_object("dn: CN=a\nobjectClass: organizationalPerson\nobjectClass: contact\n").kind ==
        ObjectKind::Contact);
  CHECK(first_object("dn: CN=a\nobjectClass: group\n").kind == ObjectKind::List);
  CHECK(first_object("SFS_UserName,SFS_FullName\nANN,Ann\n").kind == ObjectKind::Mailbox);
}

TEST_CASE("mail is sent from the primary address, or the only one, and nobody guesses") {
  const auto smtp = [](const std::string& list) {
    return smtp_of(first_object("Alias,E-mail Addresses\nann," + list + "\n"));
  };

  CHECK(smtp("smtp:b@x%SMTP:a@x%smtp:c@x") == "a@x");
  CHECK(smtp("MS:A/B/C%smtp:b@x") == "b@x");
  CHECK(smtp("smtp:b@x%smtp:c@x").empty());
  CHECK(smtp("MS:A/B/C").empty());
  CHECK(smtp("migrate:SMTP:a@x").empty());
}

TEST_CASE("Q181939: a placeholder is no address of an object") {
  CHECK(first_object("Alias,E-mail address\nann,USER:FIRST LAST\n").addresses.empty());
}

TEST_CASE("values of LDIF that are no UTF-8 do not break texts") {
  CHECK(first_object("dn: CN=a\ndisplayName:: /w==\n").display_name == "\xEF\xBF\xBD");
}
