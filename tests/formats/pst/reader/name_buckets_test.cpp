#include "formats/pst/reader/messaging/name_buckets.h"

#include <catch2/catch.hpp>
#include <cstring>

#include "formats/pst/reader/messaging/known_sets.h"

namespace name_buckets_test {

using pst::disk::NAMEID;
using pst::reader::NameBuckets;
using pst::reader::RecordSet;

namespace {

NAMEID record(std::uint32_t word, std::uint16_t guid, std::uint16_t index) {
  NAMEID made;
  made.dwPropertyID = word;
  made.wGuid = guid;
  made.wPropIdx = index;
  return made;
}

/// A map with one bucket of one record.
RecordSet map_with(const NAMEID& only, bool sound = true, std::uint32_t id = 0x1005) {
  pst::reader::Entry bucket;
  bucket.id = id;
  bucket.type = 0x0102;
  bucket.data.resize(sizeof(NAMEID));
  std::memcpy(bucket.data.data(), &only, sizeof(NAMEID));
  if (!sound) {
    bucket.faults.push_back({});
  }
  RecordSet map;
  map.entries.push_back(std::move(bucket));
  return map;
}

}  // namespace

TEST_CASE("a name that both copies have is confirmed, though neither lies in a sound block") {
  const NameBuckets buckets(map_with(record(0x8233, 6, 3), false), 0);

  CHECK(buckets.confirms(record(0x8233, 6, 3), 0x8233));
  CHECK_FALSE(buckets.confirms(record(0x8234, 6, 3), 0x8234));
  CHECK_FALSE(buckets.confirms(record(0x8233, 8, 3), 0x8233));
  CHECK_FALSE(buckets.confirms(record(0x8233, 6, 4), 0x8233));
}

TEST_CASE("the record of a text is confirmed by the CRC of the text, not by its offset") {
  const NameBuckets buckets(map_with(record(0xCAFE, 5, 0)), 0);

  CHECK(buckets.confirms(record(40, 5, 0), 0xCAFE));
  CHECK_FALSE(buckets.confirms(record(0xCAFE, 5, 0), 40));
}

TEST_CASE("zeros confirm nothing") {
  const NameBuckets buckets(map_with(record(0, 0, 0)), 0);

  CHECK_FALSE(buckets.confirms(record(0, 0, 0), 0));
}

TEST_CASE("a number in a sound bucket stands for a name that is lost, a text does not") {
  REQUIRE(NameBuckets(map_with(record(0x8233, 6, 3)), 0).number(3));
  CHECK(NameBuckets(map_with(record(0x8233, 6, 3)), 0).number(3)->sound);
  CHECK_FALSE(NameBuckets(map_with(record(0x8233, 7, 3)), 0).number(3));
  CHECK_FALSE(NameBuckets(map_with(record(0x8233, 6, 3), true, 4), 0).number(3));
}

TEST_CASE(
    "a number in a damaged bucket is given only where its hash says and no other has its id") {
  constexpr std::uint32_t kHome = 0x1000 + (0x8233U ^ 6U) % 251;
  const auto at = [](std::uint32_t bucket, std::size_t names) {
    return NameBuckets(map_with(record(0x8233, 6, 3), false, bucket), names).number(3);
  };

  REQUIRE(at(kHome, 0));
  CHECK_FALSE(at(kHome, 0)->sound);
  CHECK(at(kHome, 4));
  CHECK_FALSE(at(kHome, 3));  // there is no such name
  CHECK_FALSE(at(kHome + 1, 0));
  auto twice = map_with(record(0x8233, 6, 3), false, kHome);
  const auto other = map_with(record(0x8234, 6, 3), false, 0x1000 + (0x8234U ^ 6U) % 251);
  twice.entries.push_back(other.entries.front());
  CHECK_FALSE(NameBuckets(twice, 0).number(3));
}

TEST_CASE("a bucket is torn when a record lies in it whose hash gives another one") {
  const auto bucket_of = [](std::uint32_t number) { return (number ^ 6U) % 251; };
  auto map = map_with(record(0x8233, 6, 3), false, 0x1000 + bucket_of(0x8233));
  const auto next = map_with(record(0x8234, 6, 4), false, 0x1000 + bucket_of(0x8234));
  map.entries.push_back(next.entries.front());
  CHECK_FALSE(NameBuckets(map, 0).is_torn(record(0x8233, 6, 3), 0x8233));

  map.entries.back().data.at(1) ^= std::byte{1};

  CHECK_FALSE(NameBuckets(map, 0).is_torn(record(0x8233, 6, 3), 0x8233));
  CHECK(NameBuckets(map, 0).is_torn(record(0x8234, 6, 4), 0x8234));
  map.entries.front().data.at(1) ^=
      std::byte{1};  // no record is where it belongs: nothing is known
  CHECK_FALSE(NameBuckets(map, 0).is_torn(record(0x8234, 6, 4), 0x8234));
}

TEST_CASE("a published set and its numbers confirm each other, and one wrong byte ends that") {
  const std::array<std::uint8_t, 16> appointment = {0x02, 0x20, 0x06, 0, 0, 0, 0, 0,
                                                    0xC0, 0,    0,    0, 0, 0, 0, 0x46};
  std::array<std::byte, 16> set{};
  std::memcpy(set.data(), appointment.data(), set.size());

  CHECK(pst::reader::agree(set, 0x8205));
  CHECK_FALSE(pst::reader::agree(set, 0x8105));
  CHECK_FALSE(pst::reader::agree(set, 0x05));
  for (std::size_t at = 0; at < set.size(); ++at) {
    for (unsigned wrong = 1; wrong < 256; ++wrong) {
      auto damaged = set;
      damaged.at(at) ^= static_cast<std::byte>(wrong);
      CHECK_FALSE(pst::reader::agree(damaged, 0x8205));
    }
  }
}

}  // namespace name_buckets_test
