// The fonts of an RTF document, as far as they decide what its bytes mean.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "formats/text/code_page.h"

namespace text {

/// What the bytes of a font's text are.
struct RtfFont {
  /// Absent: the document's default page.
  std::optional<CodePageNumber> code_page;
  /// Bytes are pictures (\fcharset2).
  bool pictures = false;
  std::string name;  // up to its semicolon
};

class RtfFontTable {
 public:
  /// \fN inside the font table: the entry that follows is N's.
  void begin(std::int32_t number) { current_ = &fonts_[number]; }
  /// \fcharsetN; false when no code page is known for the number.
  [[nodiscard]] bool set_charset(std::int32_t charset);
  /// \cpgN.
  void set_code_page(CodePageNumber number);
  void append_name(std::string_view text);

  /// nullptr for a font that has no entry.
  [[nodiscard]] const RtfFont* find(std::int32_t number) const;

 private:
  std::map<std::int32_t, RtfFont> fonts_;
  RtfFont* current_ = nullptr;
};

}  // namespace text
