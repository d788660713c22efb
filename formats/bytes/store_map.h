// What every byte of a store is, and whose: what a format's map() yields, and storemap shows.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/range_map.h"

namespace bytes {

/// What damage did to an item, by a reading of it.
enum class ItemHit : std::uint8_t {
  None,
  Intact,   // damage lies in what it is made of, and all of it can be read and relied on
  Partial,  // something of it is missing, or may not be what was written
  Lost,     // nothing of it can be read
};

/// An item that ranges belong to, or that damage hits.
struct MappedItem {
  std::string id;    // as in the reports of conversions: "nid 0x00200024"
  std::string kind;  // "message", "folder", "contents table"
  std::string name;  // subject, or the folder's name, as UTF-8; may be empty
  ItemHit hit = ItemHit::None;

  friend bool operator==(const MappedItem&, const MappedItem&) = default;
};

/// Items that own the same bytes.
struct ItemGroup {
  std::vector<std::uint32_t> items{};  // positions in StoreMap::items, ascending
  std::uint64_t more = 0;              // further ones, which are not named

  friend auto operator<=>(const ItemGroup&, const ItemGroup&) = default;
};

struct StoreMap {
  std::uint64_t size = 0;     // of the file
  std::vector<Range> ranges;  // by offset: each byte of the file once
  std::vector<MappedItem> items;
  /// The items of Range::group; of group 0: none.
  std::vector<ItemGroup> groups{ItemGroup{}};
  /// Claims that overlap, or lie outside the file.
  DamageLog contradictions;
  /// How much damage a reading of the store met: what of it has no place among the ranges, and hits
  /// no item that could be named, counts too.
  std::uint64_t findings = 0;
};

/// Gives sets of items their numbers.
class ItemGroups {
 public:
  /// The number of the set `group`; 0 of an empty one.
  [[nodiscard]] std::uint32_t group_of(ItemGroup group) {
    if (group.items.empty()) {
      return 0;
    }
    const auto [found, is_new] =
        numbers_.try_emplace(std::move(group), static_cast<std::uint32_t>(groups_.size()));
    if (is_new) {
      groups_.push_back(found->first);
    }
    return found->second;
  }
  [[nodiscard]] const std::vector<ItemGroup>& groups() const { return groups_; }

 private:
  std::map<ItemGroup, std::uint32_t> numbers_;
  std::vector<ItemGroup> groups_{ItemGroup{}};
};

}  // namespace bytes
