#include "formats/pst/reader/ndb/subnodes.h"

#include <algorithm>
#include <unordered_set>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/limits.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

template <class Word>
class SubnodeBuilder {
 public:
  explicit SubnodeBuilder(const Ndb& ndb) : ndb_(ndb) {}

  SubnodeTree build(Bid root) {
    block(root, 1, 0);
    if (!std::ranges::is_sorted(tree_.entries, {}, &SubnodeEntry::nid)) {
      ndb_.note(unordered_);
      std::ranges::stable_sort(tree_.entries, {}, &SubnodeEntry::nid);
    }
    return std::move(tree_);
  }

 private:
  void fault(const Damage& damage) {
    ndb_.note(damage);
    tree_.faults.push_back({.damage = damage, .missing = true});
  }

  /// An SIBLOCK where `level` is 1, or an SLBLOCK. `taint` is that of the block above.
  void block(Bid bid, int level, std::uint32_t taint) {
    const auto raw = ndb_.read(bid);
    if (!raw) {
      return fault(ndb_.not_indexed(bid, "NBTENTRY.bidSub"));
    }
    for (const auto& damage : raw->faults) {
      tree_.faults.push_back({.damage = damage});
      taint = static_cast<std::uint32_t>(tree_.faults.size());
    }
    bytes::ByteReader reader(raw->data, raw->offset);
    const auto header = reader.read<disk::SLBLOCKHEADER<Word>>();
    const Damage odd{.offset = raw->offset,
                     .length = raw->data.size(),
                     .kind = DamageKind::OutOfRange,
                     .field = "SLBLOCK.btype",
                     .found = header ? std::uint64_t{header->btype} : 0,
                     .expected = disk::btypeSLBLOCK};
    if (!header || header->btype != disk::btypeSLBLOCK || header->cLevel > level) {
      return fault(odd);
    }
    unordered_ = odd;
    unordered_.kind = DamageKind::Inconsistent;
    unordered_.field = "SLBLOCK.rgentries";
    if (header->cLevel == 0) {
      leaf(reader, *raw, header->cEnt, taint);
    } else {
      index(reader, *raw, header->cEnt, taint);
    }
  }

  /// The entries that fit; those that do not are gone.
  template <class Record>
  std::size_t count_of(const bytes::ByteReader& reader, const Block& raw, std::size_t count) {
    const auto room = reader.remaining() / sizeof(Record);
    if (count > room) {
      fault({.offset = raw.offset,
             .length = raw.data.size(),
             .kind = DamageKind::OutOfRange,
             .field = "SLBLOCK.cEnt",
             .found = count,
             .expected = room});
      return room;
    }
    return count;
  }

  void leaf(bytes::ByteReader& reader, const Block& raw, std::size_t announced,
            std::uint32_t taint) {
    const auto count = count_of<disk::SLENTRY<Word>>(reader, raw, announced);
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = *reader.read<disk::SLENTRY<Word>>();
      if (tree_.entries.size() >= kMostSubnodes) {
        return fault({.offset = raw.offset,
                      .length = raw.data.size(),
                      .kind = DamageKind::OutOfRange,
                      .field = "SLBLOCK.cEnt",
                      .found = tree_.entries.size(),
                      .expected = kMostSubnodes});
      }
      tree_.entries.push_back({.nid = {static_cast<std::uint32_t>(entry.nid)},
                               .fault = taint,
                               .data = {entry.bidData},
                               .subnodes = {entry.bidSub}});
    }
  }

  void index(bytes::ByteReader& reader, const Block& raw, std::size_t announced,
             std::uint32_t taint) {
    const auto count = count_of<disk::SIENTRY<Word>>(reader, raw, announced);
    for (std::size_t i = 0; i < count; ++i) {
      const auto entry = *reader.read<disk::SIENTRY<Word>>();
      const std::uint64_t child = entry.bid;
      if (!seen_.insert(child | kReservedBit).second) {
        fault({.offset = raw.offset,
               .length = raw.data.size(),
               .kind = DamageKind::Cycle,
               .field = "SIBLOCK.rgentries",
               .found = child,
               .expected = 0});
        continue;
      }
      block({child}, 0, taint);
    }
  }

  const Ndb& ndb_;
  SubnodeTree tree_;
  Damage unordered_;
  std::unordered_set<std::uint64_t> seen_;
};

/// Everything a node is made of.
class Visitor {
 public:
  Visitor(const Ndb& ndb, const std::function<void(Bid, BlockUse, Nid)>& visit)
      : ndb_(ndb), visit_(visit) {}

  void node(Nid nid, Bid data, Bid subnodes, int depth) {
    data_tree(nid, data, 0);
    if (!subnodes.none() && depth <= kMostSubnodeDepth && subnode_blocks(nid, subnodes, 0)) {
      for (const auto& entry : read_subnodes(ndb_, subnodes).entries) {
        node(entry.nid, entry.data, entry.subnodes, depth + 1);
      }
    }
  }

 private:
  /// false: it was there before.
  bool visit(Bid bid, BlockUse use, Nid nid) {
    if (!seen_.insert(bid.value | kReservedBit).second) {
      return false;
    }
    visit_(bid, use, nid);
    return true;
  }

  void data_tree(Nid nid, Bid bid, int depth) {
    if (bid.none()) {
      return;
    }
    const bool inner = (bid.value & kInternalBit) != 0;
    if (!visit(bid, inner ? BlockUse::DataTree : BlockUse::Data, nid) || !inner || depth > 1) {
      return;
    }
    each(bid, sizeof(disk::XBLOCKHEADER), word(), 0,
         [&](Bid child) { data_tree(nid, child, depth + 1); });
  }

  bool subnode_blocks(Nid nid, Bid bid, int depth) {
    if (!visit(bid, BlockUse::SubnodeTree, nid)) {
      return false;
    }
    const auto block = ndb_.read(bid);
    constexpr std::size_t kLevelAt = 1;
    if (depth == 0 && block && block->data.size() > kLevelAt &&
        block->data[kLevelAt] == std::byte{1}) {
      const std::size_t header = word();  // 8 and 4: the sizes of SLBLOCKHEADER
      each(bid, header, 2 * word(), word(),
           [&](Bid child) { (void)subnode_blocks(nid, child, depth + 1); });
    }
    return true;
  }

  [[nodiscard]] std::size_t word() const {
    return ndb_.file().width == Width::Unicode ? sizeof(std::uint64_t) : sizeof(std::uint32_t);
  }

  /// The BIDs at `at` in each of the cEnt records of `size` bytes behind the header.
  template <class Visit>
  void each(Bid bid, std::size_t header, std::size_t size, std::size_t at, Visit visit_child) {
    const auto block = ndb_.read(bid);
    if (!block || block->data.size() < header) {
      return;
    }
    constexpr std::size_t kCountAt = 2;
    std::size_t count = bytes::record_at<bytes::u16>(block->data.subspan(kCountAt).first<2>());
    count = std::min(count, (block->data.size() - header) / size);
    for (std::size_t i = 0; i < count; ++i) {
      const auto raw = block->data.subspan(header + i * size + at);
      const std::uint64_t child = word() == sizeof(std::uint64_t)
                                      ? std::uint64_t{bytes::record_at<bytes::u64>(raw.first<8>())}
                                      : std::uint64_t{bytes::record_at<bytes::u32>(raw.first<4>())};
      visit_child(Bid{child});
    }
  }

  const Ndb& ndb_;
  const std::function<void(Bid, BlockUse, Nid)>& visit_;
  std::unordered_set<std::uint64_t> seen_;
};

}  // namespace

const SubnodeEntry* SubnodeTree::find(Nid nid) const {
  const auto found = std::ranges::lower_bound(entries, nid, {}, &SubnodeEntry::nid);
  return found != entries.end() && found->nid == nid ? &*found : nullptr;
}

std::optional<NodeRef> SubnodeTree::ref(Nid nid) const {
  const auto* const entry = find(nid);
  if (entry == nullptr) {
    return std::nullopt;
  }
  NodeRef node{.nid = nid, .data = entry->data, .subnodes = entry->subnodes};
  if (entry->fault != 0) {
    node.faults.push_back({.damage = faults[entry->fault - 1].damage});
  }
  const auto* const next = entry + 1;
  if (next != entries.data() + entries.size() && next->nid == nid &&
      (next->data != entry->data || next->subnodes != entry->subnodes)) {
    node.faults.push_back({.damage = {.offset = 0,
                                      .length = 0,
                                      .kind = DamageKind::Inconsistent,
                                      .field = "SLENTRY.nid",
                                      .found = nid.value,
                                      .expected = nid.value}});
  }
  return node;
}

SubnodeTree read_subnodes(const Ndb& ndb, Bid root) {
  if (root.none()) {
    return {};
  }
  return ndb.file().width == Width::Unicode ? SubnodeBuilder<disk::u64>(ndb).build(root)
                                            : SubnodeBuilder<disk::u32>(ndb).build(root);
}

void visit_blocks(const Ndb& ndb, const NodeRef& node,
                  const std::function<void(Bid, BlockUse, Nid)>& visit) {
  Visitor(ndb, visit).node(node.nid, node.data, node.subnodes, 0);
}

}  // namespace pst::reader
