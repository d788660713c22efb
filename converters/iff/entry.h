// A contact or a list as a row of an address book. README.md, "Writing".
#pragma once

#include <string>
#include <vector>

#include "converters/iff/letter.h"
#include "converters/model/message.h"

namespace convert::iff {

/// Whether the item belongs into an address book.
[[nodiscard]] inline bool is_entry(const model::Message& message) {
  return message.contact.has_value() || message.list.has_value();
}

/// The 24 columns, UTF-8, and the members of a list behind the columns.
struct Entry {
  std::vector<std::string> columns;
  std::vector<std::string> members;  // of a list; the third column is theirs
};

[[nodiscard]] Entry to_entry(const model::Message& message, Remarks& remarks);

}  // namespace convert::iff
