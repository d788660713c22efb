#include "formats/pst/ltp/heap_writer.h"

#include <algorithm>
#include <cassert>

#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {
namespace {

// 2.3.1.2, 2.3.1.4: two levels a byte, the first in the low nibble. A level is set once.
void set_fill_level(HeapBlock& owner, std::size_t block, std::uint8_t level) {
  const auto offset = owner.number() == 0 ? offsetof(disk::HNHDR, rgbFillLevel)
                                          : offsetof(disk::HNBITMAPHDR, rgbFillLevel);
  const auto place = block - owner.number();
  owner.header()[offset + place / 2] |= static_cast<std::byte>(level << (place % 2 * 4));
}

}  // namespace

HeapWriter::HeapWriter(Width width, HeapClient client) : capacity_(largest_block_data(width)) {
  blocks_.emplace_back(0U, capacity_);
  bids_.emplace_back();
  put_record(block(0).header(), disk::HNHDR{.ibHnpm = 0U,
                                            .bSig = disk::kHeapSignature,
                                            .bClientSig = static_cast<std::uint8_t>(client),
                                            .hidUserRoot = 0U,
                                            .rgbFillLevel = {}});
}

Result<Hid> HeapWriter::add(std::span<const std::byte> value) {
  assert(!closed_ && value.size() <= kLargestHeapItem);
  if (value.empty()) {
    return Hid{};
  }
  if (!blocks_.back().has_room(value.size())) {
    if (auto begun = begin_block(); !begun) {
      return tl::unexpected(std::move(begun.error()));
    }
  }
  auto& last = blocks_.back();
  const auto index = last.append(value);
  return make_hid(last.number(), index);
}

std::span<std::byte> HeapWriter::at(Hid hid) { return block(hid_block(hid)).item(hid_index(hid)); }

void HeapWriter::set_user_root(Hid root) {
  const auto field = block(0).header().subspan(offsetof(disk::HNHDR, hidUserRoot));
  put_record(field, disk::u32(root.value));
}

Result<void> HeapWriter::write_complete_blocks(NdbWriter& ndb) {
  const auto last = blocks_.back().number();
  const auto changes = [last](const HeapBlock& block) {
    return block.number() == 0 || block.number() == last ||
           block.number() == fill_level_owner(last);
  };
  for (auto& block : blocks_) {
    if (!changes(block)) {
      auto bid = ndb.write_block(block.bytes());
      if (!bid) {
        return tl::unexpected(std::move(bid.error()));
      }
      bids_[block.number()] = *bid;
    }
  }
  std::erase_if(blocks_, [&changes](const HeapBlock& block) { return !changes(block); });
  return {};
}

void HeapWriter::close() {
  assert(!closed_);
  close_block();
  closed_ = true;
}

std::uint64_t HeapWriter::size() const {
  assert(closed_);
  return (blocks() - 1) * capacity_ + blocks_.back().bytes().size();
}

Result<DataRef> HeapWriter::write(NdbWriter& ndb) const {
  assert(closed_);
  auto bids = bids_;
  for (const auto& block : blocks_) {
    auto bid = ndb.write_block(block.bytes());
    if (!bid) {
      return tl::unexpected(std::move(bid.error()));
    }
    bids[block.number()] = *bid;
  }
  return ndb.write_data_tree(bids, size());
}

Result<void> HeapWriter::begin_block() {
  if (blocks() == kMostHeapBlocks) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded, "a table is too large for its heap");
  }
  close_block();
  blocks_.back().fill();
  blocks_.emplace_back(blocks(), capacity_);
  bids_.emplace_back();
  return {};
}

HeapBlock& HeapWriter::block(std::size_t number) {
  const auto found = std::ranges::lower_bound(blocks_, number, {}, &HeapBlock::number);
  assert(found != blocks_.end() && found->number() == number);
  return *found;
}

void HeapWriter::close_block() {
  auto& last = blocks_.back();
  const auto level = last.close();
  set_fill_level(block(fill_level_owner(last.number())), last.number(), level);
}

}  // namespace pst
