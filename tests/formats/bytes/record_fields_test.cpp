#include "formats/bytes/record_fields.h"

#include <catch2/catch.hpp>
#include <initializer_list>

namespace record_fields_test {

struct Inner {
  bytes::u16 low;
  bytes::u32 high;
};
struct Outer {
  bytes::u8 kind;
  std::array<Inner, 2> inner;
  std::array<char, 4> tag;
  std::array<std::byte, 3> rest;
};

}  // namespace record_fields_test

template <>
struct bytes::FieldsOf<record_fields_test::Inner>
    : bytes::Fields<&record_fields_test::Inner::low, &record_fields_test::Inner::high> {};
template <>
struct bytes::FieldsOf<record_fields_test::Outer>
    : bytes::Fields<&record_fields_test::Outer::kind, &record_fields_test::Outer::inner,
                    &record_fields_test::Outer::tag, &record_fields_test::Outer::rest> {};

namespace record_fields_test {

std::vector<std::byte> bytes_of(std::initializer_list<unsigned> values) {
  std::vector<std::byte> all;
  for (const auto value : values) {
    all.push_back(static_cast<std::byte>(value));
  }
  return all;
}

TEST_CASE("a record is listed under the names of its declaration, each byte once and in order") {
  const auto data = bytes_of({0x07, 0x02, 0x01, 0x06, 0x05, 0x04, 0x03, 0x12, 0x11, 0x16, 0x15,
                              0x14, 0x13, 0x41, 0x5C, 0x80, 0x00, 0xAA, 0xBB, 0xCC, 0xFF});
  const auto record = bytes::annotate<Outer>({.offset = 0x100, .raw = data}, "Outer", "its source");

  REQUIRE(record.fields.size() == 7);
  CHECK(record.fields[0].name == "kind");
  CHECK(record.fields[0].value == "0x07 (7)");
  CHECK(record.fields[1].name == "inner[0].low");
  CHECK(record.fields[1].value == "0x0102 (258)");
  CHECK(record.fields[4].name == "inner[1].high");
  CHECK(record.fields[4].value == "0x13141516 (320083222)");
  CHECK(record.fields[5].value == "A\\\\\\x80");
  CHECK(record.fields[6].value.empty());
  std::uint64_t at = 0x100;
  for (const auto& field : record.fields) {
    CHECK(field.bytes.offset == at);
    at += field.bytes.raw.size();
  }
  CHECK(at == 0x100 + sizeof(Outer));
  CHECK(record.length == sizeof(Outer));
}

TEST_CASE("an enciphered record is read in plain and shows what lies in the file") {
  const auto raw = bytes_of({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF});
  const auto plain = bytes_of({0x01, 0x00, 0x02, 0x00, 0x00, 0x00});
  const auto record =
      bytes::annotate<Inner>({.offset = 0, .raw = raw, .plain = plain}, "Inner", "");

  CHECK(record.fields[1].value == "0x00000002 (2)");
  CHECK(record.fields[1].bytes.raw[0] == std::byte{0xFF});
  CHECK(record.fields[1].bytes.plain[0] == std::byte{0x02});
}

TEST_CASE("what a field means is said of it, and more of it behind a semicolon") {
  const auto raw = bytes_of({0x01, 0x00, 0x02, 0x00, 0x00, 0x00});
  auto record = bytes::annotate<Inner>({.offset = 0, .raw = raw}, "Inner", "");
  record.explain("high", "two");
  record.explain("high", "even");
  record.explain("none", "lost");
  CHECK(record.fields[1].meaning == "two; even");
  CHECK(record.fields[0].meaning.empty());
}

}  // namespace record_fields_test
