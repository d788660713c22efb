// Objects found through the maps. FORMAT.md 2, 4 and 10.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/mmf/header.h"
#include "formats/mmf/node_map.h"
#include "formats/mmf/object.h"
#include "formats/mmf/store_file.h"

namespace mmf {

/// Which map was followed.
enum class MapUse : std::uint8_t {
  Current,  // the one that the header names
  Other,    // the one of the transaction before, because the current one is unusable
  Found,    // one found by what it looks like: the header does not tell where
  None,     // none is left
};

struct Walk {
  MapUse use = MapUse::None;
  bool has_gaps = false;        // some nodes of the map are gone: it may not name all there is
  std::vector<Object> objects;  // that lie where their node says
  std::vector<Link> links;
  std::vector<Object> unread;  // whose bytes at that place are not theirs
  std::vector<Object> former;  // of the other map alone: deleted, or in its gaps the only witness
  std::vector<Node> free_blocks;
  std::vector<NodeMap> maps;    // what was read of each; the followed one first
  std::size_t uncommitted = 0;  // nodes of a transaction that was not finished
  std::size_t odd_flags = 0;    // nodes with flags that nobody knows
};

/// Follows the map of `header`, or, without one, maps found by their looks. Which way was gone, and
/// what could not be read, is told.
[[nodiscard]] Walk walk(const StoreFile& file, const std::optional<Header>& header,
                        bytes::DamageLog& damage);

}  // namespace mmf
