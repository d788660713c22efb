// A directory of saved queues (IMCSAVE) as a stream of the model. formats/imcsave/FORMAT.md.
#pragma once

#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::imcsave {

/// Reads the tree at `directory` into `sink`: a store with a folder for each queue, and a message
/// for each file in it. A file that is no TNEF stream is a loss, as is one that the packing list
/// names and that is not there; files beside the queues are noted, by name. Errors as for reading
/// the directory.
[[nodiscard]] model::Result<void> imcsave_to_model(const std::filesystem::path& directory,
                                                   const model::ReadOptions& options,
                                                   model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::imcsave
