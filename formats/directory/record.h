// One object of a directory, whatever file it comes from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/directory/attribute.h"

namespace directory {

/// The values of one column. Text is UTF-8; values of LDIF that are no text (objectSid) are the
/// bytes they are. There is at least one value, and none is empty.
struct Field {
  std::string name{};  // as the file spells it
  std::vector<std::string> values{};
  friend bool operator==(const Field&, const Field&) = default;
};

/// What the file wants done with the object.
enum class Change : std::uint8_t { Add, Modify, Delete };

/// Columns or attributes of one object: Active Directory's schema has about 1,500.
inline constexpr std::size_t kMostFields = 4000;

struct Record {
  std::uint64_t line = 0;  // of the file, where it begins; the first is 1
  std::string dn{};        // of LDIF and DIRSYNC; empty elsewhere
  Change change = Change::Add;
  std::vector<Field> fields{};  // in the order of the file, known or not

  friend bool operator==(const Record&, const Record&) = default;
};

/// Every value of an attribute, whatever its columns are called.
[[nodiscard]] std::vector<std::string_view> values_of(const Record& record, Attribute attribute);
/// The first of them; empty: there is none.
[[nodiscard]] std::string_view value_of(const Record& record, Attribute attribute);
/// Adds a value to the field of that name, letter case aside, or makes one; nothing for an empty
/// value. False: there are kMostFields others, and the value was not taken.
[[nodiscard]] bool add_value(Record& record, std::string_view name, std::string value);

}  // namespace directory
