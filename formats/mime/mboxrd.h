// One mboxrd file for each folder.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "formats/mime/containers.h"

namespace mime {

/// "From sender date", RFC 4155 appendix A, without its line end. MAILER-DAEMON where there is no
/// sender that could stand there; a line without date would be none to most readers, so a message
/// that has none gets the epoch.
[[nodiscard]] std::string mbox_separator(std::string_view sender,
                                         std::optional<std::int64_t> unix_seconds);

/// See FORMAT.md 5. `tree` must outlive the container.
[[nodiscard]] std::unique_ptr<Container> open_mboxrd(bytes::OutputTree& tree);

}  // namespace mime
