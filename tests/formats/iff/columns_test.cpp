#include "formats/iff/columns.h"

#include <catch2/catch.hpp>

namespace {

constexpr auto kBody = static_cast<std::size_t>(iff::MessageColumn::Body);
constexpr auto kSubject = static_cast<std::size_t>(iff::MessageColumn::Subject);

}  // namespace

TEST_CASE("columns are bound by name, whatever their order and case") {
  const auto columns = iff::message_columns({"body", " SUBJECT ", "Folder", "Colour"});
  const std::vector<iff::Field> fields = {{.text = "#A(1)"}, {.text = "s"}, {.text = "f"}, {}};

  REQUIRE(columns.binding() == iff::Binding::ByName);
  REQUIRE(columns.count() == 4);
  REQUIRE(columns.find(fields, kBody)->text == "#A(1)");
  REQUIRE(columns.find(fields, kSubject)->text == "s");
  REQUIRE(columns.find(fields, static_cast<std::size_t>(iff::MessageColumn::To)) == nullptr);
  REQUIRE_FALSE(columns.is_known(3));
  REQUIRE(columns.name_at(3) == "Colour");
  REQUIRE(columns.name_at(13) == "column-14");
}

TEST_CASE("a header that names too little leaves the documented order") {
  for (const std::vector<std::string>& header :
       {std::vector<std::string>(), std::vector<std::string>{"a", "b", "c"}}) {
    const auto columns = iff::message_columns(header);

    REQUIRE(columns.binding() == iff::Binding::ByPosition);
    REQUIRE(columns.count() == 12);
    REQUIRE(columns.place_of(kBody) == 11);
  }
}

TEST_CASE("a row that is too short lacks its last fields") {
  const auto columns = iff::message_columns({});

  REQUIRE(columns.find({{.text = "f"}}, 0)->text == "f");
  REQUIRE(columns.find({{.text = "f"}}, kBody) == nullptr);
}

TEST_CASE("a column whose name is damaged is known by its place among the others") {
  std::vector<std::string> header(iff::kMessageColumns.begin(), iff::kMessageColumns.end());
  header[5] = "Subxect";
  header[6] = "Subject 2";
  header.emplace_back("extra");
  const auto columns = iff::message_columns(header);

  REQUIRE(columns.place_of(kSubject) == 5);
  REQUIRE(columns.renamed() == std::vector<std::size_t>{5, 6});
  REQUIRE(columns.lost().empty());
  REQUIRE(columns.is_known(5));
}

TEST_CASE("a column that a header in another order lacks may be one of those nobody knows") {
  const auto columns = iff::message_columns({"Body", "Subject", "Folder", "Colour"});
  REQUIRE(columns.renamed().empty());
  REQUIRE(columns.lost().size() == 9);

  const auto shorter = iff::message_columns({"Body", "Subject", "Folder"});
  REQUIRE(shorter.renamed().empty());
  REQUIRE(shorter.lost().empty());
}
