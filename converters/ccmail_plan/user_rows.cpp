#include "converters/ccmail_plan/user_rows.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "converters/ccmail_plan/command_line.h"
#include "formats/text/ascii.h"

namespace convert::ccmail_plan {
namespace {

using ccmail_post_office::Database;
using ccmail_post_office::MapRow;
using ccmail_post_office::Planned;

bool is_board(const User& user) { return user.name.starts_with('#'); }

/// Whether an address is the post office alone; "PO1 user@host" is foreign.
bool is_at(std::string_view address, std::string_view post_office) {
  return text::same_word(text::trim(address), post_office);
}

bool is_mailbox_code(std::string_view location) {
  // formats/ccmail_post_office/FORMAT.md 9: L local user, R local mobile user. A record without a
  // code may be either.
  return location == "L" || location == "R" || location.empty();
}

/// Why an entry has no mailbox here; empty: it has one, or may have one.
std::string why_other(const Request& request, const User& user) {
  if (is_board(user)) {
    return {};
  }
  const std::string& location = user.location;
  if (location == "P" || location == "p") {
    return "post office";
  }
  if (location == "A" || location == "a") {
    return "alias";
  }
  if (location == "l" || location == "r") {
    return "user of another post office";
  }
  if (!is_mailbox_code(location)) {
    return "entry of an unknown kind: Locn " + decoded(request, location);
  }
  if (text::trim(user.address).empty() || is_at(user.address, post_office_of(request))) {
    return {};
  }
  return "its address is elsewhere: " + decoded(request, user.address);
}

/// Of a Mobile database no entry need say which mailbox it is: whom the owner gives a password.
bool is_mobile_owner(const Request& request, const User& user, const Passwords& passwords) {
  return request.database == Database::Db7 && is_mailbox_code(user.location) &&
         user.address.find_first_of("@%") == std::string::npos &&
         passwords.has_own(decoded(request, user.name));
}

/// Hands out ids, each once: those of an earlier plan stay with their names.
class Ids {
 public:
  explicit Ids(const std::vector<MapRow>& previous) {
    for (const MapRow& row : previous) {
      known_.emplace(text::lower_case(row.name), &row);
      const auto number = ccmail_post_office::number_of_id(row.id);
      next_ = std::max(next_, number.value_or(0) + 1);
    }
  }

  std::string take(const std::string& name) {
    const auto known = known_.find(text::lower_case(name));
    if (known == known_.end()) {
      return ccmail_post_office::id_of(next_++);
    }
    std::string id = known->second->id;
    known_.erase(known);
    return id;
  }
  /// Those that nobody took, in the order of the names.
  [[nodiscard]] std::vector<MapRow> left() const {
    std::vector<MapRow> rows;
    for (const auto& [name, row] : known_) {
      rows.push_back(*row);
    }
    return rows;
  }

 private:
  // Names that differ in bytes that their code page cannot explain are equal here.
  std::multimap<std::string, const MapRow*> known_;
  std::uint32_t next_ = 1;
};

/// How many characters a password can have; 0: the name alone fills the line.
std::size_t room_for_password(const Request& request, const User& user, std::string_view id) {
  const std::size_t without = mailbox_tail(request, user.name, "", id).size();
  return without < kMostTail ? kMostTail - without : 0;
}

void plan_mailbox(const Request& request, const User& user, const Passwords& passwords,
                  PlannedUser& planned) {
  MapRow& row = planned.row;
  row.planned = Planned::ByHand;
  if (is_board(user)) {
    row.reason = "bulletin board: no command line for boards is documented";
    return;
  }
  if (auto why = why_not_scriptable(user.name)) {
    row.reason = std::move(*why);
    return;
  }
  const std::size_t room = room_for_password(request, user, row.id);
  if (room == 0) {
    row.reason = "its name is too long: a command line of DOS has " + std::to_string(kMostTail) +
                 " characters";
    return;
  }
  row.planned = Planned::NoPassword;
  const auto password = passwords.find(row.name);
  if (!password) {
    row.reason = "no password was filled in";
    return;
  }
  if (auto why = why_not_password(*password)) {
    row.reason = std::move(*why);
    return;
  }
  std::string tail = mailbox_tail(request, user.name, *password, row.id);
  if (tail.size() > kMostTail) {
    row.reason = "its command line has " + std::to_string(tail.size()) +
                 " characters, and DOS takes " + std::to_string(kMostTail) +
                 ": set a password of at most " + std::to_string(room) + " characters in the copy";
    return;
  }
  row.planned = Planned::Scripted;
  row.reason.clear();
  planned.tail = std::move(tail);
}

}  // namespace

std::string decoded(const Request& request, std::string_view raw) {
  return ccmail_post_office::map_text(text::decode(raw, request.charset).utf8);
}

std::vector<std::string> names_with_mailbox(const Request& request,
                                            const std::vector<User>& users) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  for (const User& user : users) {
    const bool may = request.database == Database::Db7 ? is_mailbox_code(user.location)
                                                       : why_other(request, user).empty();
    if (may && !is_board(user) && !why_not_scriptable(user.name) &&
        room_for_password(request, user, ccmail_post_office::id_of(1)) != 0) {
      std::string name = decoded(request, user.name);
      if (seen.insert(text::lower_case(name)).second) {
        names.push_back(std::move(name));
      }
    }
  }
  return names;
}

UserRows plan_users(const Request& request, const std::vector<User>& users,
                    const std::vector<MapRow>& previous, const Passwords& passwords) {
  UserRows rows;
  Ids ids(previous);
  const std::string post_office = decoded(request, post_office_of(request));
  // Names ignore case (Q237588), of letters A to Z for certain: in doubt there are two users.
  std::map<std::string, std::string> seen;    // the bytes in lower case; the name as it stands
  std::map<std::string, std::string> folded;  // the same by all letters that Unicode knows
  for (const User& user : users) {
    std::string name = decoded(request, user.name);
    std::string why = why_other(request, user);
    if (!why.empty() && !is_mobile_owner(request, user, passwords)) {
      rows.others.push_back({.name = std::move(name), .why = std::move(why)});
      continue;
    }
    const auto [first, is_new] = seen.emplace(text::lower_case(user.name), name);
    if (!is_new) {
      rows.remarks.push_back("the directory has \"" + name + "\" and \"" + first->second +
                             "\": to cc:Mail one user, exported once");
      rows.others.push_back({.name = std::move(name), .why = "the same user as " + first->second});
      continue;
    }
    if (const auto [like, is_only] = folded.emplace(text::fold_case(name), name); !is_only) {
      rows.remarks.push_back("the directory has \"" + name + "\" and \"" + like->second +
                             "\": perhaps one user to cc:Mail, and planned as two");
    }
    PlannedUser planned{.row = {.id = ids.take(name),
                                .planned = Planned::ByHand,
                                .name = std::move(name),
                                .post_office = post_office,
                                .reason = {}}};
    plan_mailbox(request, user, passwords, planned);
    rows.users.push_back(std::move(planned));
  }
  for (MapRow& gone : ids.left()) {
    gone.planned = Planned::Gone;
    gone.reason = "an earlier directory had the user, this one has not";
    rows.users.push_back({.row = std::move(gone)});
  }
  std::ranges::sort(rows.users, {}, [](const PlannedUser& user) {
    return ccmail_post_office::number_of_id(user.row.id).value_or(0);
  });
  return rows;
}

}  // namespace convert::ccmail_plan
