// Whether a file belongs to a migration set, and as what. FORMAT.md 0.
#pragma once

#include <cstdint>
#include <span>

namespace iff {

enum class FileSort : std::uint8_t { None, PackingList, Primary, Secondary };

/// By the first lines of the file: `head` need not be more of it.
[[nodiscard]] FileSort sniff(std::span<const std::byte> head);

}  // namespace iff
