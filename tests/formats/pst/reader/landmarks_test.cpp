#include "formats/pst/reader/sweep/landmarks.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <vector>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace landmarks_test {
namespace {

using pst::reader::find_landmarks;
using Bytes = std::vector<std::byte>;
using Trailer = pst::disk::BLOCKTRAILER<bytes::u64>;

/// Gives the bytes at `offset` the trailer of a block with `size` bytes of data.
void make_block(Bytes& content, std::size_t offset, std::uint16_t size, pst::Bid bid) {
  const auto stored = pst::reader::stored_block_size(size, pst::Width::Unicode);
  Trailer trailer{};
  trailer.cb = size;
  trailer.bid = bid.value;
  trailer.wSig = pst::signature(offset, bid);
  trailer.dwCRC = bytes::crc_from_zero(std::span(content).subspan(offset, size));
  std::memcpy(&content.at(offset + stored - sizeof(trailer)), &trailer, sizeof(trailer));
}

std::vector<std::uint64_t> offsets(const Bytes& content) {
  std::vector<std::uint64_t> found;
  for (const auto& block : find_landmarks(content, pst::Width::Unicode).blocks) {
    found.push_back(block.offset);
  }
  return found;
}

constexpr std::size_t kInner = 256;
constexpr std::size_t kOuter = 128;
constexpr std::size_t kLast = 2048;

/// A block within another, and one behind them.
Bytes three_blocks() {
  Bytes content(4096, std::byte{7});
  make_block(content, kInner, 40, {0x24});
  make_block(content, kOuter, 1000, {0x28});
  make_block(content, kLast, 100, {0x2C});
  return content;
}

TEST_CASE("what looks like a block within a sound one is its content") {
  CHECK(offsets(three_blocks()) == std::vector<std::uint64_t>{kOuter, kLast});
}

TEST_CASE("what lies within a block that is not sound is found") {
  auto content = three_blocks();
  content[kOuter + 900] ^= std::byte{1};
  CHECK(offsets(content) == std::vector<std::uint64_t>{kInner, kLast});
}

TEST_CASE("blocks and pages on both sides of where progress is told are found, by offset") {
  constexpr std::size_t kBorder = pst::reader::kProgressStep;
  Bytes content(kBorder * 2 + 4096);
  std::vector<std::uint64_t> expected;
  for (const auto near : {kBorder, kBorder * 2}) {
    for (const std::size_t at : {near - 4096, near - 512, near + 2048}) {
      std::ranges::fill(std::span(content).subspan(at, 900), std::byte{9});
      make_block(content, at, 900, {at * 4});
      expected.push_back(at);
    }
  }
  std::uint64_t told = 0;
  const auto found = find_landmarks(content, pst::Width::Unicode, [&](std::uint64_t done) {
    CHECK(done > told);
    told = done;
    return true;
  });
  CHECK(offsets(content) == expected);
  CHECK(told == content.size());
  CHECK_FALSE(found.stopped);
  CHECK(find_landmarks(content, pst::Width::Unicode, [](std::uint64_t) { return false; }).stopped);
}

}  // namespace
}  // namespace landmarks_test
