#include "formats/pst/ndb/header.h"

#include <catch2/catch.hpp>
#include <map>

#include "formats/bytes/crc.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::header_test {
namespace {

HeaderFields fields() {
  HeaderFields out{.encoding = Encoding::Cyclic,
                   .next_block = 0x1064,
                   .next_page = 0x208,
                   .next_row_version = 0x307,
                   .counters = {},
                   .nodes = {.bid = {.value = 0x204}, .offset = 0x6600},
                   .blocks = {.bid = {.value = 0x207}, .offset = 0x6C00},
                   .totals = {.file_size = 0x80400, .last_amap = 0x42400, .free_bytes = 0x3B780}};
  for (std::uint32_t type = 0; type < 32; ++type) {
    out.counters[type] = 0x400 + type;
  }
  return out;
}

std::uint64_t number(std::span<const std::byte> raw) {
  std::uint64_t out = 0;
  for (auto i = raw.size(); i > 0; --i) {
    out = out << 8U | std::to_integer<std::uint64_t>(raw[i - 1]);
  }
  return out;
}

/// The area, whose numbers are taken away as they are checked.
struct Area {
  explicit Area(Width width) : bytes(header_area(fields(), width)) {}
  void take(std::size_t offset, std::size_t size, std::uint64_t expected) {
    INFO(offset);
    CHECK(number(std::span(bytes).subspan(offset, size)) == expected);
    std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(offset), size, std::byte{});
  }
  std::vector<std::byte> bytes;
};

TEST_CASE("every byte of a Unicode header is where 2.2.2.6 has it, the rest is zero") {
  Area area(Width::Unicode);
  REQUIRE(area.bytes.size() == 0x4400);
  const auto partial = bytes::crc_from_zero(std::span(area.bytes).subspan(8, 471));
  const auto full = bytes::crc_from_zero(std::span(area.bytes).subspan(8, 516));

  area.take(0, 4, 0x4E44'4221);
  area.take(4, 4, partial);
  area.take(8, 2, 0x4D53);
  area.take(10, 2, 23);
  area.take(12, 2, 19);
  area.take(14, 1, 1);
  area.take(15, 1, 1);
  area.take(24, 8, 0x1'0000'0004);
  area.take(32, 8, 0x208);
  area.take(40, 4, 0x307);
  for (std::size_t type = 0; type < 32; ++type) {
    area.take(44 + 4 * type, 4, 0x400 + type);
  }
  area.take(184, 8, 0x80400);
  area.take(192, 8, 0x42400);
  area.take(200, 8, 0x3B780);
  area.take(216, 8, 0x204);
  area.take(224, 8, 0x6600);
  area.take(232, 8, 0x207);
  area.take(240, 8, 0x6C00);
  area.take(248, 1, 2);
  for (std::size_t i = 0; i < 256; ++i) {
    area.take(256 + i, 1, 0xFF);
  }
  area.take(512, 1, 0x80);
  area.take(513, 1, 2);
  area.take(516, 8, 0x1064);
  area.take(524, 4, full);
  // The DList page.
  area.take(0x4200 + 496, 2, 0x8686);
  area.take(0x4200 + 498, 2, 0x4200 ^ 0x208);
  area.take(0x4200 + 504, 8, 0x208);
  CHECK(area.bytes == test::Bytes(0x4400));
}

TEST_CASE("every byte of an ANSI header is where 2.2.2.6 has it, the rest is zero") {
  Area area(Width::Ansi);
  REQUIRE(area.bytes.size() == 0x4400);
  const auto partial = bytes::crc_from_zero(std::span(area.bytes).subspan(8, 471));

  area.take(0, 4, 0x4E44'4221);
  area.take(4, 4, partial);
  area.take(8, 2, 0x4D53);
  area.take(10, 2, 14);
  area.take(12, 2, 19);
  area.take(14, 1, 1);
  area.take(15, 1, 1);
  area.take(24, 4, 0x1064);
  area.take(28, 4, 0x208);
  area.take(32, 4, 0x307);
  for (std::size_t type = 0; type < 32; ++type) {
    area.take(36 + 4 * type, 4, 0x400 + type);
  }
  area.take(168, 4, 0x80400);
  area.take(172, 4, 0x42400);
  area.take(176, 4, 0x3B780);
  area.take(184, 4, 0x204);
  area.take(188, 4, 0x6600);
  area.take(192, 4, 0x207);
  area.take(196, 4, 0x6C00);
  area.take(200, 1, 2);
  for (std::size_t i = 0; i < 256; ++i) {
    area.take(204 + i, 1, 0xFF);
  }
  area.take(460, 1, 0x80);
  area.take(461, 1, 2);
  // The DList page.
  area.take(0x4200 + 500, 2, 0x8686);
  area.take(0x4200 + 502, 2, 0x4200 ^ 0x208);
  area.take(0x4200 + 504, 4, 0x208);
  CHECK(area.bytes == test::Bytes(0x4400));
}

TEST_CASE("the header tells how data is encoded") {
  for (const auto encoding : {Encoding::None, Encoding::Permute, Encoding::Cyclic}) {
    auto changed = fields();
    changed.encoding = encoding;
    const auto expected = std::byte{static_cast<std::uint8_t>(encoding)};
    CHECK(header_area(changed, Width::Unicode)[513] == expected);
    CHECK(header_area(changed, Width::Ansi)[461] == expected);
  }
}

}  // namespace
}  // namespace pst::header_test
