// Where a message ends by its sizes. FORMAT.md 3 step 5.
#pragma once

#include <cstddef>
#include <optional>

#include "formats/ccmail/layout.h"

namespace ccmail {

struct Frame {
  std::size_t told = 0;  // where the size ends
  std::size_t end = 0;   // past the separators and end-of-file marks behind it
};

/// Where the message of `anchor` ends, by sizes that what follows, or the items, confirm.
[[nodiscard]] std::optional<Frame> find_frame(const Stream& stream, const Layout& layout,
                                              const Anchor& anchor);

/// Whether another message begins behind `from` and in front of `end`, where an item is said to
/// end, and by its size ends behind it: then bytes are missing, and the size agrees in vain.
[[nodiscard]] bool is_straddled(const Stream& stream, const Layout& layout, std::size_t from,
                                std::size_t end);

}  // namespace ccmail
