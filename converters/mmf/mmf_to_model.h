// A Microsoft Mail message store (MMF) as a stream of the model. README.md says what becomes what.
#pragma once

#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::mmf {

/// Reads the file at `path` into `sink`. Errors as for opening the file, and NotThisFormat for one
/// in which nothing of a store can be found. Blobs handed to the sink stay valid during the call.
[[nodiscard]] model::Result<void> mmf_to_model(const std::filesystem::path& path,
                                               const model::ReadOptions& options,
                                               model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::mmf
