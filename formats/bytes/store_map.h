// What every byte of a store is, and whose: what a format's map() yields, and storemap shows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
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

struct StoreMap {
  std::uint64_t size = 0;     // of the file
  std::vector<Range> ranges;  // by offset: each byte of the file once
  std::vector<MappedItem> items;
  /// The items of Range::group, as positions in `items`, ascending; of group 0: none.
  std::vector<std::vector<std::uint32_t>> groups{{}};
  /// Claims that overlap, or lie outside the file.
  DamageLog contradictions;
};

/// Gives sets of items their numbers.
class ItemGroups {
 public:
  /// The number of the set `items`, ascending; 0 of an empty one.
  [[nodiscard]] std::uint32_t group_of(const std::vector<std::uint32_t>& items) {
    if (items.empty()) {
      return 0;
    }
    const auto [found, is_new] =
        numbers_.try_emplace(items, static_cast<std::uint32_t>(groups_.size()));
    if (is_new) {
      groups_.push_back(items);
    }
    return found->second;
  }
  [[nodiscard]] const std::vector<std::vector<std::uint32_t>>& groups() const { return groups_; }

 private:
  std::map<std::vector<std::uint32_t>, std::uint32_t> numbers_;
  std::vector<std::vector<std::uint32_t>> groups_{{}};
};

}  // namespace bytes
