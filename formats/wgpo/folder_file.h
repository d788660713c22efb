// Letters in the files of folders, whose layout is not published. FORMAT.md 10.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace wgpo {

struct LetterPlace {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  friend bool operator==(const LetterPlace&, const LetterPlace&) = default;
};

inline constexpr std::size_t kMostLettersInFolder = 65'536;

/// Where letters lie that are whole: found by what they look like.
[[nodiscard]] std::vector<LetterPlace> find_letters(std::span<const std::byte> file);

}  // namespace wgpo
