// Which text file of cc:Mail a file is. FORMAT.md 1.1.
#pragma once

#include <cstdint>
#include <string_view>

#include "formats/ccmail/label.h"

namespace ccmail {

enum class TextKind : std::uint8_t {
  None,
  Messages,          // Message: and a header label at the begin
  PossibleMessages,  // a message further on
  Directory,
  PrivateDirectory,
  GatewayAliases,
};

/// By the first bytes of a file, up to 64 KiB of them. Allocates for lines of headers only.
[[nodiscard]] TextKind sniff_text(std::string_view head, const Labels& labels);

}  // namespace ccmail
