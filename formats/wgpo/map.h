// Every byte of a file of a post office, and what it is. formats/bytes/MAPS.md 7.
#pragma once

#include <span>
#include <string_view>

#include "formats/bytes/store_map.h"

namespace wgpo {

/// Of the file that is called `name` below the root (TreeFile::name); without items.
[[nodiscard]] bytes::StoreMap map_of(std::span<const std::byte> file, std::string_view name);

}  // namespace wgpo
