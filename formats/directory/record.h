// One object of a directory, whatever file it comes from.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/directory/attribute.h"

namespace directory {

/// What a field of a change record does with the values that are there (RFC 2849 mod-spec).
enum class Operation : std::uint8_t { Add, Replace, Delete };

/// The values of one column. Text is UTF-8; values of LDIF that are no text (objectSid) are the
/// bytes they are. None is empty, and there is at least one, but in a Modify record: Replace and
/// Delete without values take all that are there.
struct Field {
  std::string name{};  // as the file spells it
  std::vector<std::string> values{};
  Operation operation = Operation::Add;  // another one only in a Modify record
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

/// Every value of an attribute, whatever its columns are called; those that are deleted apart.
[[nodiscard]] std::vector<std::string_view> values_of(const Record& record, Attribute attribute);
/// The first of them; empty: there is none.
[[nodiscard]] std::string_view value_of(const Record& record, Attribute attribute);
/// Adds a value to the last field of that name, letter case aside, or makes one; nothing for an
/// empty value. False: there are kMostFields others, and the value was not taken.
[[nodiscard]] bool add_value(Record& record, std::string_view name, std::string value);
/// Begins a field of a Modify record, still without values. False: there are kMostFields.
[[nodiscard]] bool begin_field(Record& record, std::string_view name, Operation operation);
/// Does with `record` what the fields of `change` say, in their order. Fields are the same by
/// attribute or name, values that are deleted by their letters, case aside, as Active Directory
/// compares addresses. False: there are kMostFields, and a value was not taken.
[[nodiscard]] bool apply_change(Record& record, const Record& change);

}  // namespace directory
