// What files of these decades begin with.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace bytes {

/// ".gif" for what begins like one; empty for what is not known.
[[nodiscard]] std::string_view extension_by_magic(std::span<const std::byte> data);

/// Whether the first bytes are those of a compound file: OLE storage, Office 97.
[[nodiscard]] bool is_compound_file(std::span<const std::byte> data);

}  // namespace bytes
