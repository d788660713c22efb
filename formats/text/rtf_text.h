// What an RTF body says: the HTML or text it encapsulates ([MS-OXRTFEX]), or its own text.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/bytes/damage.h"

namespace text {

enum class RtfContent : std::uint8_t {
  Rtf,               // plain RTF: it encapsulates nothing
  EncapsulatedHtml,  // \fromhtml1
  EncapsulatedText,  // \fromtext
};

[[nodiscard]] RtfContent rtf_content(std::string_view rtf);

struct RtfText {
  RtfContent content = RtfContent::Rtf;
  /// UTF-8. For EncapsulatedHtml the HTML document, otherwise plain text with CRLF line ends.
  std::string utf8;
  std::uint64_t undecodable = 0;
};

/// De-encapsulates `rtf`, or, when nothing is encapsulated, renders its visible text: paragraphs
/// and lines broken, tables as tabs, pictures and destinations that are no text left out. Nesting
/// deeper than a named limit, an unknown code page and a cut-off group are Damage; what was
/// understood is returned.
[[nodiscard]] RtfText read_rtf(std::string_view rtf, bytes::DamageLog& damage);

}  // namespace text
