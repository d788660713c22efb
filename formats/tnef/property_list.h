// Encapsulated MAPI properties. [MS-OXTNEF] 2.1.3.4; FORMAT.md 3.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/damage.h"

namespace tnef {

/// Of a named property: its set, and a number or a string (UTF-16LE, without its NUL) in it.
struct PropertyName {
  std::array<std::byte, 16> set{};
  std::variant<std::uint32_t, std::span<const std::byte>> id;
};

/// Values point into the list. Those of a fixed-size type have that size, without padding; strings
/// are as stored, NULs included.
struct Property {
  std::uint16_t type = 0;  // [MS-OXCDATA] 2.11.1
  std::uint16_t id = 0;
  std::optional<PropertyName> name{};  // of ids from 8000 on
  /// Of a single-valued type one, or none when the property is empty; of type 000D without its
  /// interface.
  std::vector<std::span<const std::byte>> values{};
  std::array<std::byte, 16> interface {};  // of type 000D: what opens the value
  std::uint64_t offset = 0;                // in the file

  [[nodiscard]] bool is_multiple() const { return (type & 0x1000U) != 0; }
};

struct PropertyList {
  std::vector<Property> properties;
  std::span<const std::byte> rest;  // what could not be read: everything behind the fault
};

inline constexpr std::uint32_t kMostProperties = 65'536;  // of one list
inline constexpr std::uint32_t kMostValues = 1'000'000;   // of one property
inline constexpr std::uint32_t kMostRows = 65'536;        // of a recipient table

/// Reads one list off the front of `in`. It ends where a length or a type leaves no way to go on,
/// which is told.
[[nodiscard]] PropertyList take_properties(bytes::ByteReader& in, bytes::DamageLog& damage);

/// attRecipTable: the rows in their order, as far as they can be read.
[[nodiscard]] std::vector<PropertyList> read_recipient_table(std::span<const std::byte> data,
                                                             std::uint64_t offset,
                                                             bytes::DamageLog& damage);

}  // namespace tnef
