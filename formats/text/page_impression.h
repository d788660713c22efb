// Whether 8-bit text looks like the code page it is taken for.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace text {

/// Counts the bytes at which the letters of DOS pages and of Windows pages part: DOS has most of
/// its letters from 80 to A5, Windows from C0 on.
class PageImpression {
 public:
  void add(std::span<const std::byte> text);

  /// What to tell the user when the text looks like another family than that of page `number`, or
  /// nothing. Twenty letters at least, four of five of which speak for the other.
  [[nodiscard]] std::string doubt(std::uint32_t number) const;

 private:
  std::uint64_t dos_ = 0;
  std::uint64_t windows_ = 0;
};

}  // namespace text
