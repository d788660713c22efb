#include "tests/formats/pst/reader/raw_store.h"

#include <algorithm>

#include "formats/bytes/crc.h"

namespace test {
namespace {

constexpr std::size_t kPage = 512;
constexpr std::size_t kBlockTrailer = 16;

std::uint16_t signature(std::uint64_t offset, std::uint64_t bid) {
  const auto mixed = static_cast<std::uint32_t>(offset ^ bid);
  return static_cast<std::uint16_t>((mixed >> 16U) ^ mixed);
}

std::uint32_t checksum(const std::vector<std::byte>& content, std::uint64_t at, std::size_t size) {
  return bytes::crc_from_zero(std::span(content).subspan(at, size));
}

}  // namespace

RawStore::RawStore() : content_(kFirstBlock) {}

void RawStore::put(std::vector<std::byte>& content, std::uint64_t offset, std::uint64_t value,
                   std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    content.at(offset + i) = static_cast<std::byte>(value >> (8 * i));
  }
}

RawStore& RawStore::node(const Node& node) {
  nodes_.push_back(node);
  return *this;
}

void RawStore::store(std::uint64_t bid, std::span<const std::byte> data, bool listed) {
  const auto offset = content_.size();
  const auto stored = (data.size() + kBlockTrailer + 63) / 64 * 64;
  content_.resize(offset + stored);
  std::ranges::copy(data, content_.begin() + static_cast<std::ptrdiff_t>(offset));
  const auto trailer = offset + stored - kBlockTrailer;
  put(content_, trailer, data.size(), 2);
  put(content_, trailer + 2, signature(offset, bid), 2);
  put(content_, trailer + 4, checksum(content_, offset, data.size()), 4);
  put(content_, trailer + 8, bid, 8);
  blocks_.push_back({.bid = bid,
                     .offset = offset,
                     .size = static_cast<std::uint16_t>(data.size()),
                     .listed = listed});
}

RawStore& RawStore::block(std::uint64_t bid, std::span<const std::byte> data) {
  store(bid, data, true);
  return *this;
}

RawStore& RawStore::stray(std::uint64_t bid, std::span<const std::byte> data) {
  store(bid, data, false);
  return *this;
}

std::uint64_t RawStore::offset_of(std::uint64_t bid) const {
  return std::ranges::find(blocks_, bid, &Block::bid)->offset;
}

void RawStore::seal_page(std::vector<std::byte>& content, std::uint64_t offset, std::uint8_t type,
                         std::uint64_t bid) {
  constexpr std::size_t kBody = 496;
  put(content, offset + kBody, type, 1);
  put(content, offset + kBody + 1, type, 1);
  put(content, offset + kBody + 2, signature(offset, bid), 2);
  put(content, offset + kBody + 4, checksum(content, offset, kBody), 4);
  put(content, offset + kBody + 8, bid, 8);
}

void RawStore::seal_header(std::vector<std::byte>& content) {
  put(content, 524, checksum(content, 8, 516), 4);
  put(content, 4, checksum(content, 8, 471), 4);
}

std::vector<std::byte> RawStore::content() const {
  auto content = content_;
  content.resize((content.size() + kPage - 1) / kPage * kPage);
  put(content, 0, 0x4E44'4221, 4);  // "!BDN"
  put(content, 8, 0x4D53, 2);       // "SM"
  put(content, 10, 23, 2);          // wVer
  put(content, 12, 19, 2);          // wVerClient
  put(content, 14, 0x0101, 2);
  put(content, 184, content.size(), 8);  // ibFileEof
  put(content, 216, 1, 8);               // BREFNBT
  put(content, 224, kNodesPage, 8);
  put(content, 232, 2, 8);  // BREFBBT
  put(content, 240, kBlocksPage, 8);
  put(content, 248, 2, 1);
  put(content, 512, 0x80, 1);
  put(content, 513, 0, 1);  // no encoding
  seal_header(content);

  auto at = kNodesPage;
  for (const auto& node : nodes_) {
    put(content, at, node.nid, 8);
    put(content, at + 8, node.data, 8);
    put(content, at + 16, node.subnodes, 8);
    put(content, at + 24, node.parent, 4);
    at += 32;
  }
  put(content, kNodesPage + 488, nodes_.size() + (15U << 8U) + (32U << 16U), 4);
  seal_page(content, kNodesPage, 0x81, 1);
  at = kBlocksPage;
  std::size_t listed = 0;
  for (const auto& block : blocks_) {
    if (block.listed) {
      put(content, at, block.bid, 8);
      put(content, at + 8, block.offset, 8);
      put(content, at + 16, block.size, 2);
      put(content, at + 18, 2, 2);
      at += 24;
      ++listed;
    }
  }
  put(content, kBlocksPage + 488, listed + (20U << 8U) + (24U << 16U), 4);
  seal_page(content, kBlocksPage, 0x80, 2);
  return content;
}

std::vector<std::byte> property_heap(const std::vector<RawProperty>& properties,
                                     const std::vector<std::vector<std::byte>>& items) {
  constexpr std::size_t kHeader = 12;
  std::vector<std::vector<std::byte>> all = {from_hex("B502060040000000"), {}};
  for (const auto& property : properties) {
    const auto at = all[1].size();
    all[1].resize(at + 8);
    RawStore::put(all[1], at, property.id, 2);
    RawStore::put(all[1], at + 2, property.type, 2);
    RawStore::put(all[1], at + 4, property.value, 4);
  }
  all.insert(all.end(), items.begin(), items.end());
  std::vector<std::byte> heap(kHeader);
  std::vector<std::size_t> offsets = {kHeader};
  for (const auto& item : all) {
    heap.insert(heap.end(), item.begin(), item.end());
    offsets.push_back(heap.size());
  }
  heap.resize((heap.size() + 1) / 2 * 2);
  const auto map = heap.size();
  heap.resize(map + 4 + 2 * offsets.size());
  RawStore::put(heap, 0, map, 2);
  RawStore::put(heap, 2, 0xBCEC, 2);
  RawStore::put(heap, 4, 0x20, 4);
  RawStore::put(heap, map, all.size(), 2);
  for (std::size_t i = 0; i < offsets.size(); ++i) {
    RawStore::put(heap, map + 4 + 2 * i, offsets[i], 2);
  }
  return heap;
}

std::vector<std::byte> subnode_block(const std::vector<RawStore::Node>& entries) {
  constexpr std::size_t kEntry = 24;
  std::vector<std::byte> block(8 + kEntry * entries.size());
  RawStore::put(block, 0, 2, 2);  // btype, cLevel
  RawStore::put(block, 2, entries.size(), 2);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    RawStore::put(block, 8 + kEntry * i, entries[i].nid, 8);
    RawStore::put(block, 16 + kEntry * i, entries[i].data, 8);
    RawStore::put(block, 24 + kEntry * i, entries[i].subnodes, 8);
  }
  return block;
}

std::vector<std::byte> from_hex(const char* text) {
  std::vector<std::byte> out;
  unsigned digit = 0;
  bool half = false;
  for (; *text != '\0'; ++text) {
    if (*text == ' ') {
      continue;
    }
    const unsigned value = *text <= '9' ? static_cast<unsigned>(*text - '0')
                                        : static_cast<unsigned>(*text - 'A') + 10U;
    if (half) {
      out.push_back(static_cast<std::byte>(digit * 16 + value));
    }
    digit = value;
    half = !half;
  }
  return out;
}

}  // namespace test
