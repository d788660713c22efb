#include "formats/pst/ndb/block_log.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/encoding.h"
#include "formats/pst/ndb/page.h"

namespace pst {
namespace {

// 2.2.2.2: bit 1 marks blocks that are no data; the counter goes on in steps of four.
constexpr std::uint64_t kBidStep = 4;

// 2.2.2.7.7.3: a block that one user names has two.
constexpr std::uint16_t kOneUser = 2;
constexpr std::uint16_t kMostFurtherUsers = 0xFFFF - kOneUser;

constexpr std::size_t kDigestedAtOnce = 4096;

constexpr std::size_t padded_size(std::size_t data, std::size_t trailer) {
  return (data + trailer + kBlockAlignment - 1) / kBlockAlignment * kBlockAlignment;
}

}  // namespace

BlockLog::BlockLog(SectionWriter& sections, Width width, Encoding encoding)
    : sections_(sections), width_(width), encoding_(encoding), entries_(entry_size(width)) {}

std::size_t BlockLog::entry_size(Width width) {
  return width == Width::Unicode ? sizeof(disk::BBTENTRY<disk::u64>)
                                 : sizeof(disk::BBTENTRY<disk::u32>);
}

bytes::Result<Bid> BlockLog::write(Kind kind, std::span<const std::byte> data) {
  return width_ == Width::Unicode ? write_as<disk::u64>(kind, data)
                                  : write_as<disk::u32>(kind, data);
}

template <class Word>
bytes::Result<Bid> BlockLog::write_as(Kind kind, std::span<const std::byte> data) {
  using Number = decltype(+Word{});
  using Trailer = disk::BLOCKTRAILER<Word>;
  assert(!data.empty() && data.size() <= largest_block_data(width_));
  const auto space = sections_.allocate(padded_size(data.size(), sizeof(Trailer)), kBlockAlignment);
  if (!space) {
    return tl::unexpected(space.error());
  }
  const Bid bid{.value = next_bid_ | (kind == Kind::Internal ? kInternalBit : 0)};
  next_bid_ += kBidStep;
  std::memcpy(space->bytes.data(), data.data(), data.size());
  const auto stored = space->bytes.first(data.size());
  if (kind == Kind::Data) {
    encode(stored, encoding_, bid);
  }
  Trailer trailer;
  trailer.cb = static_cast<std::uint16_t>(data.size());
  trailer.wSig = signature(space->offset, bid);
  trailer.dwCRC = bytes::crc_from_zero(stored);
  trailer.bid = static_cast<Number>(bid.value);
  digest(trailer.dwCRC);
  std::memcpy(space->bytes.last(sizeof trailer).data(), &trailer, sizeof trailer);

  disk::BBTENTRY<Word> entry{};
  entry.bref.bid = static_cast<Number>(bid.value);
  entry.bref.ib = static_cast<Number>(space->offset);
  entry.cb = trailer.cb;
  entry.cRef = kOneUser;
  if (auto logged = entries_.append(std::as_bytes(std::span(&entry, 1))); !logged) {
    return tl::unexpected(logged.error());
  }
  return bid;
}

void BlockLog::digest(std::uint32_t checksum) {
  if (digest_taken_) {
    return;
  }
  const bytes::u32 stored(checksum);
  const auto raw = std::as_bytes(std::span(&stored, 1));
  checksums_.insert(checksums_.end(), raw.begin(), raw.end());
  if (checksums_.size() >= kDigestedAtOnce) {
    digest_.update(checksums_);
    checksums_.clear();
  }
}

bytes::Sha256::Digest BlockLog::take_digest() {
  digest_taken_ = true;
  digest_.update(checksums_);
  return digest_.finish();
}

bool BlockLog::share(Bid bid) {
  auto& users = further_users_[bid.value];
  if (users == kMostFurtherUsers) {
    return false;
  }
  ++users;
  return true;
}

bytes::Result<BlockRef> BlockLog::write_tree(std::uint64_t& next_page) const {
  return width_ == Width::Unicode ? write_tree_as<disk::u64>(next_page)
                                  : write_tree_as<disk::u32>(next_page);
}

template <class Word>
bytes::Result<BlockRef> BlockLog::write_tree_as(std::uint64_t& next_page) const {
  using Entry = disk::BBTENTRY<Word>;
  BTreeWriter tree(sections_, width_, disk::ptypeBBT, sizeof(Entry), next_page);
  RecordLog::Reader reader(entries_);
  for (;;) {
    const auto record = reader.next();
    if (!record) {
      return tl::unexpected(record.error());
    }
    if (record->empty()) {
      return tree.finish();
    }
    Entry entry;
    std::memcpy(&entry, record->data(), sizeof entry);
    const auto users = further_users_.find(entry.bref.bid);
    if (users != further_users_.end()) {
      entry.cRef = static_cast<std::uint16_t>(kOneUser + users->second);
    }
    if (auto added = tree.add(entry.bref.bid, std::as_bytes(std::span(&entry, 1))); !added) {
      return tl::unexpected(added.error());
    }
  }
}

}  // namespace pst
