// Bytes that no mail program writes: what a broken disk or program left over mail.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mime {

struct Overwritten {
  std::size_t begin = 0;  // in the text that was searched
  std::size_t length = 0;
  std::optional<char> fill{};  // all bytes are this one; nullopt: they differ

  [[nodiscard]] std::size_t end() const { return begin + length; }
  friend bool operator==(const Overwritten&, const Overwritten&) = default;
};

// Programs leave single NULs, and UTF-32 has three in a row: four are a hole.
inline constexpr std::size_t kLeastZeros = 4;
// Of what may be UTF-16 or UTF-32: half of what the smallest disks write at once.
inline constexpr std::size_t kLeastZerosInWideText = 256;

/// The first run at or behind `from` of one byte of which text does not have so many in a row: of
/// NULs `least_zeros`; 64 of other controls, and of E5, F6 and FF, with which disks are formatted
/// and flash is erased; 256 of any other byte from 80 on, since lines are drawn with them, and of
/// 1A, with which files of CP/M are filled up. White space and line ends are none.
[[nodiscard]] std::optional<Overwritten> find_fill(std::string_view text, std::size_t from,
                                                   std::size_t least_zeros = kLeastZeros);

/// In a header, of which `rejected` are the lines that are no fields, in their order: rejected
/// lines with control characters other than tabs, all from the first such line to the last; where
/// there is none, the first run of NULs, a single one too; else what find_fill() finds.
[[nodiscard]] std::optional<Overwritten> find_in_header(std::string_view header,
                                                        std::span<const std::string> rejected);

}  // namespace mime
