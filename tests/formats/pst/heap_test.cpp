#include <array>
#include <catch2/catch.hpp>

#include "formats/bytes/patchable_file.h"
#include "formats/pst/ltp/bth_writer.h"
#include "formats/pst/ltp/heap_writer.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/pst/ltp_reader.h"

namespace heap_test {

using pst::HeapClient;
using pst::HeapWriter;
using pst::Width;
using test::Bytes;
using test::MemoryStore;

namespace {

/// Different from item to item, so that a misplaced one is noticed.
Bytes value(std::size_t number, std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) {
    out[i] = static_cast<std::byte>((number * 31 + i) & 0xFFU);
  }
  return out;
}

pst::Hid add(HeapWriter& heap, const Bytes& item) {
  const auto hid = heap.add(item);
  REQUIRE(hid);
  return *hid;
}

pst::DataRef written(HeapWriter& heap, MemoryStore& store) {
  heap.close();
  const auto data = heap.write(store.ndb());
  REQUIRE(data);
  CHECK(data->size == heap.size());
  return *data;
}

/// As many items of one size as fill `blocks` blocks of a heap, written as they come, read back.
void check_large_heap(Width width, std::size_t blocks) {
  MemoryStore store(width);
  HeapWriter heap(width, HeapClient::TableContext);
  std::vector<pst::Hid> hids;
  while (heap.blocks() < blocks) {
    hids.push_back(add(heap, value(hids.size(), 2000 + hids.size() % 1500)));
    REQUIRE(heap.write_complete_blocks(store.ndb()));
  }
  heap.set_user_root(hids[1]);

  const auto data = written(heap, store);

  const auto read = test::read_heap(store.blocks(data.bid), width);
  CHECK(read.blocks.size() == blocks);
  CHECK(read.root == hids[1].value);
  for (std::size_t i = 0; i < hids.size(); ++i) {
    test::must(read.item(hids[i].value) == value(i, 2000 + i % 1500), "an item is what was added");
  }
}

}  // namespace

TEST_CASE("the empty ID map is the 34 bytes Outlook writes") {
  MemoryStore store(Width::Unicode);
  HeapWriter heap(Width::Unicode, HeapClient::IdMap);

  const auto root = add(heap, test::from_hex("40000000"));
  auto tree = pst::BthWriter::begin(heap, {.key_size = 16, .data_size = 4});
  REQUIRE(tree);
  REQUIRE(tree->finish());
  heap.set_user_root(root);
  const auto data = written(heap, store);

  CHECK(tree->header() == pst::Hid{0x40});
  CHECK(store.data(data.bid) == test::from_hex("1800 EC 9C 20000000 00000000"
                                               "40000000"
                                               "B5 10 04 00 00000000"
                                               "0200 0000 0C00 1000 1800"));
}

TEST_CASE("an empty value has no allocation and HID 0") {
  HeapWriter heap(Width::Unicode, HeapClient::PropertyContext);

  CHECK(add(heap, {}) == pst::Hid{});
  CHECK(add(heap, value(0, 1)) == pst::Hid{0x20});
}

TEST_CASE("a page map is aligned to two bytes and no more") {
  for (const std::size_t size : {1U, 2U, 3U, 4U}) {
    MemoryStore store(Width::Unicode);
    HeapWriter heap(Width::Unicode, HeapClient::PropertyContext);
    add(heap, value(0, size));

    const auto data = written(heap, store);

    const auto block = store.data(data.bid);
    CHECK(test::number_at(block, 0, 2) == 12 + size + size % 2);
    CHECK(block.size() == 12 + size + size % 2 + 8);
  }
}

TEST_CASE("a fill level is reached with so many free bytes and left with one less") {
  const std::array<std::size_t, 15> least = {3584, 2560, 2048, 1792, 1536, 1280, 1024, 768,
                                             512,  256,  128,  64,   32,   16,   8};
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    const auto capacity = pst::largest_block_data(width);
    const auto level_with = [capacity](std::size_t free) {
      pst::HeapBlock block(1, capacity);
      // Three items: 2 bytes of header, 12 of page map.
      const auto rest = capacity - 2 - 12 - free;
      const auto first = std::min<std::size_t>(rest - 2, 3580);
      const auto second = std::min<std::size_t>(rest - first - 1, 3580);
      block.append(value(0, first));
      block.append(value(1, second));
      block.append(value(2, rest - first - second));
      return block.close();
    };
    for (std::size_t level = 0; level < least.size(); ++level) {
      CHECK(level_with(least[level]) == level);
      CHECK(level_with(least[level] - 1) == level + 1);
    }
  }
}

TEST_CASE("a block is left when pad and page map would not fit any more") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    const auto capacity = pst::largest_block_data(width);
    // Header 12, three items, pad 1, page map 4 + 2 * 4.
    const auto room = capacity - 12 - 1 - 12;
    for (const std::size_t excess : {0U, 1U}) {
      MemoryStore store(width);
      HeapWriter heap(width, HeapClient::PropertyContext);
      add(heap, value(0, 3580));
      add(heap, value(1, 3580));
      const auto hid = add(heap, value(2, room - 2 * 3580 + excess));

      const auto data = written(heap, store);

      CHECK(pst::hid_block(hid) == excess);
      CHECK(test::read_heap(store.blocks(data.bid), width).blocks.size() == 1 + excess);
    }
  }
}

TEST_CASE("a block has at most 2,047 allocations") {
  MemoryStore store(Width::Unicode);
  HeapWriter heap(Width::Unicode, HeapClient::PropertyContext);
  std::vector<pst::Hid> hids;
  for (std::size_t i = 0; i < 2048; ++i) {
    hids.push_back(add(heap, value(i, 1)));
  }

  const auto data = written(heap, store);

  CHECK(hids[2046] == pst::make_hid(0, 2047));
  CHECK(hids[2047] == pst::make_hid(1, 1));
  const auto read = test::read_heap(store.blocks(data.bid), Width::Unicode);
  CHECK(read.item(hids[2046].value) == value(2046, 1));
  CHECK(read.item(hids[2047].value) == value(2047, 1));
}

TEST_CASE("blocks 0, 8, 136 and every 128th have the fill levels of those behind them") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    for (const std::size_t blocks : {2U, 8U, 9U, 10U, 136U, 137U, 138U, 265U}) {
      check_large_heap(width, blocks);
    }
  }
}

TEST_CASE("a heap written as it grows has the bytes of one written at its end") {
  MemoryStore store(Width::Unicode);
  std::array<HeapWriter, 2> heaps = {HeapWriter(Width::Unicode, HeapClient::TableContext),
                                     HeapWriter(Width::Unicode, HeapClient::TableContext)};
  for (std::size_t i = 0; i < 300; ++i) {
    add(heaps[0], value(i, 3000));
    add(heaps[1], value(i, 3000));
    REQUIRE(heaps[0].write_complete_blocks(store.ndb()));
  }

  const auto first = written(heaps[0], store);
  const auto second = written(heaps[1], store);

  CHECK(first.bid != second.bid);
  CHECK(store.data(first.bid) == store.data(second.bid));
}

TEST_CASE("a heap of 65,536 blocks is full") {
  const auto file = bytes::open_counting_file();
  auto ndb =
      pst::NdbWriter::create(*file, {.width = Width::Unicode, .encoding = pst::Encoding::None});
  REQUIRE(ndb);
  HeapWriter heap(Width::Unicode, HeapClient::TableContext);
  const Bytes item(3580);
  std::size_t items = 0;
  auto added = heap.add(item);
  for (; added; ++items) {
    test::must(heap.write_complete_blocks(**ndb).has_value(), "blocks are written");
    added = heap.add(item);
  }

  CHECK(items == 2 * 65536);
  CHECK(heap.blocks() == 65536);
  CHECK(added.error().kind == bytes::ErrorKind::LimitExceeded);
  heap.close();
  CHECK(heap.write(**ndb).has_value());
}

}  // namespace heap_test
