// A Schedule+ interchange file (.SC2) as a stream of the model.
#pragma once

#include <filesystem>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::schedule {

/// Reads the file at `path` into `sink`: a store with the folders Calendar, Tasks and Contacts, as
/// far as there are items for them. Errors as for opening the file and as of Items::read().
[[nodiscard]] model::Result<void> schedule_to_model(const std::filesystem::path& path,
                                                    const model::ReadOptions& options,
                                                    model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::schedule
