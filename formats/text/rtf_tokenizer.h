// RTF as a sequence of tokens: groups, control words, escaped bytes and text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace text {

struct RtfToken {
  enum class Kind : std::uint8_t {
    GroupStart,
    GroupEnd,
    ControlWord,    // word, and parameter if there was one
    ControlSymbol,  // word is the one character after the backslash
    Byte,           // an escaped byte: \'hh, \\, \{ or \}
    Text,           // unescaped bytes, without line ends: RTF ignores these
    Binary,         // \binN with its N bytes, or as many as there are
  };
  Kind kind = Kind::Text;
  std::size_t offset = 0;
  std::string_view word{};
  std::string_view text{};  // Text, Binary
  std::optional<std::int32_t> parameter{};
  std::optional<std::uint8_t> byte{};  // Byte; absent when the digits are none
};

/// Never fails: every byte sequence is some sequence of tokens.
class RtfTokenizer {
 public:
  explicit RtfTokenizer(std::string_view rtf) : rtf_(rtf) {}

  /// nullopt at the end of the input.
  [[nodiscard]] std::optional<RtfToken> next();
  [[nodiscard]] std::size_t offset() const { return position_; }

 private:
  RtfToken control();
  RtfToken control_word();
  RtfToken hex_byte();
  RtfToken text_run();
  std::optional<std::int32_t> read_parameter();
  [[nodiscard]] bool at_end() const { return position_ >= rtf_.size(); }

  std::string_view rtf_;
  std::size_t position_ = 0;
};

}  // namespace text
