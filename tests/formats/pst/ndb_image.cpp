#include "tests/formats/pst/ndb_image.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <set>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/encoding.h"

namespace test {
namespace {

using pst::disk::u32;
using pst::disk::u64;
using Bytes = std::vector<std::byte>;

// [MS-PST] 2.2.2.7.2: each AMap page has 496 bytes of map, a bit for each 64 bytes.
constexpr std::uint64_t kHeaderArea = 0x4400;
constexpr std::uint64_t kSection = 496ULL * 8 * 64;
constexpr std::uint64_t kPage = 512;
constexpr std::uint64_t kSlot = 64;

template <class Word>
constexpr bool kUnicode = sizeof(Word) == 8;
template <class Word>
constexpr std::size_t kMostData = 8192 - sizeof(pst::disk::BLOCKTRAILER<Word>);  // 2.2.2.8.3.1
template <class Word>
constexpr std::size_t kMostChildren = (kMostData<Word> - 8) / sizeof(Word);  // 2.2.2.8.3.2
template <class Word>
constexpr std::size_t kPageBody = kPage - sizeof(pst::disk::PAGETRAILER<Word>);

template <class Record>
Record record(const Bytes& data, std::size_t offset) {
  Record out;
  std::memcpy(&out, data.data() + offset, sizeof out);
  return out;
}

bool all_are(std::span<const std::byte> data, int value) {
  return std::ranges::all_of(data, [&](std::byte b) { return std::to_integer<int>(b) == value; });
}

std::string hex(std::uint64_t value) {
  std::string digits;
  do {
    digits.insert(digits.begin(), "0123456789ABCDEF"[value % 16]);
    value /= 16;
  } while (value != 0);
  return "0x" + digits;
}

// 5.5
std::uint16_t signature(std::uint64_t offset, std::uint64_t bid) {
  const auto mixed = static_cast<std::uint32_t>(offset ^ bid);
  return static_cast<std::uint16_t>((mixed >> 16U) ^ mixed);
}

bool is_internal(std::uint64_t bid) { return (bid & 2U) != 0; }  // 2.2.2.2

std::uint64_t padded(std::uint64_t size, std::size_t trailer) {
  return (size + trailer + kSlot - 1) / kSlot * kSlot;
}

std::uint64_t begin_of(std::uint64_t section) { return kHeaderArea + section * kSection; }
// 2.2.2.7.3, 2.2.2.7.5, 2.2.2.7.6
bool pmap_in(std::uint64_t section) { return section % 8 == 0; }
bool fmap_in(std::uint64_t section) { return section >= 128 && (section - 128) % 496 == 0; }
bool fpmap_in(std::uint64_t section) {
  return section >= 8192 && (section - 8192) % (496 * 8 * 8) == 0;
}

}  // namespace

/// Of an XBLOCK or XXBLOCK, `data` are its children; of an SIBLOCK, `nid` the key and `data` the
/// child.
struct NdbImage::Internal {
  std::uint8_t type = 0;
  std::uint8_t level = 0;
  std::uint32_t total = 0;
  std::vector<NdbSubnode> entries;
};

NdbImage::NdbImage(const MemoryFile& file) : file_(&file) {
  if (!expect(
          file_->size() >= kHeaderArea + kSection && (file_->size() - kHeaderArea) % kSection == 0,
          "the file is not a header area and whole sections")) {
    return;
  }
  sections_ = (file_->size() - kHeaderArea) / kSection;
  used_.resize(static_cast<std::size_t>(sections_ * kSection / kSlot));
  const auto start = record<pst::disk::HEADERSTART>(file_->read(0, 24), 0);
  header.version = start.wVer;
  if (header.version == 23) {
    read<u64>();
  } else if (expect(header.version == 14, "HEADER.wVer")) {
    read<u32>();
  }
}

bool NdbImage::expect(bool law, std::string_view where, std::string_view what) {
  if (!law && complaints.size() < 100) {
    complaints.push_back(std::string(where) + std::string(what));
  }
  return law;
}

template <class Word>
void NdbImage::read() {
  read_header<Word>();
  check_root<Word>();
  read_tree<Word>(true, header.nbt_offset, header.nbt_bid);
  read_tree<Word>(false, header.bbt_offset, header.bbt_bid);
  if (!complaints.empty()) {
    return;  // what hangs on the trees cannot be trusted
  }
  for (const auto& each : blocks) {
    check_block<Word>(each);
  }
  check_users<Word>();
  if (complaints.empty()) {
    check_counters<Word>();
  }
  check_maps<Word>();
  check_unused_space();
}

// 2.2.2.6
template <class Word>
void NdbImage::read_header() {
  using Header = pst::disk::HEADER<Word>;
  const auto raw = file_->read(0, static_cast<std::size_t>(kHeaderArea));
  const auto on_disk = record<Header>(raw, 0);
  const auto& start = on_disk.start;
  expect(std::memcmp(&start.dwMagic, "!BDN", 4) == 0, "HEADER.dwMagic");
  expect(std::memcmp(&start.wMagicClient, "SM", 2) == 0, "HEADER.wMagicClient");
  expect(start.wVerClient == 19, "HEADER.wVerClient");
  expect(start.bPlatformCreate == 1 && start.bPlatformAccess == 1, "HEADER.bPlatformCreate");
  expect(start.dwReserved1 == 0 && start.dwReserved2 == 0, "HEADER.dwReserved1");
  const std::span<const std::byte> all(raw);
  expect(start.dwCRCPartial == bytes::crc_from_zero(all.subspan(8, 471)), "HEADER.dwCRCPartial");
  if constexpr (kUnicode<Word>) {
    expect(on_disk.dwCRCFull == bytes::crc_from_zero(all.subspan(8, 516)), "HEADER.dwCRCFull");
    expect(on_disk.qwUnused == 0 && on_disk.dwAlign == 0, "HEADER.qwUnused");
    header.unused_bid = on_disk.bidUnused;
  } else {
    expect(on_disk.ullReserved == 0 && on_disk.dwReserved == 0, "HEADER.ullReserved");
  }
  const auto* const base = reinterpret_cast<const std::byte*>(&on_disk);
  expect(all_are({base + offsetof(Header, rgbFM), 256}, 0xFF), "HEADER.rgbFM, rgbFP");
  expect(on_disk.bSentinel == 0x80, "HEADER.bSentinel");
  expect(on_disk.bCryptMethod <= 2, "HEADER.bCryptMethod");
  expect(on_disk.rgbReserved == 0 && on_disk.bReserved == 0, "HEADER.rgbReserved");
  expect(all_are({base + offsetof(Header, rgbReserved2), 36}, 0), "HEADER.rgbReserved2, 3");
  expect(all_are(all.subspan(sizeof on_disk, 0x4200 - sizeof on_disk), 0), "the header's rest");
  header.encoding = on_disk.bCryptMethod;
  header.next_block = on_disk.bidNextB;
  header.next_page = on_disk.bidNextP;
  header.next_row_version = on_disk.dwUnique;
  std::ranges::copy(on_disk.rgnid, header.counters.begin());
  const auto& root = on_disk.root;
  header.file_size = root.ibFileEof;
  header.last_amap = root.ibAMapLast;
  header.free_bytes = root.cbAMapFree;
  header.nbt_bid = root.BREFNBT.bid;
  header.nbt_offset = root.BREFNBT.ib;
  header.bbt_bid = root.BREFBBT.bid;
  header.bbt_offset = root.BREFBBT.ib;
  expect(root.cbPMapFree == 0, "ROOT.cbPMapFree");
  expect(root.fAMapValid == 2, "ROOT.fAMapValid");
  expect(root.dwReserved == 0 && root.bReserved == 0 && root.wReserved == 0, "ROOT.dwReserved");
}

// 2.2.2.5, 2.2.2.7.4
template <class Word>
void NdbImage::check_root() {
  expect(header.file_size == file_->size(), "ROOT.ibFileEof");
  expect(header.last_amap == file_->size() - kSection, "ROOT.ibAMapLast");
  const auto dlist = read_page<Word>(0x4200, pst::disk::ptypeDL, header.next_page, true);
  expect(all_are(std::span(dlist).first(kPageBody<Word>), 0), "the DList is not empty");
}

// 2.2.2.7.1
template <class Word>
std::vector<std::byte> NdbImage::read_page(std::uint64_t offset, std::uint8_t type,
                                           std::uint64_t bid, bool is_signed) {
  auto page = file_->read(offset, kPage);
  const auto trailer = record<pst::disk::PAGETRAILER<Word>>(page, kPageBody<Word>);
  const auto where = "page " + hex(offset) + ": ";
  expect(offset % kPage == 0 && offset + kPage <= file_->size(), where, "offset");
  expect(trailer.ptype == type && trailer.ptypeRepeat == type, where, "ptype");
  expect(trailer.wSig == (is_signed ? signature(offset, bid) : 0), where, "wSig");
  expect(trailer.dwCRC == bytes::crc_from_zero(std::span(page).first(kPageBody<Word>)), where,
         "dwCRC");
  expect(trailer.bid == bid, where, "bid");
  return page;
}

// 2.2.2.7.7
template <class Word>
void NdbImage::read_tree(bool of_nodes, std::uint64_t offset, std::uint64_t bid) {
  read_tree_page<Word>(of_nodes, offset, bid, {}, {});
  std::vector<std::uint64_t> keys;
  if (of_nodes) {
    std::ranges::transform(nodes, std::back_inserter(keys), &NdbNode::nid);
  } else {
    std::ranges::transform(blocks, std::back_inserter(keys), &NdbBlock::bid);
  }
  expect(std::ranges::adjacent_find(keys, std::greater_equal{}) == keys.end(),
         of_nodes ? "NBT: keys do not ascend" : "BBT: keys do not ascend");
  const auto& pages = of_nodes ? node_pages : block_pages;
  std::set<std::uint64_t> ids;
  for (const auto& page : pages) {
    expect(ids.insert(page.bid).second, "two tree pages share a BID");
    expect(page.bid < header.next_page, "HEADER.bidNextP");
  }
}

template <class Word>
void NdbImage::read_tree_page(bool of_nodes, std::uint64_t offset, std::uint64_t bid,
                              std::optional<int> level, std::optional<std::uint64_t> first_key) {
  using Page = pst::disk::BTPAGE<Word>;
  using Child = pst::disk::BTENTRY<Word>;
  const auto type = of_nodes ? pst::disk::ptypeNBT : pst::disk::ptypeBBT;
  const auto raw = read_page<Word>(offset, type, bid, true);
  use(offset, kPage, "tree page");
  const auto where = "tree page " + hex(offset) + ": ";
  const auto page = record<Page>(raw, 0);
  const std::size_t each = page.tail.cLevel != 0 ? sizeof(Child)
                           : of_nodes            ? sizeof(pst::disk::NBTENTRY<Word>)
                                                 : sizeof(pst::disk::BBTENTRY<Word>);
  const std::size_t entries = page.tail.cEnt;
  const auto room = sizeof page.rgentries;
  const bool usable =
      expect(page.tail.cbEnt == each, where, "cbEnt") &&
      expect(page.tail.cEntMax == room / each, where, "cEntMax") &&
      expect(entries <= page.tail.cEntMax, where, "cEnt") &&
      expect(!level || page.tail.cLevel == *level, where, "cLevel") &&
      expect(entries > 0 || (!level && page.tail.cLevel == 0), where, "an empty page");
  if (!usable) {
    return;
  }
  expect(all_are(std::span(raw).subspan(each * entries, room - each * entries), 0), where,
         "rgentries' rest");
  if constexpr (kUnicode<Word>) {
    expect(page.tail.dwPadding == 0, where, "dwPadding");
  }
  const auto key = entries > 0 ? std::uint64_t{record<Word>(raw, 0)} : 0;
  expect(!first_key || key == *first_key, where, "the parent's key is not the first");
  (of_nodes ? node_pages : block_pages)
      .push_back({.offset = offset,
                  .bid = bid,
                  .level = page.tail.cLevel,
                  .entries = page.tail.cEnt,
                  .most_entries = page.tail.cEntMax,
                  .first_key = key});
  if (page.tail.cLevel == 0) {
    of_nodes ? read_node_leaf<Word>(raw, entries) : read_block_leaf<Word>(raw, entries);
    return;
  }
  for (std::size_t i = 0; i < entries; ++i) {
    const auto child = record<Child>(raw, i * each);
    read_tree_page<Word>(of_nodes, child.BREFchild.ib, child.BREFchild.bid, page.tail.cLevel - 1,
                         child.btkey);
  }
}

// 2.2.2.7.7.4
template <class Word>
void NdbImage::read_node_leaf(const std::vector<std::byte>& page, std::size_t entries) {
  using Entry = pst::disk::NBTENTRY<Word>;
  for (std::size_t i = 0; i < entries; ++i) {
    const auto entry = record<Entry>(page, i * sizeof(Entry));
    expect(std::uint64_t{entry.nid} <= 0xFFFF'FFFF, "NBTENTRY.nid");
    if constexpr (kUnicode<Word>) {
      expect(entry.dwPadding == 0, "NBTENTRY.dwPadding");
    }
    nodes.push_back({.nid = static_cast<std::uint32_t>(entry.nid),
                     .data = entry.bidData,
                     .subnodes = entry.bidSub,
                     .parent = entry.nidParent});
  }
}

// 2.2.2.7.7.3
template <class Word>
void NdbImage::read_block_leaf(const std::vector<std::byte>& page, std::size_t entries) {
  using Entry = pst::disk::BBTENTRY<Word>;
  for (std::size_t i = 0; i < entries; ++i) {
    const auto entry = record<Entry>(page, i * sizeof(Entry));
    if constexpr (kUnicode<Word>) {
      expect(entry.dwPadding == 0, "BBTENTRY.dwPadding");
    }
    blocks.push_back({.bid = entry.bref.bid,
                      .offset = entry.bref.ib,
                      .size = entry.cb,
                      .references = entry.cRef});
  }
}

std::vector<std::byte> NdbImage::stored(const NdbBlock& of) const {
  return file_->read(of.offset, of.size);
}

// 2.2.2.8
template <class Word>
void NdbImage::check_block(const NdbBlock& each) {
  using Trailer = pst::disk::BLOCKTRAILER<Word>;
  const auto where = "block " + hex(each.bid) + ": ";
  const auto size = padded(each.size, sizeof(Trailer));
  const bool usable = expect(each.bid != 0 && (each.bid & 1U) == 0, where, "BID") &&
                      expect(each.bid < header.next_block, where, "HEADER.bidNextB") &&
                      expect(each.size >= 1 && each.size <= kMostData<Word>, where, "cb") &&
                      expect(each.offset % kSlot == 0 && each.offset >= kHeaderArea, where, "ib") &&
                      expect(each.offset + size <= file_->size(), where, "beyond the end") &&
                      expect((each.offset - kHeaderArea) / kSection ==
                                 (each.offset + size - 1 - kHeaderArea) / kSection,
                             where, "crosses a section");
  if (!usable) {
    return;
  }
  use(each.offset, size, "block");
  const auto raw = file_->read(each.offset, static_cast<std::size_t>(size));
  const auto trailer = record<Trailer>(raw, raw.size() - sizeof(Trailer));
  const auto data = std::span(raw).first(each.size);
  expect(trailer.cb == each.size, where, "BLOCKTRAILER.cb");
  expect(trailer.wSig == signature(each.offset, each.bid), where, "BLOCKTRAILER.wSig");
  expect(trailer.dwCRC == bytes::crc_from_zero(data), where, "BLOCKTRAILER.dwCRC");
  expect(trailer.bid == each.bid, where, "BLOCKTRAILER.bid");
  expect(all_are(std::span(raw).subspan(each.size, raw.size() - sizeof(Trailer) - each.size), 0),
         where, "padding");
  expect((header.next_block & 3U) == 0, "HEADER.bidNextB");
}

// 2.2.2.8.3.2, 2.2.2.8.3.3
template <class Word>
std::optional<NdbImage::Internal> NdbImage::internal(std::uint64_t bid) const {
  const auto* const found = block(bid);
  if (found == nullptr || !is_internal(bid) || found->size < 4) {
    return std::nullopt;
  }
  const auto raw = stored(*found);
  const bool has_total = raw[0] == std::byte{pst::disk::btypeXBLOCK};
  const std::size_t header_size = has_total || kUnicode<Word> ? 8 : 4;
  Internal out{.type = std::to_integer<std::uint8_t>(raw[0]),
               .level = std::to_integer<std::uint8_t>(raw[1]),
               .total = has_total ? std::uint32_t{record<u32>(raw, 4)} : 0,
               .entries = {}};
  const std::size_t entries = record<pst::disk::u16>(raw, 2);
  const std::size_t words = has_total ? 1 : out.level == 0 ? 3 : 2;
  const bool zero_padding = has_total || !kUnicode<Word> || record<u32>(raw, 4) == 0;
  if (entries == 0 || raw.size() != header_size + entries * words * sizeof(Word) || !zero_padding ||
      (out.type != 1 && out.type != 2) || (out.type == 1 && (out.level < 1 || out.level > 2)) ||
      (out.type == 2 && out.level > 1)) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < entries; ++i) {
    const auto at = header_size + i * words * sizeof(Word);
    const auto word = [&](std::size_t n) {
      return std::uint64_t{record<Word>(raw, at + n * sizeof(Word))};
    };
    if (has_total) {
      out.entries.push_back({.nid = 0, .data = word(0), .subnodes = 0});
    } else if (word(0) > 0xFFFF'FFFF) {
      return std::nullopt;
    } else {
      out.entries.push_back({.nid = static_cast<std::uint32_t>(word(0)),
                             .data = word(1),
                             .subnodes = words == 3 ? word(2) : 0});
    }
  }
  return out;
}

template <class Word>
void NdbImage::check_internal(const NdbBlock& each, Users& users) {
  const auto parent = internal<Word>(each.bid);
  if (!expect(parent.has_value(), "block " + hex(each.bid) + ": is no internal block")) {
    return;
  }
  for (const auto& entry : parent->entries) {
    ++users[entry.data];
    ++users[entry.subnodes];
  }
  parent->type == 1 ? check_data_tree<Word>(each, *parent)
                    : check_subnode_tree<Word>(each, *parent);
}

template <class Word>
void NdbImage::check_data_tree(const NdbBlock& each, const Internal& parent) {
  const auto where = "block " + hex(each.bid) + ": ";
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < parent.entries.size(); ++i) {
    const bool last = i + 1 == parent.entries.size();
    const auto bid = parent.entries[i].data;
    if (parent.level == 1) {
      const auto* const child = block(bid);
      if (expect(child != nullptr && !is_internal(bid), where, "a child is no data block")) {
        total += child->size;
        expect(last || child->size == kMostData<Word>, where, "a data block is not full");
      }
      continue;
    }
    const auto child = internal<Word>(bid);
    if (expect(child && child->type == 1 && child->level == 1, where, "a child is no XBLOCK")) {
      total += child->total;
      expect(last || child->entries.size() == kMostChildren<Word>, where, "an XBLOCK is not full");
    }
  }
  expect(parent.level == 1 || parent.entries.size() > 1, where, "one XBLOCK needs no parent");
  expect(parent.total == total, where, "lcbTotal");
}

template <class Word>
void NdbImage::check_subnode_tree(const NdbBlock& each, const Internal& parent) {
  const auto where = "block " + hex(each.bid) + ": ";
  std::uint64_t previous = 0;
  for (const auto& entry : parent.entries) {
    expect(entry.nid > previous, where, "NIDs do not ascend");
    previous = entry.nid;
    if (parent.level == 0) {
      const auto data = internal<Word>(entry.data);
      expect(!is_internal(entry.data) || (data && data->type == 1), where, "bidData");
      const auto below = internal<Word>(entry.subnodes);
      expect(entry.subnodes == 0 || (below && below->type == 2), where, "bidSub");
      continue;
    }
    const auto leaf = internal<Word>(entry.data);
    if (expect(leaf && leaf->type == 2 && leaf->level == 0, where, "a child is no SLBLOCK")) {
      expect(leaf->entries.front().nid == entry.nid, where, "SIENTRY.nid is not the first");
      previous = leaf->entries.back().nid;
    }
  }
  expect(parent.level == 0 || parent.entries.size() > 1, where, "one leaf needs no index");
}

// 2.2.2.7.7.3: "the reference count is one more than the number of references".
template <class Word>
void NdbImage::check_users() {
  Users users;
  for (const auto& each : nodes) {
    const auto where = "node " + hex(each.nid) + ": ";
    ++users[each.data];
    ++users[each.subnodes];
    const auto data = internal<Word>(each.data);
    expect(!is_internal(each.data) || (data && data->type == 1), where, "bidData");
    const auto below = internal<Word>(each.subnodes);
    expect(each.subnodes == 0 || (below && below->type == 2), where, "bidSub");
  }
  for (const auto& each : blocks) {
    if (is_internal(each.bid)) {
      check_internal<Word>(each, users);
    }
  }
  for (const auto& each : blocks) {
    const auto used = users.find(each.bid);
    if (expect(used != users.end(), "block " + hex(each.bid) + ": nobody names it")) {
      expect(each.references == used->second + 1, "block " + hex(each.bid) + ": cRef");
      users.erase(used);
    }
  }
  users.erase(0);
  for (const auto& [bid, count] : users) {
    expect(false, "block " + hex(bid) + ": is named and not there");
  }
}

template <class Word>
void NdbImage::count_subnodes(std::uint64_t bid, std::array<std::uint32_t, 32>& highest) {
  for (const auto& each : subnodes(bid)) {
    highest[each.nid % 32] = std::max(highest[each.nid % 32], each.nid / 32);
    count_subnodes<Word>(each.subnodes, highest);
  }
}

// 2.2.2.6 rgnid. What Outlook writes: the highest index in use, of nodes and subnodes.
template <class Word>
void NdbImage::check_counters() {
  std::array<std::uint32_t, 32> highest{};
  highest.fill(0x400);
  highest[3] = 0x4000;
  highest[4] = 0x10000;
  highest[8] = 0x8000;
  for (const auto& each : nodes) {
    highest[each.nid % 32] = std::max(highest[each.nid % 32], each.nid / 32);
    count_subnodes<Word>(each.subnodes, highest);
  }
  for (std::size_t type = 0; type < highest.size(); ++type) {
    expect(header.counters[type] == highest[type], "HEADER.rgnid[" + hex(type) + "]");
  }
}

void NdbImage::use(std::uint64_t offset, std::uint64_t size, std::string_view what) {
  for (auto at = offset; at < offset + size; at += kSlot) {
    const auto slot = static_cast<std::size_t>((at - kHeaderArea) / kSlot);
    if (at < kHeaderArea || slot >= used_.size()) {
      continue;
    }
    if (used_[slot]) {
      expect(false, what, " " + hex(offset) + " overlaps another");
    }
    used_[slot] = true;
  }
}

// 2.2.2.7.2, 2.2.2.7.3, 2.2.2.7.6
template <class Word>
void NdbImage::check_maps() {
  constexpr std::size_t kMap = kPageBody<Word> - 496;
  std::vector<Bytes> amaps;
  for (std::uint64_t section = 0; section < sections_; ++section) {
    auto at = begin_of(section);
    amaps.push_back(read_page<Word>(at, pst::disk::ptypeAMap, at, false));
    use(at, kPage, "AMap");
    const auto check_full = [&](std::uint8_t type, const std::string& name) {
      at += kPage;
      const auto page = read_page<Word>(at, type, at, false);
      use(at, kPage, name);
      expect(all_are(std::span(page).subspan(kMap, 496), 0xFF), name + " " + hex(at));
      expect(all_are(std::span(page).first(kMap), 0), name + " " + hex(at) + ": padding");
    };
    if (pmap_in(section)) {
      check_full(pst::disk::ptypePMap, "PMap");
    }
    if (fpmap_in(section)) {
      check_full(pst::disk::ptypeFPMap, "FPMap");
    }
    if (fmap_in(section)) {
      use(at + kPage, kPage, "FMap");
    }
  }
  std::uint64_t free_slots = 0;
  std::vector<std::uint8_t> runs;
  for (std::uint64_t section = 0; section < sections_; ++section) {
    const auto& page = amaps[static_cast<std::size_t>(section)];
    expect(all_are(std::span(page).first(kMap), 0), "AMap padding");
    std::size_t run = 0;
    std::size_t longest = 0;
    bool right = true;
    for (std::size_t slot = 0; slot < 496UL * 8; ++slot) {
      const bool bit = (page[kMap + slot / 8] & (std::byte{0x80} >> (slot % 8))) != std::byte{};
      right = right && bit == used_[static_cast<std::size_t>(section) * 496 * 8 + slot];
      run = bit ? 0 : run + 1;
      longest = std::max(longest, run);
      free_slots += bit ? 0 : 1;
    }
    expect(right, "AMap of section " + hex(section) + " is not what is in use");
    runs.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(longest, 255)));
  }
  expect(header.free_bytes == free_slots * kSlot, "ROOT.cbAMapFree");
  for (std::uint64_t section = 0; section < sections_; ++section) {
    if (fmap_in(section)) {
      check_fmap<Word>(section, runs);
    }
  }
}

// 2.2.2.7.5, and what ScanPST wants in it.
template <class Word>
void NdbImage::check_fmap(std::uint64_t section, const std::vector<std::uint8_t>& runs) {
  constexpr std::size_t kMap = kPageBody<Word> - 496;
  const auto at = begin_of(section) + 2 * kPage;
  const auto page = read_page<Word>(at, pst::disk::ptypeFMap, at, false);
  for (std::size_t i = 0; i < 496; ++i) {
    const auto covered = static_cast<std::size_t>(section) + i;
    const auto run = covered < runs.size() ? runs[covered] : std::uint8_t{0};
    expect(page[kMap + i] == std::byte{run}, "FMap " + hex(at) + ": byte " + hex(i));
  }
}

void NdbImage::check_unused_space() {
  for (const auto& [number, chunk] : file_->chunks()) {
    for (std::size_t within = 0; within < chunk.size(); within += kSlot) {
      const auto at = number * MemoryFile::kChunk + within;
      if (at >= kHeaderArea && !used_[static_cast<std::size_t>((at - kHeaderArea) / kSlot)]) {
        expect(all_are(std::span(chunk).subspan(within, kSlot), 0),
               "there are bytes in free space at " + hex(at));
      }
    }
  }
}

const NdbNode* NdbImage::node(std::uint32_t nid) const {
  const auto found = std::ranges::find(nodes, nid, &NdbNode::nid);
  return found != nodes.end() ? &*found : nullptr;
}

const NdbBlock* NdbImage::block(std::uint64_t bid) const {
  const auto found = std::ranges::lower_bound(blocks, bid, {}, &NdbBlock::bid);
  return found != blocks.end() && found->bid == bid ? &*found : nullptr;
}

std::vector<std::byte> NdbImage::block_data(std::uint64_t bid) const {
  const auto* const found = block(bid);
  if (found == nullptr) {
    return {};
  }
  auto out = stored(*found);
  if (!is_internal(bid)) {
    pst::decode(out, static_cast<pst::Encoding>(header.encoding), pst::Bid{.value = bid});
  }
  return out;
}

std::vector<std::uint64_t> NdbImage::data_blocks(std::uint64_t bid) const {
  if (!is_internal(bid)) {
    return bid == 0 ? std::vector<std::uint64_t>{} : std::vector{bid};
  }
  std::vector<std::uint64_t> out;
  if (const auto parent = unicode() ? internal<u64>(bid) : internal<u32>(bid)) {
    for (const auto& child : parent->entries) {
      const auto below = data_blocks(child.data);
      out.insert(out.end(), below.begin(), below.end());
    }
  }
  return out;
}

std::vector<std::byte> NdbImage::data(std::uint64_t bid) const {
  std::vector<std::byte> out;
  for (const auto each : data_blocks(bid)) {
    const auto piece = block_data(each);
    out.insert(out.end(), piece.begin(), piece.end());
  }
  return out;
}

std::vector<NdbSubnode> NdbImage::subnodes(std::uint64_t bid) const {
  std::vector<NdbSubnode> out;
  if (const auto parent = unicode() ? internal<u64>(bid) : internal<u32>(bid)) {
    if (parent->level == 0) {
      return parent->entries;
    }
    for (const auto& leaf : parent->entries) {
      const auto below = subnodes(leaf.data);
      out.insert(out.end(), below.begin(), below.end());
    }
  }
  return out;
}

}  // namespace test
