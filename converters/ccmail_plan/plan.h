// A plan to run the owner's EXPORT over a copied post office: files, as values. README.md.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "converters/ccmail_plan/batch.h"
#include "converters/ccmail_plan/passwords.h"
#include "converters/ccmail_plan/request.h"
#include "converters/ccmail_plan/user_rows.h"
#include "formats/bytes/result.h"
#include "formats/ccmail_post_office/inventory.h"

namespace convert::ccmail_plan {

/// At the top of every plan: what a directory is known by as one that may be written to.
inline constexpr std::string_view kMark = "restante-export-plan.txt";
inline constexpr std::string_view kChecklist = "CHECKLIST.TXT";
inline constexpr std::string_view kDosBoxFile = "dosbox.conf";
inline constexpr std::string_view kOthersFile = "OTHERS.TXT";

/// Some hold passwords: all are for their owner alone, mode 0600.
struct PlanFile {
  std::string path;  // below the plan, '/' between names
  std::string content;
};

struct Plan {
  Step step = Step::Directory;
  std::vector<PlanFile> files;
  std::vector<std::string> directories;  // that must be there, empty or not
  std::vector<PlannedUser> users;        // of step 2
  std::vector<OtherEntry> others;
  std::vector<std::string> remarks;
  std::vector<std::string> need_password;  // names that want a line in the file of passwords
  /// Lines of the directory are of no entry: somebody may be missing.
  bool is_directory_damaged = false;
  /// Why the directory cannot be exported yet (step 1); empty: there is a batch file.
  std::string hindrance;

  [[nodiscard]] std::size_t count(ccmail_post_office::Planned planned) const;
  /// Whether everybody who has a mailbox gets it exported, as far as a whole directory tells.
  [[nodiscard]] bool is_complete() const;
};

/// What was odd about reading the directory and the passwords.
struct DirectoryRemarks {
  std::vector<std::string> lines{};
  bool is_damaged = false;  // see Plan::is_directory_damaged
};

/// The folder of the collection, of the work directory, and of the copy, below the plan.
[[nodiscard]] std::string collection_path(const Request& request);
[[nodiscard]] std::string work_path(const Request& request);
[[nodiscard]] std::string post_office_path(const Request& request);

/// Who needs a password before the directory can be exported, UTF-8: of DB7 the user, whom nobody
/// but the owner knows.
[[nodiscard]] std::string directory_password_name(const Request& request);

/// Step 1: exports the directory. Unsupported when no command line can be written: the name of the
/// post office, or a path (why_not_paths).
[[nodiscard]] bytes::Result<Plan> plan_directory(const Request& request,
                                                 const ccmail_post_office::Inventory& inventory,
                                                 const Passwords& passwords);

/// Step 2: exports the mailboxes of `users`, the exported directory. `previous` as for
/// plan_users(); `remarks` are told with the plan's own. Unsupported for a path, and for a name of
/// the post office that is too long.
[[nodiscard]] bytes::Result<Plan> plan_mailboxes(
    const Request& request, const ccmail_post_office::Inventory& inventory,
    const std::vector<User>& users, const std::vector<ccmail_post_office::MapRow>& previous,
    const Passwords& passwords, DirectoryRemarks remarks = {});

}  // namespace convert::ccmail_plan
