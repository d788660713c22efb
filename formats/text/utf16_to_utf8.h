// UTF-16 code units in, UTF-8 out, one unit at a time.
#pragma once

#include <cstdint>
#include <string>

namespace text {

/// Appends `character`, a Unicode scalar value.
void append_utf8(char32_t character, std::string& out);

/// Joins surrogates; each lone one becomes U+FFFD and is counted.
class Utf16ToUtf8 {
 public:
  void put(char16_t unit, std::string& out);
  /// No more units follow: a high surrogate still waiting is a lone one.
  void finish(std::string& out);
  [[nodiscard]] std::uint64_t lone_surrogates() const { return lone_; }
  /// A high surrogate was put, and what follows decides what becomes of it.
  [[nodiscard]] bool waits() const { return high_ != 0; }

 private:
  void put_lone(std::string& out);

  char16_t high_ = 0;  // 0: none is waiting
  std::uint64_t lone_ = 0;
};

}  // namespace text
