// Every byte of a file that holds a TNEF stream, and what it is. formats/bytes/MAPS.md 4.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

#include "formats/bytes/store_map.h"

namespace tnef {

/// Without items: the stream is one. nullopt when there is no stream in the file (find_stream()).
[[nodiscard]] std::optional<bytes::StoreMap> map_of(std::span<const std::byte> file);

}  // namespace tnef
