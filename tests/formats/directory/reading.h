// Directory files typed as text, and what of the result the tests compare.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/directory/directory_file.h"

namespace test {

using Texts = std::vector<std::string>;
/// Name and value of each field, in order; a value of several stands there several times.
using Fields = std::vector<std::pair<std::string, std::string>>;

inline std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text.data(), text.size()));
}

inline directory::DirectoryFile read(std::string_view text,
                                     const directory::ReadOptions& options = {}) {
  return directory::read_directory(bytes_of(text), options).value();
}

inline Fields fields_of(const directory::Record& record) {
  Fields fields;
  for (const auto& field : record.fields) {
    for (const auto& value : field.values) {
      fields.emplace_back(field.name, value);
    }
  }
  return fields;
}

/// "replace displayName" for each field of a change record.
inline Texts operations_of(const directory::Record& record) {
  constexpr std::array kNames = {"add ", "replace ", "delete "};
  Texts out;
  for (const auto& field : record.fields) {
    out.push_back(kNames.at(static_cast<std::size_t>(field.operation)) + field.name);
  }
  return out;
}

inline Texts values(const directory::Record& record, directory::Attribute attribute) {
  const auto found = directory::values_of(record, attribute);
  return {found.begin(), found.end()};
}

/// "2 row.fields" for a note, "2 row.fields!" for damage.
inline Texts findings_of(const directory::DirectoryFile& file) {
  Texts out;
  for (const auto& finding : file.findings.items()) {
    out.push_back(std::to_string(finding.line) + ' ' + std::string(finding.damage.field) +
                  (finding.is_note ? "" : "!"));
  }
  return out;
}

}  // namespace test
