// A Microsoft Mail message store (MMF) as a stream of the model. README.md says what becomes what.
#pragma once

#include <filesystem>
#include <vector>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::mmf {

/// Reads the file at `path` into `sink`. Errors as for opening the file, and NotThisFormat for one
/// in which nothing of a store can be found. Blobs handed to the sink stay valid during the call.
[[nodiscard]] model::Result<void> mmf_to_model(const std::filesystem::path& path,
                                               const model::ReadOptions& options,
                                               model::ReadMonitor& monitor, model::Sink& sink);

/// The same for a store that was divided for disks: its pieces, in their order. They are joined in
/// a temporary file, because what they hold was enciphered by its place in the whole. NoSpace.
[[nodiscard]] model::Result<void> mmf_to_model(const std::vector<std::filesystem::path>& pieces,
                                               const model::ReadOptions& options,
                                               model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::mmf
