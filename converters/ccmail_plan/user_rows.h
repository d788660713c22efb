// Who of a directory gets a mailbox exported, and how. README.md 3.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "converters/ccmail_plan/passwords.h"
#include "converters/ccmail_plan/request.h"
#include "formats/ccmail_post_office/collection_map.h"

namespace convert::ccmail_plan {

struct PlannedUser {
  ccmail_post_office::MapRow row;
  std::string
      tail{};  // of the command line; empty unless row.planned is Scripted. Holds a password
};

/// An entry of the directory that has no mailbox here.
struct OtherEntry {
  std::string name;  // UTF-8
  std::string why;   // "alias"
};

struct UserRows {
  std::vector<PlannedUser> users;
  std::vector<OtherEntry> others;
  std::vector<std::string> remarks;
};

/// UTF-8 of a text in the code page of the mail, as a map has it.
[[nodiscard]] std::string decoded(const Request& request, std::string_view text);

/// The names that need a password, UTF-8, in the order of `users`.
[[nodiscard]] std::vector<std::string> names_with_mailbox(const Request& request,
                                                          const std::vector<User>& users);

/// Every entry of `users` is in the result exactly once, as a user or as another entry. `previous`:
/// the map of an earlier plan, whose ids stay with their names; who is in it and not in `users` is
/// Gone.
[[nodiscard]] UserRows plan_users(const Request& request, const std::vector<User>& users,
                                  const std::vector<ccmail_post_office::MapRow>& previous,
                                  const Passwords& passwords);

}  // namespace convert::ccmail_plan
