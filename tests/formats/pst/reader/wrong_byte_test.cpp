#include "formats/pst/reader/ndb/wrong_byte.h"

#include <catch2/catch.hpp>

#include "formats/bytes/crc.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/ndb_fixture.h"
#include "tests/formats/pst/reader/sample_store.h"

namespace wrong_byte_test {

using pst::reader::find_wrong_byte;
using pst::reader::WrongByte;

TEST_CASE("one wrong byte of a page is found by the checksum wherever it lies") {
  const auto right = test::content(496);
  const auto checksum = bytes::crc_from_zero(right);
  for (std::size_t at = 0; at < right.size(); at += 5) {
    auto wrong = right;
    const auto error = static_cast<std::byte>(1 + at % 255);
    wrong[at] ^= error;
    CHECK(find_wrong_byte(wrong.size(), checksum ^ bytes::crc_from_zero(wrong)) ==
          WrongByte{.at = at, .error = error});
  }
}

TEST_CASE("no byte is blamed for damage of many bytes, nor for none") {
  const auto right = test::content(496);
  CHECK_FALSE(find_wrong_byte(right.size(), 0));
  int blamed = 0;
  for (std::uint32_t seed = 2; seed < 200; ++seed) {
    const auto difference =
        bytes::crc_from_zero(right) ^ bytes::crc_from_zero(test::content(496, seed));
    blamed += find_wrong_byte(right.size(), difference) ? 1 : 0;
  }
  CHECK(blamed == 0);
}

TEST_CASE("one wrong byte in an index page makes one entry doubtful and leaves no gap") {
  const auto sample = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute);
  const auto clean = pst::reader::Store::open(sample.content, nullptr).value();
  for (const auto& page : clean.index().pages) {
    if (page.level != 0) {
      continue;
    }
    for (const std::size_t at : {0U, 9U, 25U, 488U, 490U, 491U}) {
      auto content = sample.content;
      content[page.offset + at] ^= std::byte{0x41};
      const auto store = pst::reader::Store::open(content, nullptr).value();
      CHECK(store.index().node_gaps.empty());
      CHECK(store.index().block_gaps.empty());
      CHECK(store.damage().total() > 0);
      const auto nodes = store.index().nodes.entries();
      const auto blocks = store.index().blocks.entries();
      REQUIRE(nodes.size() == clean.index().nodes.entries().size());
      REQUIRE(blocks.size() == clean.index().blocks.entries().size());
      std::size_t doubtful = 0;
      for (const auto& entry : nodes) {
        doubtful += entry.doubtful ? 1U : 0U;
        CHECK(entry.data == clean.index().nodes.find(entry.nid)->data);
      }
      for (const auto& entry : blocks) {
        doubtful += entry.doubtful ? 1U : 0U;
        CHECK(entry.offset == clean.index().blocks.find(entry.bid)->offset);
      }
      CHECK(doubtful == (at < 488 ? 1 : 0));
    }
  }
}

}  // namespace wrong_byte_test
