// One attachment of a message.
#pragma once

#include <cstddef>

#include "converters/mapi_store/message.h"

namespace convert::mapi_store {

/// The message an attachment belongs to.
struct Owner {
  const Place& place;
  int depth = 0;
};

/// Reads attachment `number` (from 1) with its content, or the message in it. An Error when it has
/// no readable properties.
[[nodiscard]] bytes::Result<model::Attachment> read_attachment(const Session& session,
                                                               const Item& item, const Owner& owner,
                                                               std::size_t number);

}  // namespace convert::mapi_store
