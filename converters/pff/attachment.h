// One attachment of a message.
#pragma once

#include <cstddef>

#include "converters/pff/message.h"

namespace convert::pff {

/// The message an attachment belongs to.
struct Owner {
  const Place& place;
  int depth = 0;
};

/// Reads attachment `number` (from 1) with its content, or the message in it. An Error when it has
/// no readable properties.
[[nodiscard]] bytes::Result<model::Attachment> read_attachment(const Session& session,
                                                               const ::pff::Item& item,
                                                               const Owner& owner,
                                                               std::size_t number);

}  // namespace convert::pff
