#include "formats/directory/ldif_writer.h"

#include <catch2/catch.hpp>

#include "tests/formats/directory/reading.h"

using directory::Change;
using directory::ldif_line;
using directory::Record;

TEST_CASE("a value that RFC 2849 calls safe stands as it is, every other in base64") {
  CHECK(ldif_line("cn", "Ann Ash") == "cn: Ann Ash\n");
  CHECK(ldif_line("cn", "") == "cn: \n");
  CHECK(ldif_line("cn", " Ann") == "cn:: IEFubg==\n");
  CHECK(ldif_line("cn", ":Ann") == "cn:: OkFubg==\n");
  CHECK(ldif_line("cn", "<Ann") == "cn:: PEFubg==\n");
  CHECK(ldif_line("cn", "Ann ") == "cn:: QW5uIA==\n");
  CHECK(ldif_line("cn", "J\xC3\xB6rg") == "cn:: SsO2cmc=\n");
  CHECK(ldif_line("cn", "a\nb") == "cn:: YQpi\n");
  CHECK(ldif_line("cn", std::string_view("a\0b", 3)) == "cn:: YQBi\n");
  CHECK(ldif_line("cn", "a : < b") == "cn: a : < b\n");
}

TEST_CASE("a line has 76 characters at most, and goes on behind a blank") {
  CHECK(ldif_line("cn", std::string(72, 'x')) == "cn: " + std::string(72, 'x') + "\n");
  CHECK(ldif_line("cn", std::string(73, 'x')) == "cn: " + std::string(72, 'x') + "\n x\n");
  CHECK(ldif_line("cn", std::string(72 + 75 + 1, 'x')) ==
        "cn: " + std::string(72, 'x') + "\n " + std::string(75, 'x') + "\n x\n");
}

TEST_CASE("every line of a comment begins with a number sign") {
  CHECK(directory::ldif_comment("one\ntwo") == "# one\n# two\n");
  CHECK(directory::ldif_comment("") == "# \n");
}

TEST_CASE("what is written is read again, record by record") {
  const std::vector<Record> records = {
      {.dn = "CN=Ann,DC=x",
       .fields = {{.name = "cn", .values = {"Ann", " b ", std::string(200, 'y'), "\xFF\x01"}}}},
      {.dn = "CN=J\xC3\xB6rg", .change = Change::Delete},
      {.dn = "CN=Bo",
       .change = Change::Modify,
       .fields = {{.name = "mail", .values = {"a@b"}},
                  {.name = "sn", .values = {"x", "y"}},
                  {.name = "cn", .values = {"b"}, .operation = directory::Operation::Replace}}}};
  std::string text = "version: 1\n\n";
  for (const Record& record : records) {
    text += ldif_record(record);
  }

  auto read = test::read(text);

  for (Record& record : read.records) {
    record.line = 0;
  }
  CHECK(read.records == records);
  CHECK(read.findings.total() == 0);
}

TEST_CASE("a value inside a distinguished name is escaped as RFC 4514 has it") {
  CHECK(directory::escape_dn_value("Ash, Ann") == "Ash\\, Ann");
  CHECK(directory::escape_dn_value(" #a#b ") == "\\ #a#b\\ ");
  CHECK(directory::escape_dn_value("#1") == "\\#1");
  CHECK(directory::escape_dn_value("a+\"\\<>;=") == "a\\+\\\"\\\\\\<\\>\\;\\=");
  CHECK(directory::escape_dn_value(std::string_view("a\0", 2)) == "a\\00");
}
