#include "formats/pst/reader/ndb/index.h"

#include <algorithm>
#include <numeric>
#include <tuple>

#include "formats/pst/reader/limits.h"

namespace pst::reader {
namespace {

std::tuple<Nid, Origin, bool> rank(const NodeEntry& entry) {
  return {entry.nid, entry.origin, entry.doubtful};
}
std::tuple<Bid, Origin, bool> rank(const BlockEntry& entry) {
  return {entry.bid, entry.origin, entry.doubtful};
}

bool same(const NodeEntry& a, const NodeEntry& b) {
  return std::tie(a.nid, a.parent, a.data, a.subnodes) ==
         std::tie(b.nid, b.parent, b.data, b.subnodes);
}
bool same(const BlockEntry& a, const BlockEntry& b) {
  return std::tie(a.bid, a.offset, a.size) == std::tie(b.bid, b.offset, b.size);
}

template <class Entry, class Key>
void sort_and_merge(std::vector<Entry>& entries, Key key) {
  std::ranges::stable_sort(entries,
                           [](const Entry& a, const Entry& b) { return rank(a) < rank(b); });
  // Runs of one key are short, but for hostile files: those keep what differs from its neighbour.
  std::size_t kept = 0;
  std::size_t run = 0;  // where the entries with this key begin
  constexpr std::size_t kLooksBack = 16;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (kept == 0 || key(entries[run]) != key(entries[i])) {
      run = kept;
    }
    const auto from = std::max(run, kept > kLooksBack ? kept - kLooksBack : 0);
    const auto known =
        std::ranges::any_of(entries.begin() + static_cast<std::ptrdiff_t>(from),
                            entries.begin() + static_cast<std::ptrdiff_t>(kept),
                            [&](const Entry& entry) { return same(entry, entries[i]); });
    if (!known) {
      entries[kept++] = entries[i];
    }
  }
  entries.resize(kept);
}

template <class Entry, class Id, class Key>
std::span<const Entry> equal_range(const std::vector<Entry>& entries, Id id, Key key) {
  // Not std::ranges::equal_range: clang 14 does not compile what it returns.
  const auto first = std::ranges::lower_bound(entries, id, {}, key);
  return {first, std::ranges::upper_bound(first, entries.end(), id, {}, key)};
}

}  // namespace

void NodeIndex::add(const NodeEntry& entry) {
  if (entries_.size() >= kMostIndexEntries) {
    ++dropped_;
    return;
  }
  entries_.push_back(entry);
}

void NodeIndex::settle() {
  sort_and_merge(entries_, [](const NodeEntry& entry) { return entry.nid; });
  by_parent_.clear();
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const bool best = i == 0 || entries_[i - 1].nid != entries_[i].nid;
    if (best && entries_[i].parent != entries_[i].nid) {
      by_parent_.push_back(static_cast<std::uint32_t>(i));
    }
  }
  std::ranges::stable_sort(by_parent_, {}, [this](std::uint32_t i) { return entries_[i].parent; });
}

const NodeEntry* NodeIndex::find(Nid nid) const {
  const auto found = all(nid);
  return found.empty() ? nullptr : found.data();
}

std::span<const NodeEntry> NodeIndex::all(Nid nid) const {
  return equal_range(entries_, nid, &NodeEntry::nid);
}

std::vector<Nid> NodeIndex::children(Nid parent) const {
  const auto found =
      equal_range(by_parent_, parent, [this](std::uint32_t i) { return entries_[i].parent; });
  std::vector<Nid> children;
  children.reserve(found.size());
  for (const auto i : found) {
    children.push_back(entries_[i].nid);
  }
  return children;
}

void BlockIndex::add(const BlockEntry& entry) {
  if (entries_.size() >= kMostIndexEntries) {
    ++dropped_;
    return;
  }
  entries_.push_back(entry);
  entries_.back().bid.value &= ~kReservedBit;
}

void BlockIndex::settle() {
  sort_and_merge(entries_, [](const BlockEntry& entry) { return entry.bid; });
}

const BlockEntry* BlockIndex::find(Bid bid) const {
  const auto found = all(bid);
  return found.empty() ? nullptr : found.data();
}

std::span<const BlockEntry> BlockIndex::all(Bid bid) const {
  return equal_range(entries_, Bid{bid.value & ~kReservedBit}, &BlockEntry::bid);
}

}  // namespace pst::reader
