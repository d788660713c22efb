// PidTagConversationIndex: the place of a message in its thread, [MS-OXOMSG] 2.2.1.3.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"

namespace mapi {

struct ConversationIndex {
  std::uint64_t started = 0;           // FILETIME of the first message, its low 16 bits zero
  std::array<std::byte, 16> thread{};  // a GUID, the same in all messages of the thread
  std::size_t depth = 0;               // replies between the first message and this one
  friend bool operator==(const ConversationIndex&, const ConversationIndex&) = default;
};

/// nullopt, and Damage, when the header block is cut off; a last response level of less than its
/// five bytes is Damage and not counted.
[[nodiscard]] std::optional<ConversationIndex> read_conversation_index(
    std::span<const std::byte> data, bytes::DamageLog& damage);

/// The header block of a message that begins a thread: `index.depth` is not written.
[[nodiscard]] std::vector<std::byte> write_conversation_index(const ConversationIndex& index);

}  // namespace mapi
