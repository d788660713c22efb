#include "formats/directory/ldif_reader.h"

#include <catch2/catch.hpp>

#include "tests/formats/directory/reading.h"

using directory::Attribute;
using directory::Change;
using test::Fields;
using test::fields_of;
using test::findings_of;
using test::operations_of;
using test::read;
using test::Texts;
using test::values;

TEST_CASE("an LDIF record is a distinguished name and its attributes") {
  const auto file = read(
      "version: 1\n"
      "\n"
      "# people\n"
      "dn: CN=Ann Ash,OU=North,DC=example\n"
      "objectClass: top\n"
      "objectClass: user\n"
      "displayName: Ann Ash\n"
      "proxyAddresses: SMTP:ann@north.example\n"
      "ProxyAddresses:smtp:a@north.example\n"
      "description:\n"
      "\n"
      "\n"
      "dn: CN=Bo,DC=example\n"
      "cn: Bo\n");

  CHECK(file.kind == directory::FileKind::Ldif);
  REQUIRE(file.records.size() == 2);
  CHECK(file.records[0].dn == "CN=Ann Ash,OU=North,DC=example");
  CHECK(file.records[0].line == 4);
  CHECK(fields_of(file.records[0]) == Fields{{"objectClass", "top"},
                                             {"objectClass", "user"},
                                             {"displayName", "Ann Ash"},
                                             {"proxyAddresses", "SMTP:ann@north.example"},
                                             {"proxyAddresses", "smtp:a@north.example"}});
  CHECK(file.records[1].dn == "CN=Bo,DC=example");
  CHECK(findings_of(file).empty());
}

TEST_CASE("folded lines and folded comments are whole again") {
  const auto file = read(
      "dn: CN=Ann,DC=exa\r\n"
      " mple\r\n"
      "# a comment that\r\n"
      "  cn: goes on\r\n"
      "displayName: Ann \r\n"
      "  Ash\r\n");

  CHECK(file.records[0].dn == "CN=Ann,DC=example");
  CHECK(fields_of(file.records[0]) == Fields{{"displayName", "Ann  Ash"}});
}

TEST_CASE("base64 is decoded, in names and in values, and binary values stay bytes") {
  const auto file = read(
      "dn:: Q049SsO2cmcsREM9ZXhhbXBsZQ==\n"
      "displayName:: SsO2cmc=\n"
      "objectSid:: AQEAAAAAAAUSAAAA\n");

  CHECK(file.records[0].dn == "CN=J\xC3\xB6rg,DC=example");
  CHECK(values(file.records[0], Attribute::DisplayName) == Texts{"J\xC3\xB6rg"});
  CHECK(values(file.records[0], Attribute::Sid) ==
        Texts{std::string("\x01\x01\x00\x00\x00\x00\x00\x05\x12\x00\x00\x00", 12)});
}

TEST_CASE("what is no base64 is damage and kept as it stands") {
  const auto file = read("dn: CN=a\ncn:: ???\n");

  CHECK(fields_of(file.records[0]) == Fields{{"cn", "???"}});
  CHECK(findings_of(file) == Texts{"2 ldif.base64!"});
  CHECK(file.findings.items()[0].column == "cn");
  CHECK(file.findings.items()[0].raw == "cn:: ???");
}

TEST_CASE("values at URLs are not fetched, and damage") {
  const auto file = read("dn: CN=a\njpegPhoto:< file:///etc/passwd\ncn: a\n");

  CHECK(fields_of(file.records[0]) == Fields{{"cn", "a"}});
  CHECK(findings_of(file) == Texts{"2 ldif.url!"});
}

TEST_CASE("change records say what they change, and what they delete is a note") {
  const auto file = read(
      "dn: CN=a\nchangetype: add\ncn: a\n"
      "\n"
      "dn: CN=b\nchangetype: modify\n"
      "add: proxyAddresses\nproxyAddresses: smtp:b@x.example\n-\n"
      "delete: mail\nmail: old@x.example\n-\n"
      "replace: displayName\ndisplayName: Bo\n-\n"
      "\n"
      "dn: CN=c\nchangetype: delete\n"
      "\n"
      "dn: CN=d\nchangetype: modrdn\nnewrdn: CN=e\ndeleteoldrdn: 1\n");

  REQUIRE(file.records.size() == 4);
  CHECK(file.records[0].change == Change::Add);
  CHECK(file.records[1].change == Change::Modify);
  CHECK(fields_of(file.records[1]) == Fields{{"proxyAddresses", "smtp:b@x.example"},
                                             {"mail", "old@x.example"},
                                             {"displayName", "Bo"}});
  CHECK(operations_of(file.records[1]) ==
        Texts{"add proxyAddresses", "delete mail", "replace displayName"});
  CHECK(values(file.records[1], Attribute::Mail).empty());
  CHECK(file.records[2].change == Change::Delete);
  CHECK(file.records[3].change == Change::Modify);
  CHECK(findings_of(file) == Texts{"10 ldif.delete", "11 ldif.delete"});
}

TEST_CASE("a change may name an attribute twice, or without values") {
  const auto file = read(
      "dn: CN=b\nchangetype: modify\ndelete: mail\n-\nadd: mail\nmail: b@x.example\n-\n"
      "replace: cn\n-\n");

  CHECK(operations_of(file.records[0]) == Texts{"delete mail", "add mail", "replace cn"});
  CHECK(fields_of(file.records[0]) == Fields{{"mail", "b@x.example"}});
}

TEST_CASE("a change that neither adds nor replaces nor deletes is damage") {
  const auto file = read("dn: CN=b\nchangetype: modify\nincrement: uid\nuid: 1\n-\n");

  CHECK(file.records[0].fields.empty());
  CHECK(findings_of(file) == Texts{"3 ldif.line!", "4 ldif.line!"});
}

TEST_CASE("lines that are no attributes are damage, and a record without dn keeps what it has") {
  const auto file = read("version: 1\n\ncn: a\nwhat\nmail: a@x.example\n");

  REQUIRE(file.records.size() == 1);
  CHECK(file.records[0].dn.empty());
  CHECK(fields_of(file.records[0]) == Fields{{"cn", "a"}, {"mail", "a@x.example"}});
  CHECK(findings_of(file) == Texts{"3 ldif.dn!", "4 ldif.line!"});
}

TEST_CASE("a continuation behind an empty line continues nothing") {
  const auto file = read("dn: CN=a\ncn: a\n\n b\n");

  CHECK(file.records.size() == 1);
  CHECK(findings_of(file) == Texts{"4 ldif.line!"});
}

TEST_CASE("attributes beyond the limit are damage") {
  std::string text = "dn: CN=a\n";
  for (std::size_t i = 0; i < directory::kMostFields + 2; ++i) {
    text += "a" + std::to_string(i) + ": x\n";
  }
  const auto file = read(text + "a0: y\n");

  CHECK(file.records[0].fields.size() == directory::kMostFields);
  CHECK(file.records[0].fields[0].values == Texts{"x", "y"});
  CHECK(file.findings.damages() == 2);
}
