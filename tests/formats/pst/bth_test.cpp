#include "formats/pst/ltp/bth_writer.h"

#include <catch2/catch.hpp>

#include "tests/formats/pst/ltp_reader.h"

namespace bth_test {

using pst::Width;
using test::Bytes;
using test::MemoryStore;

namespace {

/// Ascending keys; data that differs from them.
Bytes record(std::size_t number, const pst::BthShape& shape) {
  Bytes out(std::size_t{shape.key_size} + shape.data_size);
  for (std::size_t i = 0; i < std::min<std::size_t>(shape.key_size, 4); ++i) {
    out[i] = static_cast<std::byte>((number >> (8 * i)) & 0xFFU);
  }
  out.back() = static_cast<std::byte>(~number & 0xFFU);
  return out;
}

/// Writes that many records, and gives back the levels of the index above the leaves.
unsigned levels_of(std::size_t records, const pst::BthShape& shape) {
  MemoryStore store(Width::Unicode);
  pst::HeapWriter heap(Width::Unicode, pst::HeapClient::IdMap);
  auto tree = pst::BthWriter::begin(heap, shape);
  REQUIRE(tree);
  for (std::size_t i = 0; i < records; ++i) {
    test::must(tree->append(record(i, shape)).has_value(), "a record is appended");
  }
  REQUIRE(tree->finish());
  heap.close();
  const auto data = heap.write(store.ndb());
  REQUIRE(data);

  const auto read = test::read_tree(test::read_heap(store.blocks(data->bid), Width::Unicode),
                                    tree->header().value);
  CHECK(read.key_size == shape.key_size);
  CHECK(read.data_size == shape.data_size);
  REQUIRE(read.records.size() == records);
  for (std::size_t i = 0; i < records; ++i) {
    test::must(read.records[i] == record(i, shape), "a record is read as it was written");
  }
  return read.levels;
}

constexpr pst::BthShape kProperties = {.key_size = 2, .data_size = 6};
constexpr pst::BthShape kRowIndex = {.key_size = 4, .data_size = 4};
constexpr pst::BthShape kAnsiRowIndex = {.key_size = 4, .data_size = 2};
constexpr pst::BthShape kIdMap = {.key_size = 16, .data_size = 4};

}  // namespace

TEST_CASE("a tree without records has no leaf") { CHECK(levels_of(0, kRowIndex) == 0); }

TEST_CASE("a leaf holds what 3,580 bytes hold, and one record more begins an index") {
  CHECK(levels_of(1, kProperties) == 0);
  CHECK(levels_of(447, kProperties) == 0);
  CHECK(levels_of(448, kProperties) == 1);
  CHECK(levels_of(447, kRowIndex) == 0);
  CHECK(levels_of(448, kRowIndex) == 1);
  CHECK(levels_of(596, kAnsiRowIndex) == 0);
  CHECK(levels_of(597, kAnsiRowIndex) == 1);
  CHECK(levels_of(179, kIdMap) == 0);
  CHECK(levels_of(180, kIdMap) == 1);
}

TEST_CASE("a full index begins a second one") {
  CHECK(levels_of(std::size_t{447} * 447 + 1, kRowIndex) == 2);
  CHECK(levels_of(std::size_t{179} * 179, kIdMap) == 1);
  CHECK(levels_of(std::size_t{179} * 179 + 1, kIdMap) == 2);
}

}  // namespace bth_test
