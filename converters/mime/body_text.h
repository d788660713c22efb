// The bodies of a message as MIME parts can carry them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "converters/model/message.h"
#include "formats/bytes/byte_source.h"

namespace convert::mime {

/// A text with the name of its character set.
struct TextContent {
  bytes::Blob content{};
  std::string charset = "utf-8";
  std::uint64_t undecodable = 0;  // byte sequences that became U+FFFD
};

/// `body` in UTF-8. Small texts are decoded once, large ones piece by piece each time they are
/// read. A text that cannot be read yields a content that fails with the same error.
[[nodiscard]] TextContent to_utf8(const model::Body& body);

/// HTML stays in its own bytes when mail has a name for their code page, because the document may
/// name it itself; otherwise UTF-8.
[[nodiscard]] TextContent html_content(const model::Body& body);

/// What an RTF body says, [MS-OXRTFEX].
struct RtfBody {
  std::optional<TextContent> html{};  // it encapsulated HTML
  std::optional<TextContent> text{};  // it encapsulated text, or this is its rendering
  bytes::Blob original{};  // to keep: it encapsulates nothing, is damaged, too large, unreadable
};
[[nodiscard]] RtfBody rtf_content(const model::Body& body);

/// RTF beside an HTML body: null when it only encapsulates that again, else what to keep.
[[nodiscard]] bytes::Blob rtf_beside_html(const model::Body& body);

}  // namespace convert::mime
