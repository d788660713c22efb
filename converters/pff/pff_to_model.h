// PST, OST and PAB files, through libpff, as a stream of the model.
#pragma once

#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::pff {

/// Reads the store at `path` into `sink`: every folder, every item, every property libpff delivers.
/// An Error means that nothing, or nothing more, can be read (not a PFF file; the sink's own
/// error); everything smaller is a Loss, a Note or Provenance::missing. Blobs handed to the sink
/// are valid during the call only.
[[nodiscard]] model::Result<void> pff_to_model(const std::filesystem::path& path,
                                               const model::ReadOptions& options,
                                               model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::pff
