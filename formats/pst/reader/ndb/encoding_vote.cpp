#include "formats/pst/reader/ndb/encoding_vote.h"

#include <algorithm>
#include <array>
#include <optional>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ltp/heap.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/encoding.h"

namespace pst::reader {
namespace {

using HeapStart = std::array<std::byte, sizeof(disk::HNHDR)>;

/// All but queues and what is internal.
bool has_heap(Nid nid) {
  const auto type = static_cast<NidType>(nid_type(nid));
  return type != NidType::Internal && type != NidType::SearchUpdateQueue;
}

/// The first block of a data tree.
const BlockEntry* first_block(const StoreFile& file, const Index& index, Bid bid) {
  constexpr int kLevels = 2;  // XXBLOCK, XBLOCK
  const auto* entry = index.blocks.find(bid);
  for (int level = 0; level < kLevels && entry != nullptr && (bid.value & kInternalBit) != 0;
       ++level) {
    const auto raw = file.at(entry->offset, sizeof(disk::XBLOCKHEADER) + sizeof(std::uint64_t));
    if (!raw) {
      return nullptr;
    }
    const auto child = raw->subspan(sizeof(disk::XBLOCKHEADER));
    bid = {file.width == Width::Unicode
               ? std::uint64_t{bytes::record_at<bytes::u64>(child.first<8>())}
               : std::uint64_t{bytes::record_at<bytes::u32>(child.first<4>())}};
    entry = index.blocks.find(bid);
  }
  return (bid.value & kInternalBit) == 0 ? entry : nullptr;
}

bool is_heap(HeapStart start, Encoding encoding, const BlockEntry& entry) {
  decode(start, encoding, entry.bid);
  const auto header = bytes::record_at<disk::HNHDR>(std::span<const std::byte>(start).first<12>());
  const auto client = static_cast<HeapClient>(std::uint8_t{header.bClientSig});
  return header.bSig == disk::kHeapSignature && header.ibHnpm < entry.size &&
         (client == HeapClient::PropertyContext || client == HeapClient::TableContext);
}

}  // namespace

Encoding vote_encoding(const StoreFile& file, const Index& index) {
  constexpr std::array kEncodings = {Encoding::None, Encoding::Permute, Encoding::Cyclic};
  std::array<std::size_t, kEncodings.size()> votes{};
  std::size_t voters = 0;
  for (const auto& node : index.nodes.entries()) {
    if (voters == kVoters) {
      break;
    }
    const auto* const entry = has_heap(node.nid) ? first_block(file, index, node.data) : nullptr;
    const auto raw = entry != nullptr ? file.at(entry->offset, sizeof(HeapStart)) : std::nullopt;
    if (!raw) {
      continue;
    }
    ++voters;
    HeapStart start{};
    std::ranges::copy(*raw, start.begin());
    for (std::size_t i = 0; i < votes.size(); ++i) {
      votes[i] += is_heap(start, kEncodings[i], *entry) ? 1U : 0U;
    }
  }
  const auto most = static_cast<std::size_t>(std::ranges::max_element(votes) - votes.begin());
  const auto own = votes[static_cast<std::size_t>(file.encoding)];
  return own * 2 < voters && votes[most] * 2 > voters ? kEncodings[most] : file.encoding;
}

}  // namespace pst::reader
