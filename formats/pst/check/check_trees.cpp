#include <algorithm>
#include <optional>
#include <span>
#include <unordered_map>

#include "formats/pst/check/checking.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/sweep/tree_page.h"

namespace pst::check {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using reader::TreePage;

class TreeCheck {
 public:
  explicit TreeCheck(Checking& checking) : checking_(checking) {}

  void run() {
    for (const auto& gap : checking_.index().node_gaps) {
      checking_.hit_nodes.add(gap.first, gap.end);
    }
    for (const auto& gap : checking_.index().block_gaps) {
      checking_.hit_blocks.add(gap.first, gap.end);
    }
    for (const auto& page : checking_.index().pages) {
      if (page.level > 0) {
        inner(page);
      }
    }
    walk_damage();
    nodes();
  }

 private:
  [[nodiscard]] std::optional<reader::PageBytes> bytes_of(std::uint64_t offset) const {
    const auto raw = checking_.file().at(offset, kPageSize);
    return raw ? std::optional(raw->first<kPageSize>()) : std::nullopt;
  }

  /// 2.2.2.7.7.2: a key is the first of the child's.
  void inner(const TreePage& page) {
    const auto raw = bytes_of(page.offset);
    if (!raw) {
      return;
    }
    for (const auto& child : reader::tree_references(*raw, checking_.file().width)) {
      named_at_.emplace(child.offset, page.offset + child.at);
      const auto below = bytes_of(child.offset);
      const auto keys = below && was_read(child.offset)
                            ? reader::tree_keys(*below, checking_.file().width)
                            : std::vector<std::uint64_t>();
      const auto unused = page.type == disk::ptypeBBT ? kReservedBit : 0;
      if (!keys.empty() && (keys.front() & ~unused) != (child.key & ~unused)) {
        checking_.add("BT.min", {.offset = page.offset + child.at,
                                 .length = word(),
                                 .kind = DamageKind::Inconsistent,
                                 .field = "BTENTRY.btkey",
                                 .found = child.key,
                                 .expected = keys.front()});
        checking_.hit_pages.insert(child.offset);
      }
    }
  }

  [[nodiscard]] bool was_read(std::uint64_t offset) {
    if (read_.empty()) {
      for (const auto& page : checking_.index().pages) {
        read_.emplace(page.offset, page.type);
      }
    }
    return read_.contains(offset);
  }
  [[nodiscard]] std::size_t word() const { return checking_.unicode() ? 8 : 4; }

  /// What the walk met. A wrong signature beside a wrong id is that of the wrong id: one fault.
  void walk_damage() {
    const auto& items = checking_.ndb().damage().items();
    for (const auto& damage : items) {
      const bool of_page = damage.field.starts_with("BTPAGE.") || damage.field == "BREF.ib";
      if (!of_page || follows(damage, items)) {
        continue;
      }
      auto told = damage;
      if (damage.field == "BREF.ib") {
        told = where_named(damage);
      } else {
        checking_.hit_pages.insert(damage.offset);
      }
      checking_.add(rule_of(damage, false), told);
    }
  }

  [[nodiscard]] static bool follows(const Damage& damage, std::span<const Damage> all) {
    return damage.field == "BTPAGE.wSig" && std::ranges::any_of(all, [&](const Damage& other) {
             return other.field == "BTPAGE.bid" && other.offset == damage.offset &&
                    damage.found == signature(damage.offset, {other.found});
           });
  }

  /// The BREF itself: a page that is not in the file has no bytes.
  [[nodiscard]] Damage where_named(const Damage& damage) const {
    auto told = damage;
    const auto parent = named_at_.find(damage.found);
    if (parent != named_at_.end()) {
      told.offset = parent->second + word();
      told.length = 2 * word();
    }
    return told;
  }

  void nodes() {
    const auto& index = checking_.index();
    const reader::NodeEntry* last = nullptr;
    for (const auto& entry : index.nodes.entries()) {
      if (last != nullptr && last->nid == entry.nid) {
        if (entry.origin == reader::Origin::Walk) {
          tell("NBT.dup", entry, "NBTENTRY.nid", entry.nid.value);
        }
        continue;
      }
      last = &entry;
      if (entry.parent.value != 0 && index.nodes.find(entry.parent) == nullptr) {
        tell("NBT.parent", entry, "NBTENTRY.nidParent", entry.parent.value);
      }
      for (const auto bid : {entry.data, entry.subnodes}) {
        if (!bid.none() && !in_tree(bid)) {
          tell("NBT.block", entry, bid == entry.data ? "NBTENTRY.bidData" : "NBTENTRY.bidSub",
               bid.value);
        }
      }
    }
  }

  /// Of a block that only a sweep found: the tree may have had it where it could not be read.
  [[nodiscard]] bool in_tree(Bid bid) const {
    const auto* const entry = checking_.index().blocks.find(bid);
    return entry != nullptr && (entry->origin == reader::Origin::Walk || entry->page != 0 ||
                                checking_.hit_blocks.contains(entry->bid.value));
  }

  void tell(std::string_view rule, const reader::NodeEntry& entry, std::string_view field,
            std::uint64_t found) {
    const auto page = std::uint64_t{entry.page} * kPageSize;
    Damage damage{.offset = page,
                  .length = kPageSize,
                  .kind = DamageKind::Inconsistent,
                  .field = field,
                  .found = found};
    if (const auto raw = bytes_of(page)) {
      const auto keys = reader::tree_keys(*raw, checking_.file().width);
      const auto at = std::ranges::find(keys, entry.nid.value);
      if (at != keys.end()) {
        const auto size = reader::tree_entry_size(*raw, checking_.file().width);
        damage.offset += static_cast<std::uint64_t>(at - keys.begin()) * size;
        damage.length = size;
      }
    }
    checking_.add(rule, damage, entry.nid);
  }

  Checking& checking_;
  std::unordered_map<std::uint64_t, std::uint64_t> named_at_;  // page → the entry that leads there
  std::unordered_map<std::uint64_t, std::uint8_t> read_;
};

}  // namespace

void check_trees(Checking& checking) { TreeCheck(checking).run(); }

}  // namespace pst::check
