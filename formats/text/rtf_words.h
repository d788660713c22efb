// What the control words of RTF mean to somebody who wants its text.
#pragma once

#include <cstdint>
#include <string_view>

namespace text {

/// A word or symbol that stands for text.
struct RtfCharacter {
  std::string_view word;
  std::string_view html;  // as de-encapsulated HTML has it; empty: HTML ignores the word
  std::string_view text;  // as plain text has it, UTF-8
  /// Breaks and tabs are no characters: one that follows \uN is not its fallback.
  bool structure = false;
};

/// nullptr when `word` stands for no text. Symbols are looked up by their one character.
[[nodiscard]] const RtfCharacter* find_rtf_character(std::string_view word);

enum class RtfDestination : std::uint8_t {
  None,       // not a destination: what the word opens is part of the text
  FontTable,  // \fonttbl
  HtmlTag,    // \htmltag
  Visible,    // text again, inside a destination that is not
  Numbering,  // \pntext: visible in RTF, while HTML numbers its lists itself
  Skipped,
};

/// What a group becomes in which `word` stands. Words that [MSFT-RTF] lets only follow \* are
/// not listed unless their text counts: whatever is unknown after \* is skipped.
[[nodiscard]] RtfDestination find_rtf_destination(std::string_view word);

}  // namespace text
