// A mailbox of a migration set as a stream of the model. README.md says what becomes what.
#pragma once

#include <string>
#include <string_view>

#include "converters/model/reading.h"
#include "converters/model/stream.h"
#include "formats/iff/migration_set.h"

namespace convert::iff {

/// Reads the mailbox called `mailbox` (iff::SetMailbox::name) of a set into `sink`. `source` stands
/// for it in reports. Blobs handed to the sink may be kept: they hold their files. NoInput when
/// there is no such mailbox.
[[nodiscard]] model::Result<void> iff_to_model(const ::iff::MigrationSet& set,
                                               const std::string& source, std::string_view mailbox,
                                               const model::ReadOptions& options,
                                               model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::iff
