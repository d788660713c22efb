#include "formats/pst/ndb/block_log.h"

#include <catch2/catch.hpp>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/encoding.h"
#include "tests/formats/pst/ndb_fixture.h"

namespace pst::block_test {
namespace {

const auto kWidths = {Width::Ansi, Width::Unicode};
const auto kFirst = std::uint64_t{0x4800};  // where the first block lies

/// Blocks in a file of one section.
struct Blocks {
  explicit Blocks(Width width, Encoding encoding = Encoding::None)
      : sections(file, width), log(sections, width, encoding) {}

  test::Bytes read(std::uint64_t offset, std::size_t size) {
    if (file.size() == 0) {
      sections.finish().value();
    }
    return file.read(offset, size);
  }
  Bid write(std::span<const std::byte> data) {
    return log.write(BlockLog::Kind::Data, data).value();
  }

  test::MemoryFile file;
  SectionWriter sections;
  BlockLog log;
};

std::uint64_t number(const test::Bytes& raw) {
  std::uint64_t out = 0;
  for (auto i = raw.size(); i > 0; --i) {
    out = out << 8U | std::to_integer<std::uint64_t>(raw[i - 1]);
  }
  return out;
}

TEST_CASE("a Unicode block: data, zeros, size, signature, checksum, BID") {
  Blocks blocks(Width::Unicode);
  const auto data = test::content(20);
  REQUIRE(blocks.write(data) == Bid{.value = 4});

  auto expected = data;
  expected.resize(64 - 16);
  CHECK(blocks.read(kFirst, 48) == expected);
  CHECK(number(blocks.read(kFirst + 48, 2)) == 20);
  CHECK(number(blocks.read(kFirst + 50, 2)) == (0x4800 ^ 4));
  CHECK(number(blocks.read(kFirst + 52, 4)) == bytes::crc_from_zero(data));
  CHECK(number(blocks.read(kFirst + 56, 8)) == 4);
}

TEST_CASE("an ANSI block: data, zeros, size, signature, BID, checksum") {
  Blocks blocks(Width::Ansi);
  const auto data = test::content(20);
  REQUIRE(blocks.write(data) == Bid{.value = 4});

  auto expected = data;
  expected.resize(64 - 12);
  CHECK(blocks.read(kFirst, 52) == expected);
  CHECK(number(blocks.read(kFirst + 52, 2)) == 20);
  CHECK(number(blocks.read(kFirst + 54, 2)) == (0x4800 ^ 4));
  CHECK(number(blocks.read(kFirst + 56, 4)) == 4);
  CHECK(number(blocks.read(kFirst + 60, 4)) == bytes::crc_from_zero(data));
}

TEST_CASE("a block takes the fewest 64 bytes that hold it and its trailer") {
  for (const auto width : kWidths) {
    const auto trailer = block_trailer_size(width);
    const auto largest = largest_block_data(width);
    CHECK(largest + trailer == kLargestBlock);
    for (const auto& [size, taken] : {std::pair{std::size_t{1}, std::size_t{64}},
                                      {64 - trailer, 64},
                                      {64 - trailer + 1, 128},
                                      {largest - 64, 8128},
                                      {largest - 63, 8192},
                                      {largest, 8192}}) {
      Blocks blocks(width);
      blocks.write(test::content(size));
      blocks.write(test::content(1, 2));

      INFO(size);
      CHECK(blocks.read(kFirst + taken, 1) == test::content(1, 2));
    }
  }
}

TEST_CASE("ids rise by four: a block that is no data has the second bit") {
  Blocks blocks(Width::Unicode);
  const auto data = test::content(10);

  CHECK(blocks.write(data) == Bid{.value = 4});
  CHECK(blocks.log.write(BlockLog::Kind::Internal, data).value() == Bid{.value = 10});
  CHECK(blocks.write(data) == Bid{.value = 12});
  CHECK(blocks.log.next_bid() == 16);
  CHECK(blocks.log.count() == 3);
}

TEST_CASE("data is encoded before its checksum is taken, internal blocks never are") {
  const auto method = GENERATE(Encoding::Permute, Encoding::Cyclic);
  Blocks blocks(Width::Unicode, method);
  const auto data = test::content(48);
  auto encoded = data;
  encode(encoded, method, blocks.write(data));
  REQUIRE(blocks.log.write(BlockLog::Kind::Internal, data));

  CHECK(blocks.read(kFirst, 48) == encoded);
  CHECK(number(blocks.read(kFirst + 52, 4)) == bytes::crc_from_zero(encoded));
  CHECK(blocks.read(kFirst + 64, 48) == data);
  CHECK(number(blocks.read(kFirst + 64 + 52, 4)) == bytes::crc_from_zero(data));
}

TEST_CASE("a block can have 65,534 users and no more") {
  Blocks blocks(Width::Unicode);
  const auto shared = blocks.write(test::content(10));
  const auto other = blocks.write(test::content(10, 2));
  int further = 0;
  while (further < 70'000 && blocks.log.share(shared)) {
    ++further;
  }

  CHECK(further == 65'533);
  CHECK_FALSE(blocks.log.share(shared));
  CHECK(blocks.log.share(other));
}

TEST_CASE("the same blocks have the same digest, others another") {
  const auto digest_of = [](std::uint32_t seed, std::size_t blocks_written) {
    Blocks blocks(Width::Unicode);
    for (std::size_t i = 0; i < blocks_written; ++i) {
      blocks.write(test::content(100, seed));
    }
    return blocks.log.take_digest();
  };

  CHECK(digest_of(1, 3) == digest_of(1, 3));
  CHECK(digest_of(1, 3) != digest_of(2, 3));
  CHECK(digest_of(1, 3) != digest_of(1, 4));
  // 1,024 checksums are digested at once.
  CHECK(digest_of(1, 1024) != digest_of(1, 1025));
  CHECK(digest_of(1, 1025) == digest_of(1, 1025));
}

TEST_CASE("blocks can be written after the digest is taken") {
  Blocks blocks(Width::Unicode);
  blocks.write(test::content(10));
  static_cast<void>(blocks.log.take_digest());
  blocks.write(test::content(10));

  CHECK(blocks.log.count() == 2);
}

}  // namespace
}  // namespace pst::block_test
