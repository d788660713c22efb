// What annotators are made of: fields off the front, bytes without layout, what was asked for.
#include <catch2/catch.hpp>

#include "formats/bytes/field_cursor.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/record_faults.h"
#include "formats/bytes/selecting_sink.h"
#include "tests/support/told_records.h"

namespace annotation_helpers_test {

struct Pair {
  bytes::u16 first;
  bytes::u8 second;
};

}  // namespace annotation_helpers_test

template <>
struct bytes::FieldsOf<annotation_helpers_test::Pair>
    : bytes::Fields<&annotation_helpers_test::Pair::first, &annotation_helpers_test::Pair::second> {
};

namespace annotation_helpers_test {

TEST_CASE("fields are taken off the front and what does not fit takes nothing") {
  const std::vector<std::byte> data{std::byte{1}, std::byte{0}, std::byte{2}, std::byte{3},
                                    std::byte{4}};
  bytes::AnnotatedRecord record;
  bytes::FieldCursor in(record, {.offset = 0x10, .raw = data});
  REQUIRE(in.take<Pair>("pair."));
  CHECK(!in.take<Pair>());
  CHECK(!in.take_number<bytes::u32>("four"));
  CHECK(in.take_number<bytes::u8>("one", "three") == 3U);
  in.take_bytes(100, "rest", "4");
  in.take_rest("none");

  REQUIRE(record.fields.size() == 4);
  CHECK(record.fields[0].name == "pair.first");
  CHECK(record.fields[1].value == "0x02 (2)");
  CHECK(record.fields[2].meaning == "three");
  CHECK(record.fields[3].bytes.offset == 0x14);
  CHECK(record.fields[3].bytes.raw.size() == 1);
  CHECK(in.left() == 0);
}

TEST_CASE("an enciphered record is taken in plain") {
  const std::vector<std::byte> raw(4, std::byte{0xFF});
  const std::vector<std::byte> plain{std::byte{7}, std::byte{0}, std::byte{8}, std::byte{9}};
  bytes::AnnotatedRecord record;
  bytes::FieldCursor in(record, {.offset = 0, .raw = raw, .plain = plain});
  CHECK(in.take_number<bytes::u16>("seven") == 7U);
  in.skip(1);
  CHECK(in.text().front() == std::byte{9});
  CHECK(in.offset() == 3);
}

TEST_CASE("bytes without layout are told in pieces and a text goes on from one to the next") {
  const std::vector<std::byte> data(2 * bytes::kAnnotatedPiece + 5, std::byte{'x'});
  test::ToldRecords told;
  bytes::Extents wanted;
  wanted.add(100 + bytes::kAnnotatedPiece + 3, 1);
  bytes::SelectingSink some(wanted, told);
  std::vector<std::size_t> asked;
  const auto value = [&](std::span<const std::byte> piece, bool is_last) {
    asked.push_back(piece.size());
    return is_last ? "last" : "piece " + std::to_string(asked.size());
  };
  const bytes::AnnotatedRecord like{.name = "free", .about = "so", .faults = {"wrong"}};
  REQUIRE(bytes::tell_loose_bytes(some, like, {.offset = 100, .raw = data}, "data", value));
  CHECK(asked == std::vector<std::size_t>{65'536, 65'536, 5});
  REQUIRE(told.records.size() == 1);
  CHECK(told.records[0].offset == 100 + bytes::kAnnotatedPiece);
  CHECK(told.records[0].about == "so, continued at 65536");
  CHECK(told.records[0].value("data") == "piece 2");
  CHECK(told.records[0].faults == std::vector<std::string>{"wrong"});

  told.records.clear();
  const bytes::Extents everything;
  bytes::SelectingSink all(everything, told);
  REQUIRE(bytes::tell_loose_bytes(all, like, {.offset = 0, .raw = data}, "data"));
  test::check_once(told, data);
  CHECK(told.records.size() == 3);
  CHECK(told.records[0].faults == std::vector<std::string>{"wrong"});
  CHECK(told.records[1].faults.empty());
}

TEST_CASE("the faults of a record are the first twenty and the number of the others") {
  bytes::DamageLog damage;
  for (std::uint64_t i = 1; i <= 23; ++i) {
    damage.add({.offset = 0x8480,
                .length = 14,
                .kind = bytes::DamageKind::OutOfRange,
                .field = "list.count",
                .found = 5400 + i,
                .expected = 5400});
  }
  bytes::AnnotatedRecord record;
  bytes::add_faults(record, damage);
  REQUIRE(record.faults.size() == 21);
  CHECK(record.faults[0] == "list.count: out of range at 0x8480+14: found 5401, expected 5400");
  CHECK(record.faults[20] == "3 more faults");
}

}  // namespace annotation_helpers_test
