// The properties of an object or of a row of a table, as they are stored: nothing interpreted.
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
#include "formats/pst/reader/fault.h"

namespace pst::reader {

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
  std::uint32_t id = 0;    // the property id, as in the store
  std::uint32_t type = 0;  // [MS-OXCDATA] 2.11.1
  std::optional<Name> name{};
  /// Exactly one of these three holds the value. `large` when it is over kMaxInlineValue, valid as
  /// long as it is kept; `values` when `type` has kMultipleFlag. Inline values have the size of
  /// their type (a Boolean 1 byte); of a PtypObject `data` is the 8 bytes of [MS-PST] 2.3.3.5.
  std::vector<std::byte> data{};
  bytes::Blob large{};
  std::vector<std::vector<std::byte>> values{};
  /// Why the value, or what `Fault::at` says of it, may not be what was written. Of a
  /// multiple-valued property: {0, 0}. Complete before a large value is read.
  Faults faults{};
};

/// A value that is announced and not there.
struct MissingEntry {
  std::uint32_t id = 0;
  std::uint32_t type = 0;
  bytes::Damage why{};

  friend bool operator==(const MissingEntry&, const MissingEntry&) = default;
};

/// A folder's, message's or attachment's properties, or one row of a table.
struct RecordSet {
  std::vector<Entry> entries;  // in the order of the store
  std::vector<MissingEntry> missing;
  /// What is wrong with the set as a whole: it may be another object's, or there may have been
  /// more. For a message also what is wrong with the list of its subnodes.
  Faults faults{};

  /// The first unnamed entry with this id, or nullptr.
  [[nodiscard]] const Entry* find(std::uint32_t id) const;
  /// Neither the set nor any entry has a fault, and none is missing.
  [[nodiscard]] bool intact() const;
};

}  // namespace pst::reader
