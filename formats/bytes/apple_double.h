// AppleDouble: what a file of the Macintosh has beside its data, as a file of its own (RFC 1740).
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace bytes {

/// The bytes in front of the resource fork: the name, Finder information with type and creator
/// (four characters each, or empty), and where `resource_size` bytes of fork follow. All names are
/// 8-bit, in a script of the Macintosh.
[[nodiscard]] std::vector<std::byte> apple_double_header(std::string_view name,
                                                         std::string_view type,
                                                         std::string_view creator,
                                                         std::size_t resource_size);

}  // namespace bytes
