// The items that the parts of a map belong to; for the sources of this room.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "formats/bytes/store_map.h"
#include "formats/pst/check/check_store.h"
#include "formats/pst/check/owners.h"
#include "formats/pst/reader/store.h"

namespace pst::check {

class MapItems {
 public:
  /// Both outlive the object. `deleted`: what `store` gave up.
  MapItems(const reader::Store& store, const reader::Store& deleted)
      : store_(store), deleted_(deleted) {}

  enum class From : std::uint8_t { Store, Deleted };
  /// The number of the group of the nodes in `parts`; 0 for none.
  [[nodiscard]] std::uint32_t group_of(std::span<const Owners::Part> parts, From from);
  /// What damage did to a node, which becomes an item, whether a range is its own or not.
  void hit(const CheckedItem& item);

  /// Names the items, and gives them, with their groups, to `map`.
  void finish(bytes::StoreMap& map);

 private:
  std::uint32_t number_of(Nid nid, From from);
  [[nodiscard]] std::string name(Nid nid, From from) const;

  const reader::Store& store_;
  const reader::Store& deleted_;
  std::vector<std::pair<Nid, From>> nodes_;  // by item
  std::vector<bytes::ItemHit> hits_;         // by item
  std::map<std::pair<Nid, From>, std::uint32_t> numbers_;
  bytes::ItemGroups groups_;
};

}  // namespace pst::check
