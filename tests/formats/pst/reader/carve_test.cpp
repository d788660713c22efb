// Stores inside something larger.
#include <catch2/catch.hpp>

#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/sweep/carve.h"
#include "tests/formats/pst/reader/sample_store.h"

namespace carve_test {
namespace {

using pst::reader::CarvedStore;
using pst::reader::find_stores;
using Bytes = std::vector<std::byte>;

void append(Bytes& image, const Bytes& piece) {
  image.insert(image.end(), piece.begin(), piece.end());
}

}  // namespace

TEST_CASE("stores are found at any offset of an image with header or without") {
  const auto first = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute).content;
  auto second = test::sample_store(pst::Width::Ansi, pst::Encoding::Permute).content;
  std::fill_n(second.begin(), 600, std::byte{});
  Bytes image(777, std::byte{'x'});
  append(image, first);
  append(image, Bytes(33));
  append(image, second);
  append(image, Bytes(4001, std::byte{'y'}));

  const auto found = find_stores(image);
  REQUIRE(found.size() == 2);
  CHECK(found[0] == CarvedStore{.offset = 777, .size = first.size(), .header = true});
  CHECK(found[1] ==
        CarvedStore{.offset = 777 + first.size() + 33, .size = second.size(), .header = false});
  CHECK(find_stores(Bytes(100'000)).empty());
  CHECK(find_stores({}).empty());
}

TEST_CASE("a header in the bytes of another store is no store") {
  auto content = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute).content;
  std::copy_n(content.begin(), 600, content.begin() + 0x8000);
  const auto found = find_stores(content);
  REQUIRE(found.size() == 1);
  CHECK(found[0].offset == 0);
}

TEST_CASE("a map in the bytes of another store cuts nothing off it") {
  auto content = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute).content;
  constexpr std::size_t kAt = 0x9000;
  const auto page = std::span(content).subspan(kAt).first<pst::kPageSize>();
  std::ranges::fill(page, std::byte{0xFF});
  pst::seal_map_page(page, pst::Width::Unicode, 0x84, pst::kFirstSection);
  const auto found = find_stores(content);
  REQUIRE(found.size() == 1);
  CHECK(found[0] == CarvedStore{.offset = 0, .size = content.size(), .header = true});

  // Without a header around it, it may be that of a store.
  std::fill_n(content.begin(), 600, std::byte{});
  CHECK(find_stores(content).size() == 2);
}

TEST_CASE("a store whose end is cut off is as long as the image") {
  auto content = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute).content;
  content.resize(content.size() / 2);
  const auto found = find_stores(content);
  REQUIRE(found.size() == 1);
  CHECK(found[0].size == content.size());
}

}  // namespace carve_test
