#include "formats/pst/reader/sweep/store_sweep.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/ndb/encoding_vote.h"
#include "formats/pst/reader/ndb/store_walk.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/sweep/allocation_maps.h"
#include "formats/pst/reader/sweep/tree_page.h"
#include "formats/pst/reader/sweep/tree_repair.h"

namespace pst::reader {
namespace {

std::uint64_t key_of(const NodeEntry& entry) { return entry.nid.value; }
std::uint64_t key_of(const BlockEntry& entry) { return entry.bid.value; }

template <class Entry>
std::optional<TreeRepair::Keys> keys_of(std::span<const Entry> entries) {
  if (entries.empty()) {
    return std::nullopt;
  }
  return TreeRepair::Keys{.first = key_of(entries.front()), .last = key_of(entries.back())};
}

class Sweep {
 public:
  /// `header`: nullptr when there is none.
  Sweep(StoreFile file, const FileHeader* header, Index walked, Landmarks landmarks)
      : maps_(file.content, file.width, header == nullptr || header->amap_valid != 0),
        landmarks_(std::move(landmarks)),
        has_header_(header != nullptr) {
    result_.file = std::move(file);
    result_.index = std::move(walked);
    result_.pages_found = landmarks_.pages.size();
    result_.blocks_found = landmarks_.blocks.size();
    result_.stopped = landmarks_.stopped;
    for (const auto& page : result_.index.pages) {
      walked_.insert(page.offset);
    }
  }

  Swept run() {
    const auto nodes_before = result_.index.nodes.entries().size();
    const auto blocks_before = result_.index.blocks.entries().size();
    add_nodes();
    add_blocks();
    result_.index.blocks.settle();
    result_.index.nodes.mark_empty_handed(
        [&](Bid bid) { return result_.index.blocks.find(bid) != nullptr; });
    result_.index.nodes.settle();
    result_.nodes_added = result_.index.nodes.entries().size() - nodes_before;
    result_.blocks_added = result_.index.blocks.entries().size() - blocks_before;
    keep_deleted();
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::vector<FoundPage> unwalked(std::uint8_t type) const {
    std::vector<FoundPage> pages;
    for (const auto& page : landmarks_.pages) {
      if (page.type == type && !walked_.contains(page.offset)) {
        pages.push_back(page);
      }
    }
    return pages;
  }

  /// The entries of one leaf, as if it were a tree.
  [[nodiscard]] Index read(const FoundPage& page) const {
    const PageRef here{.bid = page.bid, .offset = page.offset};
    const PageRef nowhere{.bid = {}, .offset = kEndOfKeys};
    const bool of_nodes = page.type == disk::ptypeNBT;
    FileHeader header;
    header.nodes = of_nodes ? here : nowhere;
    header.blocks = of_nodes ? nowhere : here;
    bytes::DamageLog ignored;
    return walk_store(result_.file, header, ignored);
  }

  void keep_pages(const TreeRepair& repair) {
    for (const auto& page : repair.used()) {
      result_.index.pages.push_back({.offset = page.offset,
                                     .bid = page.bid,
                                     .type = page.type,
                                     .level = page.level,
                                     .origin = Origin::Sweep});
    }
  }

  /// An entry of a page that no newer one replaces, as far as can be seen.
  struct Candidate {
    NodeEntry entry;
    bool in_use = false;
  };

  void add_nodes() {
    TreeRepair repair(result_.file, maps_, unwalked(disk::ptypeNBT));
    std::vector<Candidate> candidates;
    bool leaky = false;  // replaced pages are marked as in use, too: some writers forget them
    repair.run(KeyRanges::without(result_.index.node_gaps),
               [&](const FoundPage& page, bool in_use, const KeyRanges& known) {
                 const auto leaf = read(page);
                 for (auto entry : leaf.nodes.entries()) {
                   entry.origin = Origin::Sweep;
                   if (known.contains(key_of(entry))) {
                     leaky = leaky || in_use;
                     old_.push_back(entry);
                   } else {
                     candidates.push_back({.entry = entry, .in_use = in_use});
                   }
                 }
                 return keys_of(leaf.nodes.entries());
               });
    const bool whole = repair.whole() && !has_header_;
    const auto lost = lost_leaves();
    for (auto& [entry, in_use] : candidates) {
      const bool current =
          whole || (in_use && !leaky && !lost.contains(key_of(entry))) || is_vouched(entry);
      entry.doubtful = entry.doubtful || !current;
      result_.index.nodes.add(entry);
    }
    keep_pages(repair);
  }

  /// The keys of leaves whose place is known, and which are not there: whatever else names these
  /// keys is older.
  [[nodiscard]] KeyRanges lost_leaves() const {
    std::unordered_set<std::uint64_t> leaves;
    for (const auto& page : result_.index.pages) {
      const auto raw = result_.file.at(page.offset, kPageSize);
      if (page.type == disk::ptypeNBT && page.level == 1 && raw) {
        for (const auto& child : tree_references(raw->first<kPageSize>(), result_.file.width)) {
          leaves.insert(child.offset);
        }
      }
    }
    KeyRanges lost;
    for (const auto& gap : result_.index.node_gaps) {
      const bool elsewhere = gap.why.field == "BREF.ib";  // the reference is wrong, not the leaf
      if (!elsewhere && leaves.contains(gap.why.offset)) {
        lost.add(gap.first, gap.end);
      }
    }
    return lost;
  }

  /// The block tree has what the entry names, and for it alone: what a node was made of before does
  /// not stay there.
  [[nodiscard]] bool is_vouched(const NodeEntry& entry) const {
    constexpr std::uint16_t kOneUser = 2;
    const auto& index = result_.index;
    const auto has = [&](Bid bid) {
      const auto* const block = bid.none() ? nullptr : index.blocks.find(bid);
      return block != nullptr && !block->doubtful && block->references == kOneUser;
    };
    return has_header_ && index.block_gaps.empty() && has(entry.data) &&
           (entry.subnodes.none() || has(entry.subnodes));
  }

  void add_blocks() {
    // What a block says of itself outranks the entry of a page that may be old.
    std::vector<BlockEntry> listed;
    TreeRepair repair(result_.file, maps_, unwalked(disk::ptypeBBT));
    repair.run(KeyRanges::without(result_.index.block_gaps),
               [&](const FoundPage& page, bool in_use, const KeyRanges& known) {
                 const auto leaf = read(page);
                 for (auto entry : leaf.blocks.entries()) {
                   entry.origin = Origin::Sweep;
                   entry.doubtful = entry.doubtful || !in_use;
                   if (!known.contains(key_of(entry))) {
                     listed.push_back(entry);
                   }
                 }
                 return keys_of(leaf.blocks.entries());
               });
    keep_pages(repair);
    for (const auto& entry : listed) {
      result_.index.blocks.add(entry);
    }
    result_.index.blocks.settle();
    std::vector<BlockEntry> strays;
    for (const auto& block : landmarks_.blocks) {
      if (is_stray(block)) {
        strays.push_back(block);
      }
    }
    for (const auto& block : strays) {
      result_.index.blocks.add(block);
    }
  }

  /// A block that the index does not have, or has where it is no more.
  [[nodiscard]] bool is_stray(const BlockEntry& block) {
    const auto known = result_.index.blocks.all(block.bid);
    const bool listed = std::ranges::any_of(known, [&](const BlockEntry& entry) {
      return entry.offset == block.offset && entry.size == block.size;
    });
    if (listed || known.empty()) {
      return !listed;
    }
    const auto [sound, is_new] = sound_.try_emplace(known.front().bid.value);
    if (is_new) {
      sound->second = std::ranges::any_of(
          known, [&](const BlockEntry& entry) { return check_block(result_.file, entry).sound(); });
    }
    return !sound->second;
  }

  void keep_deleted() {
    const auto& index = result_.index;
    std::ranges::stable_sort(old_, {}, &NodeEntry::nid);  // the newest version first, as read
    for (const auto& entry : old_) {
      const bool again = !result_.deleted.empty() && result_.deleted.back().nid == entry.nid;
      const bool left = !entry.data.none() && index.blocks.find(entry.data) != nullptr;
      const auto* const now = index.nodes.find(entry.nid);
      const bool given_up =
          now == nullptr || now->data != entry.data || now->subnodes != entry.subnodes;
      if (!again && left && given_up) {
        result_.deleted.push_back(entry);
        result_.deleted.back().doubtful = false;
      }
    }
  }

  AllocationMaps maps_;
  Landmarks landmarks_;
  bool has_header_;
  Swept result_;
  std::unordered_set<std::uint64_t> walked_;  // offsets of pages
  std::vector<NodeEntry> old_;
  std::unordered_map<std::uint64_t, bool> sound_;  // by bid: whether an entry of the index is
};

}  // namespace

bool wants_sweep(const Index& walked) {
  const auto lacks = [&](Bid bid) { return !bid.none() && walked.blocks.find(bid) == nullptr; };
  return !walked.node_gaps.empty() || !walked.block_gaps.empty() ||
         std::ranges::any_of(walked.nodes.entries(), [&](const NodeEntry& entry) {
           return lacks(entry.data) || lacks(entry.subnodes);
         });
}

Swept sweep_store(const StoreFile& file, const FileHeader& header, Index walked,
                  const Progress& progress) {
  Sweep sweep(file, &header, std::move(walked), find_landmarks(file.content, file.width, progress));
  return sweep.run();
}

std::optional<Swept> sweep_without_header(std::span<const std::byte> content,
                                          std::shared_ptr<const void> owner,
                                          const Progress& progress) {
  auto unicode = find_landmarks(content, Width::Unicode, progress);
  auto ansi = find_landmarks(content, Width::Ansi, progress);
  const bool is_unicode = unicode.size() >= ansi.size();
  auto& landmarks = is_unicode ? unicode : ansi;
  if (landmarks.size() == 0) {
    return std::nullopt;
  }
  StoreFile file{.owner = std::move(owner),
                 .content = content,
                 .width = is_unicode ? Width::Unicode : Width::Ansi};
  Index nothing;
  const KeyGap all{.first = 0,
                   .end = kEndOfKeys,
                   .why = {.offset = 0,
                           .length = kPageSize,
                           .kind = bytes::DamageKind::BadMagic,
                           .field = "HEADER.dwMagic"}};
  nothing.node_gaps.push_back(all);
  nothing.block_gaps.push_back(all);
  Sweep sweep(std::move(file), nullptr, std::move(nothing), std::move(landmarks));
  auto swept = sweep.run();
  swept.file.encoding = vote_encoding(swept.file, swept.index);
  return swept;
}

}  // namespace pst::reader
