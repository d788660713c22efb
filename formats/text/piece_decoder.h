// Text decoded piece by piece, as a function.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>

#include "formats/text/code_page.h"

namespace text {

/// Decodes one piece behind the other; `is_last` of the last. Copies go on where the others were.
[[nodiscard]] inline std::function<std::string(std::span<const std::byte> piece, bool is_last)>
piece_decoder(CodePageNumber number) {
  return [decoder = std::make_shared<StreamDecoder>(number)](std::span<const std::byte> piece,
                                                             bool is_last) {
    std::string utf8;
    decoder->decode(piece, is_last, utf8);
    return utf8;
  };
}

}  // namespace text
