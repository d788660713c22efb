// The class of each byte of a TNEF stream, as it was put together.
#include "formats/tnef/map.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/tnef/stream.h"

namespace map_test {
namespace {

using bytes::Range;
using bytes::RangeClass;

void check_partition(const bytes::StoreMap& map, std::size_t size) {
  std::uint64_t at = 0;
  for (const auto& range : map.ranges) {
    REQUIRE(range.offset == at);
    at += range.length;
  }
  REQUIRE(at == size);
}

}  // namespace

TEST_CASE("each attribute of a stream is data with its header and its checksum") {
  auto stream = test::head();
  std::vector<Range> expected = {
      {.offset = 0, .length = 6, .owner = "TNEFHeader", .kind = RangeClass::Header}};
  const auto add = [&](std::uint8_t level, std::uint32_t id, const test::Stream& data,
                       std::string_view name, std::uint16_t off = 0) {
    const auto begin = stream.size();
    test::add(stream, level, id, data, off);
    expected.push_back(
        {.offset = begin,
         .length = stream.size() - begin,
         .owner = name,
         .kind = off == 0 || id == 0x00078008 ? RangeClass::Data : RangeClass::BadChecksum});
  };
  add(1, 0x00089006, test::from_hex("00 00 01 00"), "attTnefVersion");
  add(1, 0x00078008, test::string("IPM.Note"), "attMessageClass", 9);
  add(1, 0x00018004, test::string("Plan"), "attSubject");
  add(1, 0x0002800C, test::string("A body"), "attBody", 1);
  add(1, 0x00020123, test::string("?"), "attribute of an unknown name");
  add(2, 0x00069002, test::from_hex("01 00 0E 00 00 00 20 00 20 00 00 00 00 00"),
      "attAttachRendData");
  add(2, 0x0006800F, {}, "attAttachData");
  const auto map = tnef::map_of(stream);
  REQUIRE(map);
  CHECK(map->ranges == expected);
  CHECK(map->contradictions.total() == 0);
}

TEST_CASE("what is no attribute is unreferenced and what is cut off is bad") {
  const auto good = test::example();
  auto stream = test::text("From a transport\r\n");
  const auto begin = stream.size();
  stream.insert(stream.end(), good.begin(), good.end());
  const auto end = stream.size();
  test::put(stream, 0, 7);
  const auto map = tnef::map_of(stream).value();
  check_partition(map, stream.size());
  CHECK(map.ranges.front() ==
        Range{.offset = 0, .length = begin, .owner = "bytes before the stream"});
  CHECK(map.ranges.back() ==
        Range{.offset = end, .length = 7, .owner = "bytes that are no attribute"});

  auto cut = good;
  cut.resize(good.size() - 5);  // of "PLAN.TXT", its NUL and the checksum: 11
  const auto hurt = tnef::map_of(cut).value();
  check_partition(hurt, cut.size());
  CHECK(hurt.ranges.back() == Range{.offset = good.size() - 20,
                                    .length = 15,
                                    .owner = "attAttachTitle",
                                    .kind = RangeClass::BadChecksum});
  CHECK(!tnef::map_of(test::text("nothing of the kind")));
}

TEST_CASE("any hurt stream has each byte once") {
  const auto good = test::example();
  std::mt19937 random(3);
  for (int i = 0; i < 2000; ++i) {
    auto stream = good;
    for (int k = 0; k < 3; ++k) {
      stream[4 + random() % (stream.size() - 4)] = static_cast<std::byte>(random());
    }
    stream.resize(4 + random() % stream.size());
    const auto map = tnef::map_of(stream);
    REQUIRE(map);
    check_partition(*map, stream.size());
  }
}

}  // namespace map_test
