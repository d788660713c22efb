#include "converters/ccmail_plan/plan.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "converters/ccmail_plan/checklist.h"
#include "converters/ccmail_plan/command_line.h"
#include "converters/ccmail_plan/dos_path.h"
#include "formats/ccmail_post_office/collection_map.h"

namespace convert::ccmail_plan {
namespace {

using ccmail_post_office::Inventory;
using ccmail_post_office::MapRow;
using ccmail_post_office::Planned;
using ccmail_post_office::Platform;

std::optional<bytes::Error> check(const Request& request) {
  if (auto why = why_not_paths(request.paths)) {
    return bytes::Error{.kind = bytes::ErrorKind::Unsupported,
                        .what = std::move(*why),
                        .hint = "the defaults, C:\\PO and C:\\X, are short and always possible"};
  }
  if (const std::size_t size = post_office_of(request).size(); size > kMostTail) {
    return bytes::Error{.kind = bytes::ErrorKind::Unsupported,
                        .what = "post office " + decoded(request, post_office_of(request)) +
                                ": its name has " + std::to_string(size) +
                                " characters, and a command line of DOS " +
                                std::to_string(kMostTail),
                        .hint = "--name takes the name of the post office alone"};
  }
  return std::nullopt;
}

void add(Plan& plan, std::string path, std::string content) {
  plan.files.push_back({.path = std::move(path), .content = std::move(content)});
}

void finish(const Request& request, const Inventory& inventory, bool has_batch, Plan& plan) {
  if (has_batch && request.platform == Platform::DosBox) {
    add(plan, std::string(kDosBoxFile), dosbox_configuration(request, plan.step));
  }
  add(plan, std::string(kChecklist), checklist(request, inventory, plan));
  add(plan, std::string(kMark), "Restante export plan 1\r\n");
}

/// "name<TAB>why", a line each.
std::string others_text(const std::vector<OtherEntry>& others) {
  std::string text;
  for (const OtherEntry& other : others) {
    text += other.name + "\t" + other.why + "\r\n";
  }
  return text;
}

}  // namespace

std::size_t Plan::count(Planned planned) const {
  return static_cast<std::size_t>(
      std::ranges::count(users, planned, [](const PlannedUser& user) { return user.row.planned; }));
}

bool Plan::is_complete() const {
  const bool has_nobody = step == Step::Mailboxes && users.empty();
  return hindrance.empty() && !is_directory_damaged && !has_nobody &&
         count(Planned::Scripted) == users.size();
}

std::string work_path(const Request& request) { return host_path(request.paths.work); }
std::string post_office_path(const Request& request) {
  return host_path(request.paths.post_office);
}
std::string collection_path(const Request& request) {
  return work_path(request) + "/" + std::string(kCollection);
}

std::string directory_password_name(const Request& request) {
  return decoded(request, post_office_of(request));
}

bytes::Result<Plan> plan_directory(const Request& request, const Inventory& inventory,
                                   const Passwords& passwords) {
  if (auto error = check(request)) {
    return tl::unexpected(std::move(*error));
  }
  // In the second step no line has the name of the post office.
  if (auto why = why_not_scriptable(post_office_of(request))) {
    return bytes::fail(bytes::ErrorKind::Unsupported,
                       "post office " + decoded(request, post_office_of(request)) + ": " + *why,
                       "export its directory by hand, and go on with --directory");
  }
  Plan plan;
  plan.step = Step::Directory;
  plan.directories = {work_path(request), post_office_path(request)};
  const std::string name = directory_password_name(request);
  const auto password = passwords.find(name);
  if (!passwords.has_line(name) && !password) {
    plan.need_password.push_back(name);
  }
  if (!password) {
    plan.hindrance = "no password of " + name + " was filled in";
  } else if (const auto why = why_not_password(*password)) {
    plan.hindrance = name + ": " + *why;
  } else {
    const std::string tail = directory_tail(request, *password);
    if (tail.size() > kMostTail) {
      plan.hindrance = name + ": the command line has " + std::to_string(tail.size()) +
                       " characters, and DOS takes " + std::to_string(kMostTail);
    } else {
      add(plan, work_path(request) + "/" + std::string(batch_name(plan.step)),
          directory_batch(request, tail));
    }
  }
  finish(request, inventory, plan.hindrance.empty(), plan);
  return plan;
}

bytes::Result<Plan> plan_mailboxes(const Request& request, const Inventory& inventory,
                                   const std::vector<User>& users,
                                   const std::vector<MapRow>& previous, const Passwords& passwords,
                                   DirectoryRemarks remarks) {
  if (auto error = check(request)) {
    return tl::unexpected(std::move(*error));
  }
  Plan plan;
  plan.step = Step::Mailboxes;
  UserRows rows = plan_users(request, users, previous, passwords);
  plan.users = std::move(rows.users);
  plan.others = std::move(rows.others);
  plan.remarks = std::move(rows.remarks);
  plan.is_directory_damaged = remarks.is_damaged;
  std::ranges::move(remarks.lines, std::back_inserter(plan.remarks));
  if (plan.users.empty()) {
    plan.remarks.push_back(
        request.database == ccmail_post_office::Database::Db7
            ? "nobody of the directory has a password: fill in that of the database's user"
            : "by the directory nobody has a mailbox in the post office " +
                  directory_password_name(request) + ": is --name right?");
  }
  plan.directories = {work_path(request), post_office_path(request), collection_path(request)};
  for (const std::string& name : names_with_mailbox(request, users)) {
    if (!passwords.has_line(name) && !passwords.find(name)) {
      plan.need_password.push_back(name);
    }
  }
  std::vector<MapRow> map;
  for (const PlannedUser& user : plan.users) {
    const std::string folder = collection_path(request) + "/" + user.row.id;
    map.push_back(user.row);
    add(plan, folder + "/" + std::string(ccmail_post_office::kUserMap),
        ccmail_post_office::write_map({user.row}));
    if (user.row.planned == Planned::Scripted) {
      add(plan, work_path(request) + "/" + user.row.id + ".BAT", mailbox_batch(request, user));
    }
  }
  add(plan, collection_path(request) + "/" + std::string(ccmail_post_office::kUsersMap),
      ccmail_post_office::write_map(map));
  add(plan, std::string(kOthersFile), others_text(plan.others));
  const bool has_batch = plan.count(Planned::Scripted) != 0;
  if (has_batch) {
    add(plan, work_path(request) + "/" + std::string(batch_name(plan.step)),
        all_mailboxes_batch(request, plan.users));
  }
  finish(request, inventory, has_batch, plan);
  return plan;
}

}  // namespace convert::ccmail_plan
