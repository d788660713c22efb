// The records of a store's maps. FORMAT.md 4.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "formats/mmf/dump/dump_context.h"

namespace mmf {

/// A map as it lies in the file.
struct MapPart {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  std::optional<std::size_t> index;  // in the header; none: it was found by its looks
  bool in_force = false;
};

/// In the order of the file.
[[nodiscard]] std::vector<MapPart> maps_of(const Store& store);

/// The map, and as its parts the nodes; those that are all zeros together. With `only`, the nodes
/// of that object alone.
[[nodiscard]] bytes::Result<void> tell_map(const DumpContext& context, const MapPart& map,
                                           std::optional<Oid> only);

}  // namespace mmf
