#include "tests/formats/pst/ltp_reader.h"

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <set>

namespace test {
namespace {

Bytes slice(const Bytes& from, std::size_t begin, std::size_t end) {
  must(begin <= end && end <= from.size(), "a slice lies inside its bytes");
  return {from.begin() + static_cast<std::ptrdiff_t>(begin),
          from.begin() + static_cast<std::ptrdiff_t>(end)};
}

std::size_t header_size(std::size_t block) {
  if (block == 0) {
    return 12;
  }
  return block % 128 == 8 ? 66 : 2;
}

std::uint64_t level_of(std::size_t free) {
  constexpr std::array<std::pair<std::size_t, unsigned>, 15> kLevels = {{{3584, 0},
                                                                         {2560, 1},
                                                                         {2048, 2},
                                                                         {1792, 3},
                                                                         {1536, 4},
                                                                         {1280, 5},
                                                                         {1024, 6},
                                                                         {768, 7},
                                                                         {512, 8},
                                                                         {256, 9},
                                                                         {128, 10},
                                                                         {64, 11},
                                                                         {32, 12},
                                                                         {16, 13},
                                                                         {8, 14}}};
  for (const auto& [least, level] : kLevels) {
    if (free >= least) {
      return level;
    }
  }
  return 15;
}

std::vector<std::size_t> read_map(const Bytes& block, std::size_t number, bool last,
                                  std::size_t capacity) {
  const auto at = number_at(block, 0, 2);
  const auto count = number_at(block, at, 2);
  must(at % 2 == 0, "ibHnpm is even");
  must(number_at(block, at + 2, 2) == 0, "cFree is 0");
  must(count <= 2047, "a block has at most 2,047 allocations");
  std::vector<std::size_t> offsets;
  for (std::size_t i = 0; i <= count; ++i) {
    offsets.push_back(number_at(block, at + 4 + 2 * i, 2));
    must(i == 0 || (offsets[i] > offsets[i - 1] && offsets[i] - offsets[i - 1] <= 3580),
         "an allocation has 1 to 3,580 bytes");
  }
  must(offsets.front() == header_size(number), "the first allocation follows the header");
  must(at == offsets.back() + offsets.back() % 2, "the page map follows the last allocation");
  const auto end = at + 4 + 2 * (count + 1);
  must(last ? block.size() == end : block.size() == capacity,
       "the last block ends with its page map, all others are full");
  must(std::all_of(block.begin() + static_cast<std::ptrdiff_t>(end), block.end(),
                   [](std::byte b) { return b == std::byte{0}; }),
       "zeros follow the page map");
  return offsets;
}

void check_fill_levels(const Heap& heap, std::size_t capacity) {
  for (std::size_t owner = 0; owner < heap.blocks.size(); owner += owner == 0 ? 8 : 128) {
    const std::size_t covered = owner == 0 ? 8 : 128;
    for (std::size_t i = 0; i < covered; ++i) {
      const auto byte = number_at(heap.blocks[owner], (owner == 0 ? 8 : 2) + i / 2, 1);
      const auto found = byte >> (i % 2 * 4) & 15U;
      std::uint64_t expected = 0;
      if (owner + i < heap.blocks.size()) {
        const auto& map = heap.maps[owner + i];
        expected = level_of(capacity - map.back() - 4 - 2 * map.size());
      }
      must(found == expected, "a fill level says how much is free");
    }
  }
}

void add_records(const Heap& heap, std::uint32_t hid, unsigned level, Tree& tree) {
  const auto item = heap.item(hid);
  const std::size_t size = tree.key_size + (level > 0 ? 4 : tree.data_size);
  must(!item.empty() && item.size() % size == 0, "an allocation of a BTree holds whole records");
  for (std::size_t at = 0; at < item.size(); at += size) {
    if (level == 0) {
      tree.records.push_back(slice(item, at, at + size));
      continue;
    }
    const auto first = tree.records.size();
    add_records(heap, static_cast<std::uint32_t>(number_at(item, at + tree.key_size, 4)), level - 1,
                tree);
    must(slice(item, at, at + tree.key_size) == slice(tree.records[first], 0, tree.key_size),
         "the key of a child is its first key");
  }
}

/// Values, and which subnodes they are in.
struct Values {
  const Heap& heap;
  StoredTrees& store;
  std::map<std::uint32_t, pst::Subnode> subnodes;
  std::set<std::uint32_t> used{};

  Bytes value(std::uint32_t hnid) {
    if (hnid % 32 == 0) {
      return hnid == 0 ? Bytes() : heap.item(hnid);
    }
    must(subnodes.contains(hnid), "an NID is in the subnode tree");
    must(used.insert(hnid).second, "a subnode has one user");
    return store.data(subnodes.at(hnid).data);
  }
};

struct CellPlace {
  std::uint32_t tag = 0;
  std::size_t offset = 0;
  std::size_t size = 0;
  std::size_t bit = 0;
};

bool is_fixed(std::uint32_t type) {
  return std::set<std::uint32_t>{2, 3, 4, 5, 6, 7, 10, 11, 0x14, 0x40}.contains(type);
}

std::vector<CellPlace> read_columns(const Bytes& info) {
  const auto count = number_at(info, 1, 1);
  must(info.size() == 22 + 8 * count, "TCINFO has a descriptor for each column");
  std::vector<CellPlace> columns;
  std::set<std::size_t> bits;
  for (std::size_t at = 22; at < info.size(); at += 8) {
    const auto tag = static_cast<std::uint32_t>(number_at(info, at, 4));
    must(columns.empty() || tag > columns.back().tag, "columns ascend by their tags");
    columns.push_back({.tag = tag,
                       .offset = number_at(info, at + 4, 2),
                       .size = number_at(info, at + 6, 1),
                       .bit = number_at(info, at + 7, 1)});
    must(bits.insert(columns.back().bit).second && columns.back().bit < count,
         "the bits of the columns are 0 to n-1");
  }
  return columns;
}

std::map<std::uint16_t, Bytes> read_row(const Bytes& row, const std::vector<CellPlace>& columns,
                                        std::size_t bits_at, Values& values) {
  std::map<std::uint16_t, Bytes> cells;
  for (const auto& column : columns) {
    const auto cell = slice(row, column.offset, column.offset + column.size);
    if ((number_at(row, bits_at + column.bit / 8, 1) & (0x80U >> column.bit % 8)) == 0) {
      must(std::ranges::count(cell, std::byte{0}) == std::ssize(cell), "an absent cell is zeros");
      continue;
    }
    const auto id = static_cast<std::uint16_t>(column.tag >> 16U);
    cells[id] = is_fixed(column.tag & 0xFFFFU)
                    ? cell
                    : values.value(static_cast<std::uint32_t>(number_at(cell, 0, 4)));
  }
  return cells;
}

}  // namespace

Bytes Heap::item(std::uint32_t hid) const {
  const std::size_t block = hid >> 16U;
  const std::size_t index = (hid >> 5U) & 0x7FFU;
  must(hid % 32 == 0 && block < blocks.size(), "a HID names a block of the heap");
  must(index >= 1 && index < maps[block].size(), "a HID names an allocation of its block");
  return slice(blocks[block], maps[block][index - 1], maps[block][index]);
}

std::vector<std::size_t> Heap::item_sizes() const {
  std::vector<std::size_t> sizes;
  for (const auto& map : maps) {
    for (std::size_t i = 1; i < map.size(); ++i) {
      sizes.push_back(map[i] - map[i - 1]);
    }
  }
  return sizes;
}

Heap read_heap(std::vector<Bytes> blocks, pst::Width width) {
  const std::size_t capacity = width == pst::Width::Unicode ? 8176 : 8180;
  Heap heap;
  heap.blocks = std::move(blocks);
  REQUIRE_FALSE(heap.blocks.empty());
  for (std::size_t i = 0; i < heap.blocks.size(); ++i) {
    heap.maps.push_back(read_map(heap.blocks[i], i, i + 1 == heap.blocks.size(), capacity));
  }
  REQUIRE(number_at(heap.blocks[0], 2, 1) == 0xEC);
  heap.client = static_cast<unsigned>(number_at(heap.blocks[0], 3, 1));
  heap.root = static_cast<std::uint32_t>(number_at(heap.blocks[0], 4, 4));
  check_fill_levels(heap, capacity);
  return heap;
}

Tree read_tree(const Heap& heap, std::uint32_t header) {
  const auto bytes = heap.item(header);
  REQUIRE(bytes.size() == 8);
  REQUIRE(number_at(bytes, 0, 1) == 0xB5);
  Tree tree{.key_size = static_cast<unsigned>(number_at(bytes, 1, 1)),
            .data_size = static_cast<unsigned>(number_at(bytes, 2, 1)),
            .levels = static_cast<unsigned>(number_at(bytes, 3, 1)),
            .records = {}};
  const auto root = static_cast<std::uint32_t>(number_at(bytes, 4, 4));
  if (root != 0) {
    add_records(heap, root, tree.levels, tree);
  } else {
    REQUIRE(tree.levels == 0);
  }
  if (tree.key_size <= 8) {
    for (std::size_t i = 1; i < tree.records.size(); ++i) {
      must(number_at(tree.records[i - 1], 0, tree.key_size) <
               number_at(tree.records[i], 0, tree.key_size),
           "keys ascend");
    }
  }
  return tree;
}

Properties read_properties(StoredTrees& store, const pst::DataRef& data,
                           const std::vector<pst::Subnode>& subnodes) {
  const auto heap = read_heap(store.blocks(data.bid), store.width());
  REQUIRE(heap.client == 0xBC);
  Values values{.heap = heap, .store = store, .subnodes = {}};
  for (const auto& subnode : subnodes) {
    values.subnodes[subnode.nid.value] = subnode;
  }
  const auto tree = read_tree(heap, heap.root);
  REQUIRE((tree.key_size == 2 && tree.data_size == 6));
  Properties properties;
  for (const auto& record : tree.records) {
    Property property{.type = static_cast<std::uint16_t>(number_at(record, 2, 2)),
                      .hnid = static_cast<std::uint32_t>(number_at(record, 4, 4)),
                      .value = {}};
    const bool is_inline = property.type == 2 || property.type == 3 || property.type == 11;
    property.value = is_inline ? slice(record, 4, 8) : values.value(property.hnid);
    properties[static_cast<std::uint16_t>(number_at(record, 0, 2))] = property;
  }
  CHECK(values.used.size() == subnodes.size());
  return properties;
}

Table read_table(StoredTrees& store, pst::Bid data, pst::Bid subnodes) {
  Table table;
  table.heap = read_heap(store.blocks(data), store.width());
  REQUIRE(table.heap.client == 0x7C);
  const auto info = table.heap.item(table.heap.root);
  const auto columns = read_columns(info);
  const auto bits_at = number_at(info, 6, 2);
  table.row_size = number_at(info, 8, 2);
  table.columns = columns.size();
  REQUIRE(table.row_size == bits_at + (columns.size() + 7) / 8);
  REQUIRE(number_at(info, 18, 4) == 0);

  Values values{.heap = table.heap, .store = store, .subnodes = store.subnodes(subnodes)};
  table.rows_hnid = static_cast<std::uint32_t>(number_at(info, 14, 4));
  if (table.rows_hnid % 32 == 0) {
    table.matrix = {values.value(table.rows_hnid)};
  } else {
    REQUIRE(values.subnodes.contains(table.rows_hnid));
    values.used.insert(table.rows_hnid);
    table.matrix = store.blocks(values.subnodes.at(table.rows_hnid).data);
  }

  const auto index = read_tree(table.heap, static_cast<std::uint32_t>(number_at(info, 10, 4)));
  REQUIRE(index.key_size == 4);
  REQUIRE(index.data_size == (store.width() == pst::Width::Unicode ? 4 : 2));
  table.index_levels = index.levels;
  const auto capacity = store.width() == pst::Width::Unicode ? 8176U : 8180U;
  const auto rows_of_block = capacity / table.row_size;
  for (std::size_t i = 0; i < index.records.size(); ++i) {
    must(number_at(index.records[i], 4, index.data_size) == i,
         "rows lie in the order of their ids");
    const auto& block = table.matrix.at(i / rows_of_block);
    const auto at = i % rows_of_block * table.row_size;
    const auto row = slice(block, at, at + table.row_size);
    must(number_at(row, 0, 4) == number_at(index.records[i], 0, 4), "a row begins with its id");
    table.rows.push_back(read_row(row, columns, bits_at, values));
  }
  for (std::size_t i = 0; i < table.matrix.size(); ++i) {
    const auto rows = std::min<std::size_t>(rows_of_block, table.rows.size() - i * rows_of_block);
    must(
        table.matrix[i].size() == (i + 1 == table.matrix.size() ? rows * table.row_size : capacity),
        "a block of rows is full, the last one ends with its last row");
  }
  CHECK(values.used.size() == values.subnodes.size());
  return table;
}

}  // namespace test
