// The properties a source has and a new store may not take over as they are.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace convert::pst {

enum class ObjectKind : std::uint8_t { Message, Recipient, Attachment, Folder, Store };

/// Ids `first` to `last`.
struct Recomputed {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  std::string_view why;
};

/// README.md lists them.
[[nodiscard]] std::span<const Recomputed> recomputed_properties(ObjectKind kind);
[[nodiscard]] bool is_recomputed(ObjectKind kind, std::uint16_t id);

}  // namespace convert::pst
