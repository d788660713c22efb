#include "formats/bagit/mailbag_table.h"

#include <catch2/catch.hpp>

#include "tests/support/temporary_directory.h"

namespace mailbag_table_test {

constexpr std::string_view kHead =
    "\"Error\",\"Mailbag-Message-ID\",\"Message-ID\",\"Original-File\",\"Message-Path\","
    "\"Derivatives-Path\",\"Attachments\",\"Date\",\"From\",\"To\",\"Cc\",\"Bcc\",\"Subject\","
    "\"Content-Type\"\r\n";

bagit::MailbagRow row_of(const std::string& id) {
  bagit::MailbagRow row;
  row.id = id;
  row.subject = "say \"hello\",\nAnn";
  return row;
}

TEST_CASE("every field of a record is quoted, also an empty one") {
  CHECK(bagit::quoted_record({"", "a", "b\"c"}) == "\"\",\"a\",\"b\"\"c\"\r\n");
}

TEST_CASE("a mailbag of few messages has one table, one of none its header line") {
  for (const bool is_empty : {true, false}) {
    const test::TemporaryDirectory directory;
    auto tree = bytes::open_directory_tree(directory / "bag", bytes::Overwrite::Refuse);
    REQUIRE(tree);
    bagit::MailbagTable table(**tree);

    if (!is_empty) {
      REQUIRE(table.add(row_of("1")));
    }
    REQUIRE(table.close());
    REQUIRE((*tree)->commit());

    CHECK(test::read_file(directory / "bag/mailbag.csv") ==
          std::string(kHead) +
              (is_empty ? ""
                        : "\"\",\"1\",\"\",\"\",\"\",\"\",\"0\",\"\",\"\",\"\",\"\",\"\","
                          "\"say \"\"hello\"\",\nAnn\",\"\"\r\n"));
  }
}

TEST_CASE("a table of more than 100000 messages is divided, the header line in the first alone") {
  const test::TemporaryDirectory directory;
  auto tree = bytes::open_directory_tree(directory / "bag", bytes::Overwrite::Refuse);
  REQUIRE(tree);
  bagit::MailbagTable table(**tree);

  for (std::uint64_t i = 0; i <= bagit::MailbagTable::kRowsPerFile; ++i) {
    if (!table.add(row_of(std::to_string(i)))) {
      FAIL("row " << i);
    }
  }
  REQUIRE(table.close());
  REQUIRE((*tree)->commit());

  CHECK_FALSE(std::filesystem::exists(directory / "bag/mailbag.csv"));
  const auto first = test::read_file(directory / "bag/mailbag-1.csv");
  const auto second = test::read_file(directory / "bag/mailbag-2.csv");
  CHECK(first.starts_with(kHead));
  CHECK(first.find("\"99999\"") != std::string::npos);
  CHECK(second.starts_with("\"\",\"100000\","));
}

}  // namespace mailbag_table_test
