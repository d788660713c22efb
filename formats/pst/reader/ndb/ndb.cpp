#include "formats/pst/reader/ndb/ndb.h"

#include <algorithm>
#include <list>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/encoding.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ndb/odd_blocks.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::reader {
namespace {

/// Places whose damage is told once; of a store with more, some is told again.
constexpr std::size_t kMostPlaces = std::size_t{1} << 16U;

/// [MS-PST] 2.2.2.8.1: "a block with the internal bit is not encoded".
bool is_encoded(const StoreFile& file, Bid bid) {
  const bool odd = file.odd != nullptr && file.odd->plain.contains(bid.value & ~kReservedBit);
  return file.encoding != Encoding::None && (bid.value & kInternalBit) == 0 && !odd;
}

/// Adds to `check` that the block is not encoded as others are, or may not be.
void tell_odd(const StoreFile& file, const BlockEntry& entry, BlockCheck& check) {
  if (file.odd == nullptr) {
    return;
  }
  const auto bid = entry.bid.value & ~kReservedBit;
  const bool open = file.odd->open.contains(bid);
  if (open || file.odd->plain.contains(bid)) {
    (open ? check.faults : check.notes)
        .push_back({.offset = entry.offset,
                    .length = check.stored.size(),
                    .kind = open ? bytes::DamageKind::Undecodable : bytes::DamageKind::Inconsistent,
                    .field = "HEADER.bCryptMethod",
                    .found = static_cast<std::uint64_t>(Encoding::None),
                    .expected = static_cast<std::uint64_t>(file.encoding)});
  }
}

}  // namespace

struct Ndb::State {
  std::list<std::pair<std::uint64_t, BlockPtr>> recent;  // the last used first
  std::unordered_map<std::uint64_t, decltype(recent)::iterator> cached;
  bytes::DamageLog log;
  std::set<std::tuple<std::uint64_t, std::uint64_t, std::string_view>> places;
};

Ndb::Ndb(StoreFile file, Index index, bytes::DamageLog damage)
    : file_(std::move(file)), index_(std::move(index)), state_(std::make_unique<State>()) {
  state_->log = std::move(damage);
}
Ndb::~Ndb() = default;

void Ndb::note(const bytes::Damage& damage) const {
  auto& places = state_->places;
  if (places.size() < kMostPlaces &&
      !places.emplace(damage.offset, damage.found, damage.field).second) {
    return;
  }
  state_->log.add(damage);
}

const bytes::DamageLog& Ndb::damage() const { return state_->log; }

bytes::Damage Ndb::not_indexed(Bid bid, std::string_view field) const {
  return {.offset = file_.content.size(),
          .length = 0,
          .kind = bytes::DamageKind::OutOfRange,
          .field = field,
          .found = bid.value,
          .expected = 0};
}

namespace {

/// A trailer that is right for this place and has another's BID: the block's own, when that other
/// block lies elsewhere. Ids are never given twice. Bytes that are the other's as well are its
/// copy: a write that went astray, or a place it has left.
bool is_elsewhere(const StoreFile& file, const Index& index, const BlockEntry& entry,
                  const BlockCheck& check) {
  const auto fault = [&](std::string_view field) {
    const auto found = std::ranges::find(check.faults, field, &bytes::Damage::field);
    return found == check.faults.end() ? nullptr : &*found;
  };
  const auto* const bid = fault("BLOCKTRAILER.bid");
  const auto* const sealed = fault("BLOCKTRAILER.wSig");
  if (check.faults.size() != 2 || bid == nullptr || sealed == nullptr || bid->found == 0 ||
      sealed->found != signature(entry.offset, {bid->found})) {
    return false;
  }
  const auto* const other = index.blocks.find({bid->found});
  if (other == nullptr || other->offset == entry.offset) {
    return false;
  }
  const auto there = check_block(file, *other);
  return there.sound() && !std::ranges::equal(there.stored, check.stored);
}

BlockCheck check(const StoreFile& file, const Index& index, const BlockEntry& entry) {
  auto result = check_block(file, entry);
  if (!result.sound() && is_elsewhere(file, index, entry, result)) {
    result.notes = std::move(result.faults);
    result.faults.clear();
  }
  return result;
}

/// Why `copy`, which a sweep found, may not be what was written where the walk's entry points and
/// nothing sound lies: nullopt when what is left there has the same checksum.
std::optional<bytes::Damage> stale(const StoreFile& file, const BlockEntry& walked,
                                   const BlockEntry& copy, std::span<const std::byte> data) {
  const auto trailer_size = block_trailer_size(file.width);
  const auto stored = stored_block_size(walked.size, file.width);
  const auto raw = file.at(walked.offset + stored - trailer_size, trailer_size);
  if (raw) {
    const auto trailer = block_trailer(*raw, file.width);
    if ((trailer.bid.value & ~kReservedBit) == walked.bid.value &&
        trailer.checksum == bytes::crc_from_zero(data)) {
      return std::nullopt;
    }
  }
  return bytes::Damage{.offset = copy.offset,
                       .length = data.size(),
                       .kind = bytes::DamageKind::Inconsistent,
                       .field = "BBTENTRY.ib",
                       .found = copy.offset,
                       .expected = walked.offset};
}

/// Of several entries for one id the first that is sound, else the first. Two that are sound and
/// differ make each other doubtful; one that stands for the walk's may be stale().
std::pair<const BlockEntry*, BlockCheck> judge(const StoreFile& file, const Index& index, Bid bid) {
  const auto entries = index.blocks.all(bid);
  std::pair<const BlockEntry*, BlockCheck> best{nullptr, {}};
  for (const auto& entry : entries) {
    auto result = check(file, index, entry);
    if (best.first == nullptr || (result.sound() && !best.second.sound())) {
      best = {&entry, std::move(result)};
    } else if (result.sound() && best.second.sound() &&
               !std::ranges::equal(result.stored, best.second.stored)) {
      best.second.faults.push_back({.offset = entry.offset,
                                    .length = result.stored.size(),
                                    .kind = bytes::DamageKind::Inconsistent,
                                    .field = "BBTENTRY.bid",
                                    .found = entry.offset,
                                    .expected = best.first->offset});
      break;
    }
  }
  if (best.first != nullptr && best.first->origin == Origin::Sweep &&
      entries.front().origin == Origin::Walk && best.second.sound()) {
    if (const auto why = stale(file, entries.front(), *best.first, best.second.stored)) {
      best.second.faults.push_back(*why);
    }
  }
  if (best.first != nullptr) {
    tell_odd(file, *best.first, best.second);
  }
  return best;
}

}  // namespace

BlockPtr Ndb::read(Bid bid) const {
  auto& state = *state_;
  if (const auto found = state.cached.find(bid.value); found != state.cached.end()) {
    state.recent.splice(state.recent.begin(), state.recent, found->second);
    return found->second->second;
  }
  auto [entry, result] = judge(file_, index_, bid);
  if (entry == nullptr) {
    return nullptr;
  }
  for (const auto& one : result.notes) {
    note(one);
  }
  for (const auto& one : result.faults) {
    note(one);
  }
  auto block = std::make_shared<Block>();
  block->bid = entry->bid;
  block->offset = entry->offset;
  block->data = result.stored;
  block->faults = std::move(result.faults);
  if (is_encoded(file_, bid)) {
    block->decoded.assign(result.stored.begin(), result.stored.end());
    decode(block->decoded, file_.encoding, entry->bid);
    block->data = block->decoded;
  }
  state.recent.emplace_front(bid.value, block);
  state.cached[bid.value] = state.recent.begin();
  if (state.recent.size() > kCachedBlocks) {
    state.cached.erase(state.recent.back().first);
    state.recent.pop_back();
  }
  return block;
}

std::optional<Ndb::Verdict> Ndb::verify(Bid bid) const {
  auto [entry, result] = judge(file_, index_, bid);
  if (entry == nullptr) {
    return std::nullopt;
  }
  for (const auto& one : result.notes) {
    note(one);
  }
  for (const auto& one : result.faults) {
    note(one);
  }
  return Verdict{.offset = entry->offset,
                 .stored = result.stored,
                 .bid = entry->bid,
                 .faults = std::move(result.faults)};
}

void Ndb::decode_into(Bid bid, std::span<const std::byte> stored, std::span<std::byte> into) const {
  decode_to(stored, into, is_encoded(file_, bid) ? file_.encoding : Encoding::None, bid);
}

}  // namespace pst::reader
