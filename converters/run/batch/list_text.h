// The bytes of a list, and what they mean as text.
#pragma once

#include <string>
#include <string_view>

#include "formats/text/code_page.h"

namespace run::batch {

/// A list, its byte order mark left out, in a code page whose commas and line ends are ASCII.
struct ListText {
  std::string bytes;
  text::CodePageNumber page = text::kUtf8;
  std::size_t skipped = 0;  // bytes of the mark, in front of `bytes` in the file
  bool converted = false;   // from UTF-16: the offsets of the file are gone
};

/// UTF-16 and UTF-8 by their marks, else UTF-8 where the bytes are, else `charset`, or 1252 when
/// that is 0. The end-of-file mark of DOS (1A) at the end is left out.
[[nodiscard]] ListText list_text(std::string_view bytes, text::CodePageNumber charset);

}  // namespace run::batch
