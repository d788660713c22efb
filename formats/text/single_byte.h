// Code pages in which every byte is one character, as tables of 256.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/text/code_page.h"

namespace text {

/// What stands in a table for a byte that its page does not define.
inline constexpr char16_t kReplacement = 0xFFFD;

/// One such page, ready for use in both directions.
class SingleByteTable {
 public:
  /// The table of `page`, made on first use and kept; nullptr when a character of the page may take
  /// more than one byte. Safe to call from several threads.
  [[nodiscard]] static const SingleByteTable* find(const CodePage& page);

  /// kReplacement for a byte that means nothing.
  [[nodiscard]] char16_t decode(std::uint8_t byte) const { return units_[byte]; }
  [[nodiscard]] std::optional<std::uint8_t> encode(char32_t character) const;
  /// Whether the bytes up to 7F are ASCII: not so in EBCDIC.
  [[nodiscard]] bool has_ascii() const { return has_ascii_; }

 private:
  explicit SingleByteTable(const CodePage& page);

  struct Place {
    char16_t character = 0;
    std::uint8_t byte = 0;
  };
  std::array<char16_t, 256> units_{};
  std::vector<Place> places_;  // by character
  bool has_ascii_ = true;
};

}  // namespace text
