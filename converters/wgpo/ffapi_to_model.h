// A file of FFAPI message text as a stream of the model. formats/wgpo/FORMAT.md 12.
#pragma once

#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::wgpo {

/// Reads the file at `path` into `sink`: a store with one folder, Inbox. Errors as for opening the
/// file, and NotThisFormat for one that does not begin with VERSION. Files that it names are looked
/// for below its own directory only.
[[nodiscard]] model::Result<void> ffapi_to_model(const std::filesystem::path& path,
                                                 const model::ReadOptions& options,
                                                 model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::wgpo
