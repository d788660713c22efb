#include "converters/ccmail_plan/directory_users.h"

#include <string>

#include "formats/ccmail/directory_export.h"
#include "formats/ccmail_post_office/collection_map.h"

namespace convert::ccmail_plan {

std::vector<User> read_users(std::string_view text, bytes::DamageLog& damage) {
  const auto wrong = [&](std::string_view part, std::uint64_t offset, bytes::DamageKind kind) {
    damage.add({.offset = offset, .length = part.size(), .kind = kind, .field = "Directory.line"});
  };
  std::vector<User> users;
  ::ccmail::DirectoryRecords records(text, damage);
  while (const auto record = records.next()) {
    for (const auto& [label, value] : record->others) {
      if (label.empty()) {
        wrong(value, static_cast<std::uint64_t>(value.data() - text.data()),
              bytes::DamageKind::Unclaimed);
      }
    }
    // Told by the reader.
    if (record->name.empty() || record->name.size() > ::ccmail::kLongestDirectoryLine) {
      continue;
    }
    if (users.size() == ccmail_post_office::kMostRows) {
      wrong(text.substr(record->offset), record->offset, bytes::DamageKind::OutOfRange);
      break;
    }
    users.push_back({.name = std::string(record->name),
                     .location = std::string(record->locn),
                     .address = std::string(record->address)});
  }
  return users;
}

}  // namespace convert::ccmail_plan
