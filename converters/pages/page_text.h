// The front of a text, in UTF-8: what a page shows of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "converters/model/message.h"
#include "formats/bytes/result.h"

namespace convert::pages {

struct PageText {
  std::string utf8{};
  std::uint64_t size = 0;  // of the whole text, in its own bytes
  bool is_cut = false;
};

/// At most `limit` bytes of `body` are read and decoded. Errors: those of its content.
[[nodiscard]] bytes::Result<PageText> read_front(const model::Body& body, std::size_t limit);

}  // namespace convert::pages
