// The properties of an item, as libpff delivers them: raw values, nothing interpreted.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "formats/bytes/byte_source.h"

namespace pff {

/// The name of a named property ([MS-PST] 2.4.7): a GUID in wire order, and a number or a string
/// (UTF-8).
struct Name {
  std::array<std::byte, 16> set{};
  std::variant<std::uint32_t, std::string> id;

  friend auto operator<=>(const Name&, const Name&) = default;
};

/// A multiple-valued type carries this bit ([MS-OXCDATA] 2.11.1).
inline constexpr std::uint32_t kMultipleFlag = 0x1000;

struct Entry {
  std::uint32_t id = 0;  // the property id, as in the store
  std::uint32_t type = 0;
  std::optional<Name> name;
  /// Exactly one of these three holds the value. `large` when it is over kMaxInlineValue, valid as
  /// long as it is kept; `values` when `type` has kMultipleFlag.
  std::vector<std::byte> data;
  bytes::Blob large;
  std::vector<std::vector<std::byte>> values;
};

/// A value that libpff announced and did not deliver.
struct MissingEntry {
  std::uint32_t id = 0;  // 0 when not even that is known
  std::string why;

  friend bool operator==(const MissingEntry&, const MissingEntry&) = default;
};

/// A folder's, message's or attachment's properties, or one row of a table.
struct RecordSet {
  std::vector<Entry> entries;  // in libpff's order
  std::vector<MissingEntry> missing;

  /// The first unnamed entry with this id, or nullptr.
  [[nodiscard]] const Entry* find(std::uint32_t id) const;
};

}  // namespace pff
