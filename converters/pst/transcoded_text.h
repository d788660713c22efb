// Large texts in another code page, converted while they are read.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"

namespace convert::pst {

struct Transcoded {
  bytes::Blob content;
  std::uint64_t undecodable = 0;  // sequences that became U+FFFD
  std::uint64_t lost = 0;         // characters that became '?'
};

/// Reads `content` once to learn the size. A source that fails does so again when it is read.
[[nodiscard]] Transcoded transcode(const bytes::Blob& content, text::CodePageNumber from,
                                   text::CodePageNumber to);

/// `content` as well-formed UTF-8, piece by piece. Ends early when
/// the source fails.
void for_each_piece(const bytes::ByteSource& content, text::CodePageNumber from,
                    const std::function<void(std::string_view)>& use);

}  // namespace convert::pst
