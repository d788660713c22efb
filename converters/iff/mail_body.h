// A body that is the stream of an Internet message, as IMAP sets have it.
// formats/iff/FORMAT.md 4.5.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "converters/model/message.h"

namespace convert::iff {

/// Reads `data`, which lies at `offset` of its file, as Internet mail (KB838799): its bodies and
/// attachments become those of `message`, its header the transport headers. What the row says of
/// subject, people, dates and importance stands, what it does not say comes from the header; of a
/// TNEF stream in it come the kind of the item and what goes with that, not its properties, which
/// is noted. The stream of mail itself is kept as the property IffMail of our own set. `place` is
/// for damage.
void add_mail(std::span<const std::byte> data, std::uint64_t offset,
              const std::shared_ptr<const void>& owner, std::uint32_t code_page,
              const std::string& place, model::Message& message, std::vector<std::string>& notes);

}  // namespace convert::iff
