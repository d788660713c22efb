#include "tools/common/convert.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "converters/run/conversion.h"
#include "converters/run/exit_code.h"
#include "converters/run/match_report.h"
#include "converters/run/report.h"
#include "formats/bytes/output.h"
#include "formats/bytes/output_place.h"
#include "tools/common/bad_sectors.h"
#include "tools/common/console.h"
#include "tools/common/conversion_options.h"
#include "tools/common/evidence.h"
#include "tools/common/side_files.h"
#include "tools/common/standard_output.h"
#include "tools/common/summary.h"

namespace tool {
namespace {

/// What opening the output would find fault with, for a dry run, which opens nothing: a directory
/// that is not there (a tree makes its own, and so do outputs side by side), or not to be written.
bytes::Result<void> check_room_for(const Arguments& arguments, run::TargetKind kind) {
  namespace fs = std::filesystem;
  if (arguments.output == "-" || bytes::look_at(arguments.output) == bytes::Found::Special) {
    return {};
  }
  std::error_code ignored;
  fs::path folder = fs::absolute(arguments.output, ignored).lexically_normal().parent_path();
  if (!run::leaves_unfinished(kind) && arguments.sources.size() < 2 &&
      !fs::is_directory(folder, ignored)) {
    return bytes::fail(bytes::ErrorKind::CannotCreate,
                       arguments.output.string() + ": there is no directory " + folder.string(),
                       "make it, or choose another place");
  }
  while (!fs::exists(folder, ignored) && folder.has_relative_path()) {
    folder = folder.parent_path();
  }
  if (::access(folder.c_str(), W_OK) != 0) {
    return bytes::fail(bytes::ErrorKind::Permission,
                       arguments.output.string() + ": you may not write in " + folder.string(),
                       "choose a place where you may write");
  }
  return {};
}

/// Whether this tool is the one that writes outputs of this kind.
bytes::Result<void> check_kind(const Description& description, run::TargetKind kind) {
  if (description.kinds.empty() || std::ranges::count(description.kinds, kind) != 0) {
    return {};
  }
  std::string forms;
  for (const auto one : description.kinds) {
    forms += (forms.empty() ? "" : ", ") + std::string(run::name_of(one));
  }
  return bytes::fail(bytes::ErrorKind::Unsupported,
                     "this tool does not write " + std::string(run::name_of(kind)),
                     "it writes " + forms + "; mailconvert writes all forms");
}

}  // namespace

int deliver(Console& console, const Arguments& arguments, const run::Report& report) {
  auto written = write_side_files(arguments, report);
  if (written && arguments.json) {
    written = write_standard_output(run::to_json(report));
  }
  if (written) {
    return run::kExitComplete;
  }
  console.fail(written.error());
  return run::exit_code(written.error().kind);
}

int convert(const Description& description, const Arguments& arguments, const run::Found& found) {
  Console console(description.name);
  if (arguments.output.empty()) {
    console.fail({.kind = bytes::ErrorKind::CannotCreate,
                  .what = "the output has no name",
                  .hint = "give one with -o"});
    return run::kExitUsage;
  }
  if (auto allowed = check_side_files(arguments, found); !allowed) {
    console.fail(allowed.error());
    return run::exit_code(allowed.error().kind);
  }
  if (auto configured = console.configure(arguments); !configured) {
    console.fail(configured.error());
    return run::exit_code(configured.error().kind);
  }
  const auto kind = run::target_kind(arguments.as, arguments.output);
  auto allowed_kind = kind ? check_kind(description, *kind) : tl::unexpected(kind.error());
  if (allowed_kind) {
    allowed_kind = check_options(arguments, *kind);
  }
  if (allowed_kind) {
    allowed_kind = check_reader_options(arguments, found.sources);
  }
  if (!allowed_kind) {
    console.fail(allowed_kind.error());
    return run::kExitUsage;
  }
  if (const auto room =
          arguments.dry_run ? check_room_for(arguments, *kind) : bytes::Result<void>();
      !room) {
    console.fail(room.error());
    return run::exit_code(room.error().kind);
  }
  const auto unread = load_bad_sectors(arguments, found.sources);
  if (!unread) {
    console.fail(unread.error());
    return run::exit_code(unread.error().kind);
  }
  const auto loaded = load_addresses(arguments);
  if (!loaded) {
    console.fail(loaded.error());
    return run::exit_code(loaded.error().kind);
  }
  const auto& book = *loaded;
  run::Report report{.tool = description.name,
                     .version = version(),
                     .options = arguments.given,
                     .dry_run = arguments.dry_run,
                     .mailboxes = {},
                     .rendered = {},
                     .books = {},
                     .book = book,
                     .notes = found.notes,
                     .started = run::now_unix_seconds()};
  if (book != nullptr) {
    report.notes.insert(report.notes.begin(), book->notes().begin(), book->notes().end());
  }
  run::Progress progress(!arguments.quiet && !arguments.json);
  auto options = conversion_options(description, arguments, *kind);
  options.book = book;
  options.unread = *unread;
  if (!arguments.skipped_list.empty()) {
    auto list = run::SkippedList::open(arguments.skipped_list, overwrite_of(arguments));
    if (!list) {
      console.fail(list.error());
      return run::exit_code(list.error().kind);
    }
    options.skipped = std::move(*list);
  }
  const auto evidence = open_evidence(description, arguments, found, progress);
  if (!evidence) {
    console.fail(evidence.error());
    return run::exit_code(evidence.error().kind);
  }
  options.evidence = evidence->get();
  report.mailboxes = run::convert_all(found.sources, arguments.output, options, progress,
                                      [&](const run::MailboxResult& result) {
                                        print_mailbox(console, result, arguments.dry_run);
                                        if (*evidence != nullptr) {
                                          (*evidence)->end_mailbox(result, *kind, progress);
                                        }
                                      });
  const auto shared = run::shared_notes(report);
  report.notes.insert(report.notes.end(), shared.begin(), shared.end());
  for (const auto& note : report.notes) {
    console.say("note: " + note);
  }
  print_total(console, report.mailboxes);
  report.exit_code = run::exit_code(report.mailboxes);
  if (report.exit_code == run::kExitComplete && book != nullptr && book->is_damaged()) {
    report.exit_code = run::kExitDamage;  // an address may be missing
  }
  if (arguments.dry_run && report.exit_code <= run::kExitDamage &&
      !print_room(console, report.mailboxes, arguments.output)) {
    report.exit_code = run::kExitCannotCreate;
  }
  if (*evidence != nullptr) {
    finish_evidence(console, **evidence, report, arguments, progress);
  }
  if (!console.logged()) {
    console.fail(console.logged().error());
    report.exit_code = report.exit_code <= run::kExitDamage
                           ? run::exit_code(console.logged().error().kind)
                           : report.exit_code;
  }
  if (auto listed = options.skipped ? options.skipped->close() : bytes::Result<void>(); !listed) {
    console.fail(listed.error());
    report.exit_code = report.exit_code <= run::kExitDamage ? run::exit_code(listed.error().kind)
                                                            : report.exit_code;
  }
  report.ended = run::now_unix_seconds();
  const auto delivered = deliver(console, arguments, report);
  return report.exit_code <= run::kExitDamage && delivered != 0 ? delivered : report.exit_code;
}

}  // namespace tool
