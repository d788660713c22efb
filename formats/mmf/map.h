// Every byte of a Microsoft Mail store and what it is. formats/bytes/MAPS.md 3.
#pragma once

#include "formats/bytes/store_map.h"
#include "formats/mmf/store.h"

namespace mmf {

/// What has which class and owner; without items, which need the lists of folders.
[[nodiscard]] bytes::StoreMap map_of(const Store& store);

}  // namespace mmf
