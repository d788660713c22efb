#include "formats/text/csv_reader.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "formats/text/csv.h"

namespace {

using Fields = std::vector<std::string>;

std::vector<text::CsvRecord> read_all(std::string_view bytes) {
  std::vector<text::CsvRecord> records;
  text::CsvReader reader(bytes);
  while (auto record = reader.next()) {
    records.push_back(std::move(*record));
  }
  return records;
}

std::vector<Fields> fields_of(std::string_view bytes) {
  std::vector<Fields> all;
  for (auto& record : read_all(bytes)) {
    all.push_back(std::move(record.fields));
  }
  return all;
}

}  // namespace

TEST_CASE("a CSV record is its fields, its place and its line") {
  const auto records = read_all("a,b\r\n\"c, d\",\n");

  CHECK(records == std::vector<text::CsvRecord>{
                       {.fields = {"a", "b"}, .offset = 0, .length = 5, .line = 1},
                       {.fields = {"c, d", ""}, .offset = 5, .length = 8, .line = 2}});
}

TEST_CASE("CSV lines end with CR LF, LF or CR, the last one also with the file") {
  CHECK(fields_of("a\r\nb\nc\rd") == std::vector<Fields>{{"a"}, {"b"}, {"c"}, {"d"}});
  CHECK(fields_of("").empty());
  CHECK(fields_of("\na") == std::vector<Fields>{{""}, {"a"}});
  CHECK(fields_of("a\n\nb") == std::vector<Fields>{{"a"}, {""}, {"b"}});
}

TEST_CASE("a quoted CSV field holds commas, quotes and line ends, and lines go on counting") {
  const auto records = read_all("\"x\r\ny\",\"say \"\"hi\"\"\"\nz\n");

  REQUIRE(records.size() == 2);
  CHECK(records[0].fields == Fields{"x\r\ny", "say \"hi\""});
  CHECK(records[1].line == 3);
}

TEST_CASE("what follows a closing quote of CSV is kept") {
  CHECK(fields_of("\"a\"b,c") == std::vector<Fields>{{"ab", "c"}});
  CHECK(fields_of("a\"b,c\"") == std::vector<Fields>{{"a\"b", "c\""}});
}

TEST_CASE("a CSV quote that is never closed costs its line, not the rest of the list") {
  const auto records = read_all("\"a,b\nc,d\n");

  REQUIRE(records.size() == 2);
  CHECK(records[0].unterminated);
  CHECK(records[0].fields == Fields{"\"a", "b"});
  CHECK(records[1].fields == Fields{"c", "d"});
  CHECK_FALSE(records[1].unterminated);
}

TEST_CASE("a quoted CSV field beyond its limit was never closed") {
  const std::string many(text::CsvReader::kLongestQuoted, 'x');

  CHECK(read_all("\"" + many + "\"").front().unterminated);
  CHECK_FALSE(read_all("\"" + many.substr(2) + "\"").front().unterminated);
}

TEST_CASE("CSV records that were written come back") {
  std::mt19937 random(7);
  const std::string alphabet = ",\"\r\n ax";
  for (int round = 0; round < 500; ++round) {
    Fields fields(1 + random() % 4);
    for (auto& field : fields) {
      for (auto left = random() % 6; left > 0; --left) {
        field += alphabet[random() % alphabet.size()];
      }
    }
    REQUIRE(fields_of(text::csv_record(fields)) == std::vector<Fields>{fields});
  }
}

TEST_CASE("every byte of CSV belongs to one record, whatever the bytes") {
  std::mt19937 random(11);
  for (int round = 0; round < 500; ++round) {
    std::string bytes(random() % 60, ' ');
    for (char& c : bytes) {
      c = ",\"\r\nab\xE4"[random() % 7];
    }
    std::size_t at = 0;
    text::CsvReader reader(bytes);
    while (const auto record = reader.next()) {
      REQUIRE(record->offset == at);
      REQUIRE(record->length > 0);
      at += record->length;
    }
    REQUIRE(at == bytes.size());
  }
}

TEST_CASE("a record of too many fields loses no byte: its last field has the rest of the line") {
  const std::string line(text::CsvReader::kMostFields + 5, ',');
  text::CsvReader reader(line);
  const auto record = reader.next();
  REQUIRE(record);
  CHECK(record->fields.size() == text::CsvReader::kMostFields);
  CHECK(record->fields.back() == ",,,,,,");
  CHECK_FALSE(reader.next());
}
