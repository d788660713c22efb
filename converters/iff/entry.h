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

/// What each entry comes back as, in a few bytes: members that are the name of a contact among
/// `entries` have its address (formats/iff/FORMAT.md 7.1).
[[nodiscard]] std::vector<std::string> digests_of(const std::vector<Entry>& entries);
/// The same of one that was read.
[[nodiscard]] std::string digest_of(const Entry& entry);

}  // namespace convert::iff
