// The items of one message. FORMAT.md 3 steps 5 and 6.
#pragma once

#include <cstddef>
#include <optional>

#include "formats/ccmail/frame.h"
#include "formats/ccmail/message.h"

namespace ccmail {

struct ItemsRead {
  std::size_t end = 0;    // of the message
  bool is_known = false;  // by a size: a message may begin there whatever is left of it
};

/// Reads the items of `anchor` into `message`, up to `frame` or, without one, the next message.
[[nodiscard]] ItemsRead read_items(const Stream& stream, const Layout& layout, const Anchor& anchor,
                                   std::optional<Frame> frame, Message& message);

}  // namespace ccmail
