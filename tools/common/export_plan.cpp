#include "tools/common/export_plan.h"

#include <algorithm>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "converters/ccmail_plan/command_line.h"
#include "converters/ccmail_plan/directory_users.h"
#include "converters/ccmail_plan/dos_path.h"
#include "converters/ccmail_plan/plan.h"
#include "converters/run/exit_code.h"
#include "converters/run/printable.h"
#include "converters/run/report.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/text/code_page.h"
#include "tools/common/console.h"
#include "tools/common/password_file.h"
#include "tools/common/plan_directory.h"
#include "tools/common/standard_output.h"

namespace tool {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;
using bytes::Result;
using ccmail_post_office::Database;
using ccmail_post_office::ExportProgram;
using ccmail_post_office::Inventory;
using ccmail_post_office::Planned;
using convert::ccmail_plan::Passwords;
using convert::ccmail_plan::Plan;
using convert::ccmail_plan::Request;

constexpr text::CodePageNumber kDosPage = 850;

std::string label_of(const Inventory& inventory) {
  return std::string(ccmail_post_office::name_of(inventory.judgement.generation));
}

/// What the owner says, checked against what the files say; or what these prove.
Result<Database> database_of(const Arguments& arguments, const Inventory& inventory) {
  const auto generation = inventory.judgement.generation;
  const std::string where = inventory.directory.string();
  const bool can_run = ccmail_post_office::can_be(generation, Database::Db6) ||
                       ccmail_post_office::can_be(generation, Database::Db8);
  if (!can_run) {
    std::string missing;
    for (const auto& finding : inventory.findings) {
      if (finding.kind == ccmail_post_office::FindingKind::Missing) {
        missing += (missing.empty() ? "" : ", ") + finding.file;
      }
    }
    return bytes::fail(ErrorKind::NotThisFormat,
                       where + ": a post office that is not whole (" + label_of(inventory) +
                           "): EXPORT cannot run over it; missing: " + missing,
                       "look for the files in the backup that this one comes from");
  }
  if (arguments.plan.generation.empty()) {
    if (const auto certain = ccmail_post_office::certain_database(generation)) {
      return *certain;
    }
    return bytes::fail(
        ErrorKind::NotThisFormat,
        where + ": its files (" + label_of(inventory) +
            ") do not tell which EXPORT may be run over it, and a wrong one corrupts it",
        "ask its administrator, and say --generation db6, db7 (Mobile), db8 (release 6 to 8.3) or "
        "8.5");
  }
  const auto database = ccmail_post_office::database_by_name(arguments.plan.generation);
  if (!database) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "--generation " + arguments.plan.generation + ": there is no such one",
                       "there are db6, db7, db8 and 8.5");
  }
  if (!ccmail_post_office::can_be(generation, *database)) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       where + ": --generation " + arguments.plan.generation +
                           ", but its files are those of " + label_of(inventory),
                       "look at what mailsniff says of it");
  }
  return *database;
}

/// The program that --program names, else the one that lies in the plan already, else none.
Result<ExportProgram> program_of(const Arguments& arguments, const Request& request) {
  ExportProgram program;
  const fs::path in_plan = arguments.output / convert::ccmail_plan::work_path(request);
  const bool is_named = !arguments.plan.program.empty();
  auto seen = look_at_program(is_named ? arguments.plan.program : in_plan, request.database);
  if (seen) {
    program = std::move(*seen);
  } else if (is_named) {
    return tl::unexpected(seen.error());
  }
  if (!arguments.plan.program_version.empty()) {
    program.banner = ccmail_post_office::read_banner(arguments.plan.program_version);
    if (!program.banner) {
      return bytes::fail(
          ErrorKind::NotThisFormat,
          "--program-version " + arguments.plan.program_version + ": no version stands in it",
          "copy what EXPORT /? prints: \"Export 5.14\"");
    }
  }
  return program;
}

/// The program, and what the names on the command line say.
Result<Request> request_of(const Arguments& arguments, const Inventory& inventory) {
  const auto database = database_of(arguments, inventory);
  if (!database) {
    return tl::unexpected(database.error());
  }
  Request request;
  request.database = *database;
  request.charset = arguments.charset == 0 ? kDosPage : arguments.charset;
  request.paths = {.post_office = arguments.plan.dos_post_office, .work = arguments.plan.dos_work};
  if (auto why = convert::ccmail_plan::why_not_paths(request.paths)) {
    return bytes::fail(ErrorKind::Unsupported, std::move(*why),
                       "the defaults, C:\\PO and C:\\X, are short and always possible");
  }
  const auto name = text::encode(arguments.plan.name, request.charset);
  if (!name) {
    return bytes::fail(
        ErrorKind::Unsupported,
        "--name " + arguments.plan.name + ": not in code page " + std::to_string(request.charset),
        "--charset names that of the mail");
  }
  request.post_office = *name;
  if (request.post_office.empty() && request.database != Database::Db7) {
    return bytes::fail(ErrorKind::Unsupported,
                       inventory.directory.string() +
                           ": the name of the post office is needed, and cannot be read from it",
                       "say --name NAME");
  }
  const auto program = program_of(arguments, request);
  if (!program) {
    return tl::unexpected(program.error());
  }
  const auto verdict = ccmail_post_office::judge_program(request.database, *program);
  if (!verdict.accepted()) {
    return bytes::fail(ErrorKind::Unsupported,
                       (program->file.empty() ? "this EXPORT" : program->file) +
                           " must not be run over " +
                           std::string(ccmail_post_office::name_of(request.database)) + ": " +
                           verdict.refusals.front() + "; nothing was written",
                       "use " + ccmail_post_office::recommended_program(request.database));
  }
  request.platform = verdict.platform;
  request.advice = verdict.advice;
  return request;
}

fs::path password_path(const Arguments& arguments) {
  if (!arguments.plan.passwords.empty()) {
    return arguments.plan.passwords;
  }
  fs::path path = arguments.output;
  if (!path.has_filename()) {
    path = path.parent_path();
  }
  path += ".passwords";
  return path;
}

struct Directory {
  std::vector<convert::ccmail_plan::User> users;
  convert::ccmail_plan::DirectoryRemarks remarks;
};

Result<Directory> read_directory(const fs::path& path) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  bytes::DamageLog damage;
  Directory directory;
  directory.users = convert::ccmail_plan::read_users(bytes::as_text((*view)->bytes()), damage);
  if (const auto offset = (*view)->read_error()) {
    return bytes::fail(ErrorKind::Io,
                       path.string() + ": cannot be read at byte " + std::to_string(*offset));
  }
  if (directory.users.empty()) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       path.string() + ": no entry of a cc:Mail directory in it",
                       "step 1 writes it: look into EXPORT.LOG");
  }
  if (damage.total() != 0) {
    directory.remarks.is_damaged = true;
    directory.remarks.lines.push_back(
        path.filename().string() + ": " + std::to_string(damage.total()) +
        (damage.total() == 1 ? " line belongs" : " lines belong") +
        " to no entry, or to one that has such a line already, the first at byte " +
        std::to_string(damage.items().front().offset) + ": is the file whole?");
  }
  return directory;
}

/// The plan of the step that the arguments ask for. Passwords in it are known to its files alone.
Result<Plan> make_plan(const Arguments& arguments, const Inventory& inventory,
                       const Request& request, const std::string& password_text) {
  std::vector<std::string> remarks;
  if (arguments.plan.directory.empty()) {
    const auto passwords = Passwords::read(
        password_text, {convert::ccmail_plan::directory_password_name(request)}, remarks);
    // Lines of users are of the second step: nothing to remark on.
    return convert::ccmail_plan::plan_directory(request, inventory, passwords);
  }
  auto directory = read_directory(arguments.plan.directory);
  if (!directory) {
    return tl::unexpected(directory.error());
  }
  const auto previous = read_previous_map(arguments.output, request);
  if (!previous) {
    return tl::unexpected(previous.error());
  }
  auto names = convert::ccmail_plan::names_with_mailbox(request, directory->users);
  names.push_back(convert::ccmail_plan::directory_password_name(request));
  const auto passwords = Passwords::read(password_text, names, remarks);
  std::ranges::move(remarks, std::back_inserter(directory->remarks.lines));
  return convert::ccmail_plan::plan_mailboxes(request, inventory, directory->users, *previous,
                                              passwords, std::move(directory->remarks));
}

void tell(Console& console, const Arguments& arguments, const Request& request,
          const Inventory& inventory, const Plan& plan) {
  const std::string where = arguments.output.string();
  const bool is_windows = request.platform == ccmail_post_office::Platform::Windows;
  console.say(where + ": step " + (arguments.plan.directory.empty() ? "1" : "2") + " of 2, " +
              std::string(ccmail_post_office::name_of(request.database)) + ", " +
              (is_windows ? "on Windows: 16-bit programs would corrupt it or are not what it needs"
                          : "in DOSBox") +
              "; read " +
              (arguments.output / std::string(convert::ccmail_plan::kChecklist)).string());
  for (const std::string& advice : request.advice) {
    console.say("note: " + advice);
  }
  for (const std::string& remark : plan.remarks) {
    console.say("note: " + remark);
  }
  if (!plan.hindrance.empty()) {
    console.say(plan.hindrance + ": fill it in in " + password_path(arguments).string() +
                " and run this again");
  }
  if (arguments.plan.directory.empty()) {
    return;
  }
  const auto count = [&plan](Planned planned) { return std::to_string(plan.count(planned)); };
  console.say(std::to_string(plan.users.size()) + " mailboxes = " + count(Planned::Scripted) +
              " with a batch file + " + count(Planned::NoPassword) + " without a password + " +
              count(Planned::ByHand) + " by hand + " + count(Planned::Gone) +
              " of an earlier plan; " + std::to_string(plan.others.size()) +
              " other entries of the directory");
  for (const auto& user : plan.users) {
    if (user.row.planned != Planned::Scripted) {
      console.say(user.row.id + " " + user.row.name + ": " + user.row.reason);
    }
  }
  const auto local = static_cast<std::size_t>(
      std::ranges::count_if(plan.users, [](const convert::ccmail_plan::PlannedUser& user) {
        return user.row.planned != Planned::Gone && !user.row.name.starts_with('#');
      }));
  if (inventory.user_files != 0 && inventory.user_files != local) {
    console.say("note: the post office has " + std::to_string(inventory.user_files) +
                " user files, and the directory " + std::to_string(local) +
                " mailboxes: compare them with OTHERS.TXT");
  }
}

int failed(Console& console, const bytes::Error& error) {
  console.fail(error);
  return run::exit_code(error.kind);
}

}  // namespace

int plan_export(const Description& description, const Arguments& arguments) {
  Console console(description.name);
  if (auto configured = console.configure(arguments); !configured) {
    return failed(console, configured.error());
  }
  const fs::path& post_office = arguments.sources.front();
  const auto inventory =
      ccmail_post_office::take_inventory(post_office, ccmail_post_office::Reading::Names);
  if (!inventory) {
    return failed(console, inventory.error());
  }
  if (auto allowed = check_plan_directory(arguments.output, post_office); !allowed) {
    return failed(console, allowed.error());
  }
  const auto request = request_of(arguments, *inventory);
  if (!request) {
    return failed(console, request.error());
  }
  const fs::path passwords = password_path(arguments);
  const auto password_text = read_password_file(passwords);
  if (!password_text) {
    return failed(console, password_text.error());
  }
  const auto plan = make_plan(arguments, *inventory, *request, *password_text);
  if (!plan) {
    return failed(console, plan.error());
  }
  if (auto written = write_plan(arguments.output, *request, *plan); !written) {
    return failed(console, written.error());
  }
  if (!plan->need_password.empty()) {
    if (auto added =
            add_to_password_file(passwords, convert::ccmail_plan::password_file_head(),
                                 convert::ccmail_plan::password_lines(plan->need_password));
        !added) {
      return failed(console, added.error());
    }
  }
  tell(console, arguments, *request, *inventory, *plan);
  if (arguments.json) {
    if (auto written = write_standard_output(run::to_json(*plan)); !written) {
      return failed(console, written.error());
    }
  }
  return plan->is_complete() ? run::kExitComplete : run::kExitDamage;
}

int print_inventory(const Description& description, const Arguments& arguments) {
  Console console(description.name);
  const auto inventory = ccmail_post_office::take_inventory(arguments.sources.front(),
                                                            ccmail_post_office::Reading::All);
  if (!inventory) {
    return failed(console, inventory.error());
  }
  std::string text = arguments.json ? run::to_json(*inventory) : std::string();
  if (!arguments.json) {
    for (const std::string& line : ccmail_post_office::to_lines(*inventory)) {
      text += run::printable(line) + "\n";
    }
    const auto advice = ccmail_post_office::cannot_read(*inventory);
    text += run::printable(advice.what) + "; " + advice.hint + "\n";
  }
  if (auto written = write_standard_output(text); !written) {
    return failed(console, written.error());
  }
  const bool is_sound = std::ranges::none_of(
      inventory->findings, [](const auto& finding) { return is_damage(finding.kind); });
  return is_sound ? run::kExitComplete : run::kExitDamage;
}

}  // namespace tool
