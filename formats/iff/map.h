// Every byte of a primary or a secondary migration file, and what it is. formats/bytes/MAPS.md 6.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "formats/bytes/store_map.h"
#include "formats/iff/primary.h"

namespace iff {

/// Of a primary file, of which these are the sections; without items.
[[nodiscard]] bytes::StoreMap map_primary(std::span<const std::byte> file,
                                          const std::vector<Section>& sections);

/// Of a secondary file, into which rows point so; without items. The line ends of `file` are those
/// that it was written with: none were changed on the way (restore_line_ends()).
[[nodiscard]] bytes::StoreMap map_secondary(std::span<const std::byte> file,
                                            const std::vector<std::uint64_t>& pointers);

}  // namespace iff
