#include "formats/bytes/byte_reader.h"

#include <array>
#include <catch2/catch.hpp>

#include "formats/bytes/little_endian.h"

namespace bytes {
namespace {

constexpr std::array<std::byte, 5> kData = {std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4},
                                            std::byte{5}};

struct Pair {
  u16 first;
  u8 second;
};

TEST_CASE("a record is read in the byte order of the disk and moves the cursor") {
  ByteReader reader(kData, 0x100);

  const auto pair = reader.read<Pair>();

  REQUIRE(pair.has_value());
  CHECK(pair->first == 0x0201);
  CHECK(pair->second == 3);
  CHECK(reader.offset() == 0x103);
  CHECK(reader.remaining() == 2);
}

TEST_CASE("a read that does not fit returns nothing and moves nothing") {
  ByteReader reader(kData);
  REQUIRE(reader.take(3));

  CHECK_FALSE(reader.read<Pair>().has_value());
  CHECK_FALSE(reader.take(UINT64_MAX).has_value());
  CHECK(reader.offset() == 3);
  CHECK(reader.remaining() == 2);
}

TEST_CASE("a number written little-endian reads back the same") {
  const u32 value = 0x01020304U;

  CHECK(std::uint32_t{value} == 0x01020304U);
  CHECK(std::bit_cast<std::array<std::byte, 4>>(value)[0] == std::byte{4});
}

}  // namespace
}  // namespace bytes
