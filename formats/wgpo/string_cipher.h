// How the strings of a letter are enciphered. FORMAT.md 7.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace wgpo {

using StringKey = std::array<std::uint8_t, 8>;

/// "XpuYbtfZ": recovered from the one letter whose bytes are published.
inline constexpr StringKey kKnownKey = {0x58, 0x70, 0x75, 0x59, 0x62, 0x74, 0x66, 0x5A};

/// The bytes of a string for which published bytes prove the rule; further ones are extrapolated.
inline constexpr std::size_t kProvenLength = 34;

[[nodiscard]] std::string decipher(std::span<const std::byte> data, const StringKey& key);
[[nodiscard]] std::vector<std::byte> encipher(std::string_view plain, const StringKey& key);

/// The key under which most of `strings` are printable text, each of the key's bytes by itself.
/// nullopt when they are too few or too short to tell.
[[nodiscard]] std::optional<StringKey> recover_key(
    std::span<const std::span<const std::byte>> strings);

}  // namespace wgpo
