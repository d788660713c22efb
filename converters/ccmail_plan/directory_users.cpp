#include "converters/ccmail_plan/directory_users.h"

#include <utility>

#include "formats/ccmail_post_office/exported_directory.h"

namespace convert::ccmail_plan {

std::vector<User> read_users(std::string_view text, bytes::DamageLog& damage) {
  std::vector<User> users;
  for (auto& record : ccmail_post_office::read_exported_directory(text, damage)) {
    users.push_back({.name = std::move(record.name),
                     .location = std::move(record.location),
                     .address = std::move(record.address)});
  }
  return users;
}

}  // namespace convert::ccmail_plan
