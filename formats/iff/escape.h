// Backslashes in DIRECTORY sections. FORMAT.md 6.2.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace iff {

enum class EscapeFinding : std::uint8_t {
  None,
  Unknown,  // a backslash before another character: both are kept
  KeptRaw,  // by the rule a path would have a control character in it: it is as it was written
};

struct Unescaped {
  std::string text;
  EscapeFinding finding = EscapeFinding::None;
  friend bool operator==(const Unescaped&, const Unescaped&) = default;
};

/// `utf8` is decoded: a backslash may be half of a character before.
[[nodiscard]] Unescaped unescape(std::string_view utf8);

}  // namespace iff
