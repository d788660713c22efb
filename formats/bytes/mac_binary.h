// MacBinary: a file of the Macintosh with both its forks in one stream. MacBinary I to III.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace bytes {

/// The size of the header, and what forks are padded to.
inline constexpr std::size_t kMacBinaryBlock = 128;

/// All parts point into the file.
struct MacBinary {
  std::string_view name;  // 8-bit, in a script of the Macintosh
  std::string_view type;  // four characters
  std::string_view creator;
  std::span<const std::byte> data_fork;
  std::span<const std::byte> resource_fork;
  std::uint32_t created = 0;  // seconds since 1904-01-01 on the clock of the Macintosh; 0: unknown
  std::uint32_t modified = 0;
  std::string_view comment{};  // of the Finder; empty where its length is told and it is not there
  std::size_t size = 0;        // of all of it in the file, as far as that goes, with its padding
};

/// nullopt for what is no MacBinary file beyond doubt: the bytes that must be zero, the name's
/// length, forks that fit, and the CRC-16 of MacBinary II or III, or no CRC and no version.
[[nodiscard]] std::optional<MacBinary> read_mac_binary(std::span<const std::byte> file);

}  // namespace bytes
