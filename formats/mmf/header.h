// What the first sector of a store says. FORMAT.md 2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "formats/bytes/damage.h"

namespace mmf {

struct MapPlace {
  std::uint32_t offset = 0;
  std::uint32_t end_of_file = 0;
  std::uint16_t in_use = 0;
  std::uint16_t root = 0;
  std::uint16_t free_root = 0;
};

struct Header {
  std::uint32_t version = 0;
  std::uint32_t generation = 0;
  std::uint16_t capacity = 0;     // of each map, in nodes
  std::uint16_t current_map = 0;  // 0 or 1
  std::array<MapPlace, 2> maps{};
  std::string language;  // 8-bit text
  std::array<std::uint16_t, 3> last_writer{};
  std::array<std::uint16_t, 3> creator{};
  bool doublespace = false;   // the second cipher is in force …
  std::uint32_t divisor = 0;  // … with this; 0 is damage
};

/// "AD DE AF 01" and a version of the family 0F00xxxx: without doubt a store.
[[nodiscard]] bool is_store(std::span<const std::byte> head);

/// How certain one can be of the version: those of FORMAT.md 2.
enum class VersionKind : std::uint8_t { Usual, Encoded, Older, Unknown };
[[nodiscard]] VersionKind kind_of(std::uint32_t version);
/// "0F00C00F": of `head`, which is_store().
[[nodiscard]] std::string name_of_version(std::span<const std::byte> head);

/// nullopt when `head`, the file's first sector, has no magic: what it says is not to be trusted.
/// Single values that are out of their range are told.
[[nodiscard]] std::optional<Header> read_header(std::span<const std::byte> head,
                                                bytes::DamageLog& damage);

/// FORMAT.md 2: the test that Microsoft's importer puts a map to.
[[nodiscard]] bool is_plausible(const Header& header, std::size_t map);

}  // namespace mmf
