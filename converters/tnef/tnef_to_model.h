// A file with a TNEF stream (WINMAIL.DAT) as a stream of the model.
#pragma once

#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::tnef {

/// Reads the file at `path` into `sink`: a store with one folder and the message in it. Errors as
/// for opening the file, and NotThisFormat for one without a signature in its first 4 KiB. Blobs
/// handed to the sink stay valid.
[[nodiscard]] model::Result<void> tnef_to_model(const std::filesystem::path& path,
                                                const model::ReadOptions& options,
                                                model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::tnef
