// Reads heaps, BTrees, property contexts and tables as a strict checker does: whatever a writer
// must not do fails the test. Shares nothing with the writer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "tests/formats/pst/memory_store.h"

namespace test {

struct Heap {
  std::vector<Bytes> blocks;
  std::vector<std::vector<std::size_t>> maps;  // rgibAlloc of each block
  unsigned client = 0;
  std::uint32_t root = 0;

  [[nodiscard]] Bytes item(std::uint32_t hid) const;
  /// Sizes of all allocations in their order.
  [[nodiscard]] std::vector<std::size_t> item_sizes() const;
};
[[nodiscard]] Heap read_heap(std::vector<Bytes> blocks, pst::Width width);

struct Tree {
  unsigned key_size = 0;
  unsigned data_size = 0;
  unsigned levels = 0;
  std::vector<Bytes> records;  // key and data
};
[[nodiscard]] Tree read_tree(const Heap& heap, std::uint32_t header);

struct Property {
  std::uint16_t type = 0;
  std::uint32_t hnid = 0;
  Bytes value;  // of a HID or NID; four bytes of an inline value
  friend bool operator==(const Property&, const Property&) = default;
};
using Properties = std::map<std::uint16_t, Property>;
/// Also checks that `subnodes` are those the records name, each once.
[[nodiscard]] Properties read_properties(StoredTrees& store, const pst::DataRef& data,
                                         const std::vector<pst::Subnode>& subnodes);

struct Table {
  Heap heap;
  std::size_t row_size = 0;
  std::size_t columns = 0;
  unsigned index_levels = 0;
  std::uint32_t rows_hnid = 0;
  std::vector<Bytes> matrix;  // blocks, or the one item of the heap
  /// Rows in the order of the index, which is that of the matrix: values by column id.
  std::vector<std::map<std::uint16_t, Bytes>> rows;
};
[[nodiscard]] Table read_table(StoredTrees& store, pst::Bid data, pst::Bid subnodes);

}  // namespace test
