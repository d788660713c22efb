// Exports of cc:Mail messages as a stream of the model. README.md says what becomes what.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::ccmail {

/// Reads `files`, which are one mailbox, in their order into `sink`. `source` stands for them in
/// reports; `name` is what the mailbox is called without an owner. Blobs handed to the sink may be
/// kept: they hold their files. Errors of opening the only file, and NotThisFormat when it is no
/// export or an option means nothing; of several, each that cannot be read is a loss.
[[nodiscard]] model::Result<void> ccmail_to_model(const std::vector<std::filesystem::path>& files,
                                                  const std::string& source,
                                                  const std::string& name,
                                                  const model::ReadOptions& options,
                                                  model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::ccmail
