// The byte maps of the files of a Microsoft Mail post office.
#pragma once

#include <optional>

#include "converters/run/store_map/store_map.h"
#include "formats/bytes/file_view.h"

namespace run {

/// nullopt when `source` lies in no post office. Its items are those of all mailboxes there.
[[nodiscard]] std::optional<bytes::Result<bytes::StoreMap>> map_post_office_file(
    const Source& source, const bytes::FileView& view, const MapOptions& options);

}  // namespace run
