// --bad-sectors: what ddrescue could not read of a store.
#pragma once

#include <memory>
#include <vector>

#include "converters/run/sniff.h"
#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"
#include "tools/common/arguments.h"

namespace tool {

/// What the mapfile says of the one source, which is declared (bytes::declare_unread); null without
/// the option. Unsupported when there are several sources, or the source is no store in one file;
/// errors of reading the mapfile, and of ddrescue::read_mapfile() and unread_of().
[[nodiscard]] bytes::Result<std::shared_ptr<const bytes::Extents>> load_bad_sectors(
    const Arguments& arguments, const std::vector<run::Source>& sources);

}  // namespace tool
