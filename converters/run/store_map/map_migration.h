// The byte maps of migration files, which need the set that they belong to.
#pragma once

#include <memory>

#include "converters/run/store_map/store_map.h"
#include "formats/bytes/file_view.h"

namespace run {

/// Of a primary file, and of a secondary file with the primary files beside it. Unsupported for a
/// packing list, and for a secondary file whose line ends were changed on the way: offsets are then
/// not those of the file.
[[nodiscard]] bytes::Result<bytes::StoreMap> map_migration_file(const Source& source,
                                                                const bytes::FileView& view,
                                                                const MapOptions& options);

}  // namespace run
