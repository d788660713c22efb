#include <catch2/catch.hpp>

#include "tests/formats/directory/reading.h"

using directory::FileKind;
using test::Fields;
using test::fields_of;
using Rows = std::vector<Fields>;
using test::findings_of;
using test::read;
using test::Texts;

namespace {

Rows rows(const directory::DirectoryFile& file) {
  Rows out;
  for (const auto& record : file.records) {
    out.push_back(fields_of(record));
  }
  return out;
}

Fields row(std::string native, std::string smtp) {
  return {{"native", std::move(native)}, {"smtp", std::move(smtp)}};
}

}  // namespace

TEST_CASE("an address map has two columns, with a header or without") {
  const Rows expected = {row("MS:NET/PO/ANN", "ann@north.example"),
                         row("/o=A, B/cn=bo", "bo@north.example")};
  const std::string content =
      "MS:NET/PO/ANN, ann@north.example\n\"/o=A, B/cn=bo\",SMTP:bo@north.example\n";

  for (const std::string head : {"", "native,smtp\n", "Native,SMTP\r\n# comment\r\n\r\n"}) {
    const auto file = read(head + content);

    CHECK(file.kind == FileKind::AddressMap);
    CHECK(rows(file) == expected);
    CHECK(findings_of(file).empty());
  }
}

TEST_CASE("tabs and semicolons may separate an address map, too") {
  CHECK(rows(read("MS:A/B/C\tc@x.example\n")) == Rows{row("MS:A/B/C", "c@x.example")});
  CHECK(rows(read("MS:A/B/C;c@x.example\n")) == Rows{row("MS:A/B/C", "c@x.example")});
}

TEST_CASE("a row of an address map without Internet address is damage and no address") {
  const auto file =
      read("native,smtp\nMS:A/B/C,Ann Ash\n,a@b\nMS:A/B/D,d@x.example,more\nMS:A/B/E\n");

  CHECK(rows(file) == Rows{row("MS:A/B/D", "d@x.example")});
  CHECK(findings_of(file) ==
        Texts{"4 row.fields!", "5 row.fields", "2 map.smtp!", "3 map.smtp!", "5 map.smtp!"});
  CHECK(file.findings.items()[2].raw == "MS:A/B/C,Ann Ash");
}
