// The properties of an item as a store has them: nothing interpreted, whoever read them.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "formats/bytes/byte_source.h"

namespace convert::mapi_store {

/// The name of a named property ([MS-PST] 2.4.7): a GUID in wire order, and a number or a string
/// (UTF-8).
struct Name {
  std::array<std::byte, 16> set{};
  std::variant<std::uint32_t, std::string> id;
};

struct Entry {
  std::uint32_t id = 0;  // the property id, as in the store
  std::uint32_t type = 0;
  std::optional<Name> name{};
  /// Exactly one of these three holds the value. `large` when it is large, valid as long as it is
  /// kept; `values` when the type is a multiple-valued one.
  std::vector<std::byte> data{};
  bytes::Blob large{};
  std::vector<std::vector<std::byte>> values{};
  /// Why the value may not be what was written, a line each.
  std::vector<std::string> faults{};
};

/// A value that is announced and not there.
struct MissingEntry {
  std::uint32_t id = 0;  // 0 when not even that is known
  std::string why;
};

/// A folder's, message's or attachment's properties, or one row of a table.
struct RecordSet {
  std::vector<Entry> entries;  // in the order in which they were read
  std::vector<MissingEntry> missing;
  /// Why there may have been more, or these may be another object's; a line each.
  std::vector<std::string> faults;

  /// The first unnamed entry with this id, or nullptr.
  [[nodiscard]] const Entry* find(std::uint32_t id) const;
};

}  // namespace convert::mapi_store
