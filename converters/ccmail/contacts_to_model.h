// Directories of cc:Mail as contacts and lists. README.md says what becomes what.
#pragma once

#include <filesystem>
#include <string>

#include "converters/model/reading.h"
#include "converters/model/stream.h"

namespace convert::ccmail {

/// Reads a directory, propagation or list export, PRIVDIR.INI or SMTP.ADR into the folder Contacts
/// of a mailbox called `name`. Errors of opening the file, and NotThisFormat when it is none of
/// these.
[[nodiscard]] model::Result<void> contacts_to_model(const std::filesystem::path& path,
                                                    const std::string& name,
                                                    const model::ReadOptions& options,
                                                    model::ReadMonitor& monitor, model::Sink& sink);

}  // namespace convert::ccmail
