#include "formats/iff/row.h"

#include <catch2/catch.hpp>
#include <random>

#include "formats/iff/multi_value.h"

namespace {

using Texts = std::vector<std::string>;

Texts split(std::string_view line) {
  Texts texts;
  for (const auto& field : iff::split_row(line).fields) {
    texts.push_back(field.text);
  }
  return texts;
}

}  // namespace

TEST_CASE("a row is split at the commas outside quotes") {
  REQUIRE(split("a,\"b, c\",,d") == Texts{"a", "b, c", "", "d"});
  REQUIRE(split("") == Texts{""});
  REQUIRE(split(",") == Texts{"", ""});
  REQUIRE(split(" a ,b ") == Texts{" a ", "b "});
}

TEST_CASE("doubled quotes in quotes are one") {
  REQUIRE(split("\"#1, \"\"quoted\"\"\",x") == Texts{"#1, \"quoted\"", "x"});
  REQUIRE(split("\"\"") == Texts{""});
  REQUIRE(iff::split_row("\"\"").fields.front().is_quoted);
}

TEST_CASE("single values of a field may have quotes of their own") {
  const auto row = iff::split_row("\"Ash, Ann\";\"Birch, Bo\",x");

  REQUIRE(row.quoting == iff::Quoting::Clean);
  REQUIRE(row.fields.size() == 2);
  REQUIRE(iff::split_values(row.fields[0].text) == Texts{"Ash, Ann", "Birch, Bo"});
  REQUIRE(split("Ann;\"Birch, Bo\",x").size() == 2);
}

TEST_CASE("a quote that nothing closes is a character, and swallows nothing") {
  const auto row = iff::split_row("a,\"b,c");

  REQUIRE(row.quoting == iff::Quoting::Open);
  REQUIRE(split("a,\"b,c") == Texts{"a", "\"b", "c"});
}

TEST_CASE("text behind an end quote makes the quotes characters") {
  const auto row = iff::split_row("a,\"b;c\"d,e");

  REQUIRE(row.quoting == iff::Quoting::Trailing);
  REQUIRE(row.fields[1].text == "\"b;c\"d");
  REQUIRE(row.fields.size() == 3);
}

TEST_CASE("a quote within a field is a character") {
  REQUIRE(split("Ann \"Annie\" Ash,x") == Texts{"Ann \"Annie\" Ash", "x"});
  REQUIRE(iff::split_row("Ann \"Annie\" Ash,x").quoting == iff::Quoting::Clean);
}

TEST_CASE("values are parted by semicolons outside quotes") {
  REQUIRE(iff::split_values("A;B") == Texts{"A", "B"});
  REQUIRE(iff::split_values("A; B;;") == Texts{"A", "B"});
  REQUIRE(iff::split_values("").empty());
  REQUIRE(iff::split_values("SMTP:a@b;\"X400:C=US;A= ;P=X;S=Ash\"") ==
          Texts{"SMTP:a@b", "X400:C=US;A= ;P=X;S=Ash"});
  REQUIRE(iff::split_values("\"a\"b;c") == Texts{"\"a\"b", "c"});
}

TEST_CASE("an X.400 address among others is one value") {
  const auto row = iff::split_row("\"SMTP:a@b;\"\"X400:C=US;A= ;P=X;S=Ash\"\"\",x");

  REQUIRE(iff::split_values(row.fields[0].text) == Texts{"SMTP:a@b", "X400:C=US;A= ;P=X;S=Ash"});
}

TEST_CASE("rows of any number of fields are bounded") {
  const auto row = iff::split_row(std::string(5000, ','));

  REQUIRE(row.fields.size() == iff::kMostFields);
  REQUIRE(row.fields.back().text == std::string(5000 - iff::kMostFields + 1, ','));
}

TEST_CASE("a quote is open in a line that grows when it is open in the whole of it") {
  std::mt19937 random(7);
  constexpr std::string_view kBytes = "\",; a\\";
  for (int round = 0; round < 5'000; ++round) {
    std::string line;
    iff::GrowingLine growing;
    for (int step = 0; step < 6; ++step) {
      for (auto count = random() % 5; count > 0; --count) {
        line += kBytes[random() % kBytes.size()];
      }
      const std::string told = line + "\\\\";
      const bool is_open = growing.has_open_quote(told, line.size());

      bool is_open_in_whole = false;
      for (std::size_t at = 0; at <= told.size() && !is_open_in_whole;) {
        const auto taken = iff::take_field(told, at);
        is_open_in_whole = taken.quoting == iff::Quoting::Open;
        at = taken.end + 1;
      }
      REQUIRE(is_open == is_open_in_whole);
      if (is_open) {
        break;
      }
    }
  }
}
