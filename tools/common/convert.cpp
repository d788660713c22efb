#include "tools/common/convert.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>

#include "converters/run/conversion.h"
#include "converters/run/exit_code.h"
#include "converters/run/report.h"
#include "converters/run/source_guard.h"
#include "formats/bytes/output.h"
#include "formats/bytes/output_place.h"
#include "tools/common/console.h"
#include "tools/common/standard_output.h"
#include "tools/common/summary.h"

namespace tool {
namespace {

bytes::Overwrite overwrite_of(const Arguments& arguments) {
  return arguments.force ? bytes::Overwrite::Replace : bytes::Overwrite::Refuse;
}

run::ConversionOptions options_of(const Description& description, const Arguments& arguments,
                                  run::TargetKind kind) {
  run::ConversionOptions options;
  options.read = {.charset = arguments.charset,
                  .deleted = !arguments.no_deleted,
                  .keep_duplicates = arguments.keep_duplicates,
                  .orphans = arguments.orphans,
                  .drafts_unsent = arguments.drafts_unsent};
  options.target.kind = kind;
  options.target.overwrite = overwrite_of(arguments);
  options.target.dry_run = arguments.dry_run;
  options.target.mime.address_domain = arguments.address_domain;
  options.target.mime.provenance = !arguments.no_provenance;
  options.target.mime.hidden = arguments.hidden;
  options.target.pst.encoding = arguments.encoding;
  options.target.pst.display_name = arguments.display_name;
  options.target.pst.split_size = arguments.split_size;
  options.target.pst.code_page = arguments.charset;
  options.target.pst.provenance = !arguments.no_provenance;
  options.target.creator = description.name + " " + version();
  options.zone = arguments.zone;
  options.dates = arguments.dates;
  options.item_timeout = arguments.item_timeout;
  return options;
}

/// Whether `path` is `directory` or lies in it, by their names.
bool is_below(const std::filesystem::path& path, const std::filesystem::path& directory) {
  std::error_code ignored;
  const auto inner = std::filesystem::absolute(path, ignored).lexically_normal();
  const auto outer = std::filesystem::absolute(directory, ignored).lexically_normal();
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

/// Whether the files the tool writes beside its output can be written without harm to a source, to
/// the output or to each other.
bytes::Result<void> check_places(const Arguments& arguments, const run::Found& found) {
  const auto source = std::ranges::find_if(arguments.sources, [&](const auto& path) {
    std::error_code ignored;
    return std::filesystem::equivalent(path, arguments.output, ignored);
  });
  if (source != arguments.sources.end()) {
    return bytes::fail(bytes::ErrorKind::Exists,
                       arguments.output.string() + ": is the source " + source->string(),
                       "choose another name for the output");
  }
  const run::SourceGuard guard(found.sources);
  for (const auto& path : {arguments.report, arguments.log}) {
    if (path.empty()) {
      continue;
    }
    if (auto allowed = guard.check(path); !allowed) {
      return allowed;
    }
    if (path.lexically_normal() == arguments.output.lexically_normal()) {
      return bytes::fail(bytes::ErrorKind::Exists, path.string() + ": is the output, too",
                         "choose another name");
    }
  }
  if (arguments.report.empty() || bytes::look_at(arguments.report) == bytes::Found::Special) {
    return {};
  }
  if (arguments.report.lexically_normal() == arguments.log.lexically_normal()) {
    return bytes::fail(bytes::ErrorKind::Exists,
                       arguments.report.string() + ": cannot be the report and the log",
                       "choose another name for one of them");
  }
  if (is_below(arguments.report, arguments.output)) {
    return bytes::check_output_file(arguments.report, overwrite_of(arguments));  // the run makes it
  }
  // Hours of reading must not end in a report that has nowhere to go.
  const auto folder = arguments.report.parent_path();
  std::error_code ignored;
  if (!folder.empty() && !std::filesystem::is_directory(folder, ignored)) {
    return bytes::fail(bytes::ErrorKind::CannotCreate,
                       arguments.report.string() + ": there is no directory " + folder.string(),
                       "make it, or choose another name for the report");
  }
  if (::access(folder.empty() ? "." : folder.c_str(), W_OK) != 0) {
    return bytes::fail(bytes::ErrorKind::Permission,
                       arguments.report.string() + ": you may not write there",
                       "choose another name for the report");
  }
  return bytes::check_output_file(arguments.report, overwrite_of(arguments));
}

/// Options that would do nothing for outputs of this kind.
bytes::Result<void> check_options(const Arguments& arguments, run::TargetKind kind) {
  struct Bound {
    std::string_view option;
    bool to_pst;
    std::string_view hint;
  };
  constexpr std::array<Bound, 5> kBound = {{
      {"split-size", true, "it is for --as pst and pst-ansi"},
      {"encoding", true, "it is for --as pst and pst-ansi"},
      {"display-name", true, "it is for --as pst and pst-ansi"},
      {"hidden", false, "a PST has the hidden items anyway"},
      {"address-domain", false, "a PST has every address as it is"},
  }};
  for (const auto& bound : kBound) {
    const bool is_given = std::ranges::any_of(
        arguments.given, [&bound](const auto& given) { return given.first == bound.option; });
    if (is_given && bound.to_pst != run::is_pst(kind)) {
      return bytes::fail(bytes::ErrorKind::Unsupported,
                         "--" + std::string(bound.option) + " does nothing for an output in " +
                             std::string(run::name_of(kind)),
                         std::string(bound.hint));
    }
  }
  return {};
}

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

/// Writes what --report and --json ask for. 0, or the status of what went wrong.
int deliver(Console& console, const Arguments& arguments, const run::Report& report) {
  bytes::Result<void> written;
  if (!arguments.report.empty()) {
    written = run::write_report(report, arguments.report, overwrite_of(arguments));
  }
  if (written && arguments.json) {
    written = write_standard_output(run::to_json(report));
  }
  if (written) {
    return run::kExitComplete;
  }
  console.fail(written.error());
  return run::exit_code(written.error().kind);
}

}  // namespace

int convert(const Description& description, const Arguments& arguments, const run::Found& found) {
  Console console(description.name);
  if (arguments.output.empty()) {
    console.fail({.kind = bytes::ErrorKind::CannotCreate,
                  .what = "the output has no name",
                  .hint = "give one with -o"});
    return run::kExitUsage;
  }
  if (auto allowed = check_places(arguments, found); !allowed) {
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
  run::Report report{.tool = description.name,
                     .version = version(),
                     .options = arguments.given,
                     .dry_run = arguments.dry_run,
                     .mailboxes = {},
                     .notes = found.notes,
                     .started = run::now_unix_seconds()};
  run::Progress progress(!arguments.quiet && !arguments.json);
  report.mailboxes = run::convert_all(
      found.sources, arguments.output, options_of(description, arguments, *kind), progress,
      [&](const run::MailboxResult& result) { print_mailbox(console, result, arguments.dry_run); });
  for (const auto& note : found.notes) {
    console.say("note: " + note);
  }
  print_total(console, report.mailboxes);
  report.exit_code = run::exit_code(report.mailboxes);
  if (arguments.dry_run && report.exit_code <= run::kExitDamage &&
      !print_room(console, report.mailboxes, arguments.output)) {
    report.exit_code = run::kExitCannotCreate;
  }
  if (!console.logged()) {
    console.fail(console.logged().error());
    report.exit_code = report.exit_code <= run::kExitDamage
                           ? run::exit_code(console.logged().error().kind)
                           : report.exit_code;
  }
  report.ended = run::now_unix_seconds();
  const auto delivered = deliver(console, arguments, report);
  return report.exit_code <= run::kExitDamage && delivered != 0 ? delivered : report.exit_code;
}

}  // namespace tool
