// Triples as senders and recipients. formats/mmf/FORMAT.md 7.3.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "converters/model/message.h"
#include "formats/bytes/damage.h"

namespace convert::mmf {

/// MAPI's PidTagRecipientType.
enum class RecipientType : std::int32_t { To = 1, Cc = 2, Bcc = 3 };

/// Adds a row for each triple of `data`, an attribute at `offset`. Opaque ids stay with the row;
/// `notes` tells of them, and of what is no triple.
void add_recipients(std::span<const std::byte> data, std::uint64_t offset, RecipientType type,
                    bytes::DamageLog& damage, std::vector<std::string>& notes,
                    model::Message& message);

/// Adds the sender, as sender and as the one it was sent for.
void add_sender(std::span<const std::byte> data, std::uint64_t offset, bytes::DamageLog& damage,
                std::vector<std::string>& notes, model::Message& message);

}  // namespace convert::mmf
