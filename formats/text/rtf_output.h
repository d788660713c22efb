// Where the text of an RTF document is put together: bytes of several code pages and characters.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "formats/text/code_page.h"
#include "formats/text/rtf_font_table.h"
#include "formats/text/utf16_to_utf8.h"

namespace text {

class RtfOutput {
 public:
  /// Bytes of one code page that follow each other are decoded together: the two bytes of a kanji
  /// may come from two escapes, or from an escape and a letter.
  void put_bytes(std::string_view bytes, CodePageNumber page);
  /// A byte of a font whose characters are pictures.
  void put_picture(std::uint8_t byte, const RtfFont& font);
  /// \uN: one unit of UTF-16; surrogates come in two.
  void put_unit(char16_t unit);
  /// Text that is UTF-8 already.
  void put_text(std::string_view utf8);
  /// A character whose escape is broken.
  void put_undecodable();

  /// Everything so far; call it once, at the end.
  [[nodiscard]] std::string take_text();
  /// Final after take_text().
  [[nodiscard]] std::uint64_t undecodable() const;

 private:
  /// Ends what is unfinished: other text follows.
  void flush();

  std::string out_;
  std::map<CodePageNumber, StreamDecoder> decoders_;
  StreamDecoder* open_ = nullptr;  // the decoder that may hold half a character
  CodePageNumber open_page_ = kWindows1252;
  Utf16ToUtf8 units_;
  std::uint64_t undecodable_ = 0;
};

}  // namespace text
