#include "formats/pst/reader/ndb/data_tree.h"

#include <algorithm>
#include <cstring>
#include <unordered_set>
#include <utility>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/limits.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

constexpr int kXBlock = 1;
constexpr int kXXBlock = 2;

std::size_t bid_size(Width width) { return width == Width::Unicode ? 8 : 4; }

Bid bid_at(std::span<const std::byte> data, Width width) {
  return {width == Width::Unicode ? std::uint64_t{bytes::record_at<bytes::u64>(data.first<8>())}
                                  : std::uint64_t{bytes::record_at<bytes::u32>(data.first<4>())}};
}

class DataTreeBuilder {
 public:
  explicit DataTreeBuilder(const Ndb& ndb) : ndb_(ndb) {}

  DataTree build(Bid root) {
    if (root.none()) {
      return {};
    }
    if ((root.value & kInternalBit) == 0) {
      add_leaf(root, 0);
    } else {
      children(root, kXXBlock, 0);
    }
    return std::move(tree_);
  }

 private:
  void fault(const Damage& damage, bool missing = false) {
    ndb_.note(damage);
    tree_.faults.push_back({.damage = damage, .missing = missing});
  }
  static Damage of(const Block& block, std::string_view field, std::uint64_t found,
                   std::uint64_t expected) {
    return {.offset = block.offset,
            .length = block.data.size(),
            .kind = DamageKind::OutOfRange,
            .field = field,
            .found = found,
            .expected = expected};
  }

  void add_leaf(Bid bid, std::uint64_t missing_size) {
    const auto* const entry = ndb_.index().blocks.find(bid);
    const std::uint64_t size = entry != nullptr ? entry->size : missing_size;
    if (tree_.leaves.size() >= kMostTreeBlocks || size > kMostTreeBytes - tree_.size) {
      full_ = true;
      fault({.offset = entry != nullptr ? entry->offset : 0,
             .length = 0,
             .kind = DamageKind::OutOfRange,
             .field = "XBLOCK.rgbid",
             .found = tree_.leaves.size(),
             .expected = kMostTreeBlocks},
            true);
      return;
    }
    tree_.leaves.push_back({.bid = bid,
                            .at = static_cast<std::uint32_t>(tree_.size),
                            .size = static_cast<std::uint32_t>(size)});
    tree_.size += size;
  }

  /// The children of an X or XX block, whose level is at most `most`.
  void children(Bid bid, int most, int depth) {
    const auto block = ndb_.read(bid);
    if (!block) {
      fault(ndb_.not_indexed(bid, depth == 0 ? "NBTENTRY.bidData" : "XXBLOCK.rgbid"), true);
      return;
    }
    for (const auto& damage : block->faults) {
      tree_.faults.push_back({.damage = damage});
    }
    bytes::ByteReader reader(block->data, block->offset);
    const auto header = reader.read<disk::XBLOCKHEADER>();
    if (!header || header->btype != disk::btypeXBLOCK || header->cLevel < kXBlock ||
        header->cLevel > most) {
      fault(
          of(*block, "XBLOCK.btype", header ? std::uint64_t{header->btype} : 0, disk::btypeXBLOCK),
          true);
      return;
    }
    const auto width = ndb_.file().width;
    const auto step = bid_size(width);
    const std::size_t room = reader.remaining() / step;
    std::size_t count = header->cEnt;
    if (count != room) {
      const auto damage = of(*block, "XBLOCK.cEnt", count, room);
      if (count > room) {
        fault(damage, true);
        count = room;
      } else {
        ndb_.note(damage);
      }
    }
    const auto before = tree_.size;
    for (std::size_t i = 0; i < count && !full_; ++i) {
      const auto child = bid_at(*reader.take(step), width);
      if (!seen_.insert(child.value | kReservedBit).second) {
        fault({.offset = block->offset,
               .length = block->data.size(),
               .kind = DamageKind::Cycle,
               .field = "XBLOCK.rgbid",
               .found = child.value,
               .expected = 0},
              true);
        continue;
      }
      if (header->cLevel == kXXBlock) {
        children(child, kXBlock, depth + 1);
        continue;
      }
      // Every block but the last is full (2.2.2.8.3.2.1); the last has what is left of the total.
      std::uint64_t size = largest_block_data(width);
      if (i + 1 == count) {
        const auto sum = tree_.size - before;
        size = header->lcbTotal > sum ? std::min<std::uint64_t>(size, header->lcbTotal - sum) : 0;
      }
      add_leaf(child, size);
    }
    if (!full_ && tree_.faults.empty() && header->lcbTotal != tree_.size - before) {
      ndb_.note({.offset = block->offset,
                 .length = block->data.size(),
                 .kind = DamageKind::Inconsistent,
                 .field = "XBLOCK.lcbTotal",
                 .found = header->lcbTotal,
                 .expected = tree_.size - before});
    }
  }

  const Ndb& ndb_;
  DataTree tree_;
  std::unordered_set<std::uint64_t> seen_;
  bool full_ = false;
};

/// A leaf that verify() found, as far as `target` goes; zeros for what is not there. Neither judges
/// nor notes anything: any number of threads may do so.
void decode_leaf(const Ndb& ndb, const DataTree::Leaf& leaf, std::span<std::byte> target) {
  const auto part = std::min<std::size_t>(leaf.stored, target.size());
  const auto stored = ndb.file().content.subspan(static_cast<std::size_t>(leaf.offset), part);
  ndb.decode_into(leaf.bid, stored, target.first(part));
  std::ranges::fill(target.subspan(part), std::byte{});
}

class TreeStream final : public bytes::ByteStream {
 public:
  TreeStream(NdbPtr ndb, std::shared_ptr<const DataTree> tree)
      : ndb_(std::move(ndb)), tree_(std::move(tree)) {}

  bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    std::size_t got = 0;
    while (got < into.size()) {
      if (rest_.empty() && !next(into.subspan(got), got)) {
        break;
      }
      const auto part = rest_.first(std::min(rest_.size(), into.size() - got));
      std::copy_n(part.data(), part.size(), into.data() + got);
      rest_ = rest_.subspan(part.size());
      got += part.size();
    }
    return got;
  }

 private:
  /// Decodes the next leaf: into `room` where it fits, else into the buffer. false at the end.
  bool next(std::span<std::byte> room, std::size_t& got) {
    if (leaf_ == tree_->leaves.size()) {
      return false;
    }
    const auto& leaf = tree_->leaves[leaf_++];
    const auto direct = room.size() >= leaf.size;
    if (!direct && buffer_.size() < leaf.size) {
      buffer_.resize(leaf.size);
    }
    const auto target = direct ? room.first(leaf.size) : std::span(buffer_).first(leaf.size);
    decode_leaf(*ndb_, leaf, target);
    if (direct) {
      got += leaf.size;
    } else {
      rest_ = target;
    }
    return true;
  }

  NdbPtr ndb_;
  std::shared_ptr<const DataTree> tree_;
  std::size_t leaf_ = 0;
  std::vector<std::byte> buffer_;
  std::span<const std::byte> rest_;
};

class TreeSource final : public bytes::ByteSource {
 public:
  TreeSource(NdbPtr ndb, DataTree tree)
      : ndb_(std::move(ndb)), tree_(std::make_shared<const DataTree>(std::move(tree))) {}

  [[nodiscard]] std::uint64_t size() const override { return tree_->size; }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::ByteStream>> open() const override {
    return std::make_unique<TreeStream>(ndb_, tree_);
  }
  [[nodiscard]] std::optional<std::uint64_t> kept() const override {
    return tree_->leaves.size() * sizeof(DataTree::Leaf);
  }

 private:
  NdbPtr ndb_;
  std::shared_ptr<const DataTree> tree_;
};

}  // namespace

DataTree read_data_tree(const Ndb& ndb, Bid root) { return DataTreeBuilder(ndb).build(root); }

Faults verify(const Ndb& ndb, DataTree& tree) {
  auto faults = tree.faults;
  std::uint64_t at = 0;
  for (auto& leaf : tree.leaves) {
    auto found = ndb.verify(leaf.bid);
    const bool fits = found && found->stored.size() <= kMostTreeBytes - at;
    if (fits && !found->stored.empty() && found->stored.size() != leaf.size &&
        found->faults.empty()) {
      leaf.size = static_cast<std::uint32_t>(found->stored.size());
    }
    leaf.at = static_cast<std::uint32_t>(at);
    if (found && !found->stored.empty()) {
      leaf.bid = found->bid;
      leaf.offset = found->offset;
      leaf.stored = static_cast<std::uint32_t>(found->stored.size());
    }
    if (!found) {
      const auto damage = ndb.not_indexed(leaf.bid, "XBLOCK.rgbid");
      ndb.note(damage);
      faults.push_back({.damage = damage, .at = at, .length = leaf.size, .missing = true});
    } else {
      // What the file ends in has a beginning.
      const auto there = std::min<std::uint64_t>(found->stored.size(), leaf.size);
      for (const auto& damage : found->faults) {
        if (there != 0 || leaf.size == 0) {
          faults.push_back({.damage = damage, .at = at, .length = there});
        }
        if (there != leaf.size) {
          faults.push_back(
              {.damage = damage, .at = at + there, .length = leaf.size - there, .missing = true});
        }
      }
    }
    at += leaf.size;
  }
  tree.size = at;
  return faults;
}

BlockPtr read_leaf(const Ndb& ndb, const DataTree& tree, std::size_t index) {
  const auto& leaf = tree.leaves[index];
  if (auto block = ndb.read(leaf.bid)) {
    return block;
  }
  auto block = std::make_shared<Block>();
  block->bid = leaf.bid;
  block->offset = ndb.file().content.size();
  block->faults.push_back(ndb.not_indexed(leaf.bid, "XBLOCK.rgbid"));
  ndb.note(block->faults.front());
  block->decoded.resize(leaf.size);
  block->data = block->decoded;
  return block;
}

TreeData read_whole(const Ndb& ndb, DataTree tree, std::uint64_t limit) {
  TreeData data;
  data.faults = verify(ndb, tree);
  data.bytes.resize(static_cast<std::size_t>(std::min(tree.size, limit)));
  for (const auto& leaf : tree.leaves) {
    if (leaf.at >= data.bytes.size()) {
      break;
    }
    const auto target = std::span(data.bytes).subspan(leaf.at);
    decode_leaf(ndb, leaf, target.first(std::min<std::size_t>(leaf.size, target.size())));
  }
  return data;
}

bytes::Blob make_blob(NdbPtr ndb, DataTree tree) {
  return std::make_shared<const TreeSource>(std::move(ndb), std::move(tree));
}

}  // namespace pst::reader
