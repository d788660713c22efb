#include "tools/common/convert_list.h"

#include <algorithm>
#include <system_error>
#include <thread>

#include "converters/run/batch/batch.h"
#include "converters/run/batch/list_work.h"
#include "converters/run/batch/status.h"
#include "converters/run/exit_code.h"
#include "converters/run/match_report.h"
#include "converters/run/quantity.h"
#include "converters/run/stop.h"
#include "tools/common/conversion_options.h"
#include "tools/common/convert.h"
#include "tools/common/side_files.h"
#include "tools/common/standard_output.h"
#include "tools/common/summary.h"

namespace tool {
namespace {

namespace batch = run::batch;
namespace fs = std::filesystem;
using batch::Talk;

/// Lines on the console, one bar for all mailboxes.
class Listener final : public batch::BatchListener {
 public:
  Listener(Console& console, bool wants_bar) : console_(console), bar_(wants_bar) {}

  void say(Talk talk, const std::string& line) override {
    bar_.clear();
    switch (talk) {
      case Talk::Result:
        console_.say(line);
        break;
      case Talk::Particular:
        console_.detail(line);
        break;
      case Talk::Failure:
        console_.fail({.kind = bytes::ErrorKind::Io, .what = line, .hint = ""});
        break;
    }
  }

  void progress(const batch::BatchProgress& progress, std::uint64_t total_bytes) override {
    if (!std::exchange(started_, true)) {
      bar_.start({}, total_bytes);
    }
    bar_.rename(std::to_string(progress.finished) + " of " + std::to_string(progress.all) +
                " mailboxes, " + std::to_string(progress.running) + " at work");
    bar_.items(progress.items);
    bar_.bytes(progress.bytes);
  }

 private:
  Console& console_;
  run::Progress bar_;
  bool started_ = false;
};

/// Options that do not change an output are no reason to refuse a journal.
batch::Settings settings_of(const Arguments& arguments) {
  batch::Settings settings;
  for (const auto& [name, value] : arguments.given) {
    if (name != "force" && name != "dry-run" && name != "item-timeout" && name != "verify" &&
        name != "no-verify") {
      settings.emplace(name, value);
    }
  }
  if (!arguments.output.empty()) {
    // Relative to the list: a folder that is moved as a whole stays what it is.
    std::error_code ignored;
    const auto here = fs::absolute(arguments.control, ignored).lexically_normal().parent_path();
    const auto there = fs::absolute(arguments.output, ignored).lexically_normal();
    settings.emplace("output", there.lexically_proximate(here).string());
  }
  return settings;
}

std::vector<fs::path> side_paths(const Arguments& arguments) {
  std::vector<fs::path> paths = {arguments.report, arguments.match_report, arguments.log};
  std::erase_if(paths, [](const fs::path& path) { return path.empty(); });
  return paths;
}

/// Report, match report and log are neither the list nor what lies beside it.
bytes::Result<void> check_places(const Arguments& arguments) {
  const auto files = batch::files_beside(arguments.control);
  for (const fs::path& path : side_paths(arguments)) {
    for (const auto& kept : files.all()) {
      std::error_code ignored;
      if (path.lexically_normal() == kept.lexically_normal() ||
          fs::equivalent(path, kept, ignored)) {
        return bytes::fail(bytes::ErrorKind::Exists,
                           path.string() + ": belongs to the control list", "choose another name");
      }
    }
  }
  if (auto allowed =
          batch::check_no_source(arguments.control, arguments.charset, side_paths(arguments));
      !allowed) {
    return allowed;
  }
  return check_side_files(arguments, {});
}

batch::BatchOptions options_of(const Description& description, const Arguments& arguments) {
  batch::BatchOptions options;
  options.list = arguments.control;
  options.directory = arguments.output;
  options.as = arguments.as;
  options.conversion = conversion_options(description, arguments, run::TargetKind::EmlTree);
  options.settings = settings_of(arguments);
  const auto cores = std::max(1U, std::thread::hardware_concurrency());
  options.schedule.jobs = arguments.jobs != 0 ? arguments.jobs : cores;
  if (arguments.threads == 0 && options.schedule.jobs > cores / 2) {
    options.conversion.threads = 1;  // the cores are busy with other mailboxes
  }
  options.schedule.mailbox_timeout = arguments.mailbox_timeout;
  options.consume = arguments.consume;
  options.failed = arguments.failed;
  options.force = arguments.force;
  options.side_files = side_paths(arguments);
  options.wants_report = arguments.json || !arguments.report.empty() ||
                         !arguments.match_report.empty() || !arguments.addresses.empty();
  return options;
}

/// Before anything is begun; the status to end with, or 0.
int check(Console& console, const Arguments& arguments) {
  if (auto allowed = check_places(arguments); !allowed) {
    console.fail(allowed.error());
    return run::exit_code(allowed.error().kind);
  }
  if (auto configured = console.configure(arguments); !configured) {
    console.fail(configured.error());
    return run::exit_code(configured.error().kind);
  }
  if (arguments.as.empty()) {
    return run::kExitComplete;
  }
  const auto kind = run::target_kind(arguments.as, {});
  const auto allowed = kind ? check_options(arguments, *kind) : tl::unexpected(kind.error());
  if (!allowed) {
    console.fail(allowed.error());
    return run::kExitUsage;
  }
  return run::kExitComplete;
}

void print_books(Console& console, const Arguments& arguments, const run::ListBooks& books) {
  using run::format_count;
  std::string line = books.list + ": " + run::format_items(books.mailboxes, "mailbox");
  if (books.mailboxes != 1) {
    line = books.list + ": " + format_count(books.mailboxes) + " mailboxes";
  }
  line += ": " + format_count(books.intact) + " complete, " + format_count(books.damaged) +
          " complete with damage, " + format_count(books.failed) + " failed, " +
          format_count(books.pending) + " pending";
  if (books.contradictory != 0) {
    line += ", " + format_count(books.contradictory) + " contradictory";
  }
  if (!arguments.dry_run) {
    line += "; " + batch::files_beside(arguments.control).results.string() + " has them";
  }
  console.say(line);
}

/// 0 only when all is done, intact and still there as it was; a stop shows through while something
/// is left.
int status_of(const run::ListBooks& books, std::uint64_t changed) {
  if (run::stop_signal() != 0 && books.pending != 0) {
    return run::exit_code(bytes::ErrorKind::Interrupted);
  }
  return books.intact == books.mailboxes && changed == 0 ? run::kExitComplete : run::kExitDamage;
}

}  // namespace

int convert_list(const Description& description, const Arguments& arguments) {
  Console console(description.name);
  if (const int status = check(console, arguments); status != run::kExitComplete) {
    return status;
  }
  run::Report report;
  report.tool = description.name;
  report.version = version();
  report.options = arguments.given;
  report.dry_run = arguments.dry_run;
  report.started = run::now_unix_seconds();
  const batch::Describe describe = [&](const run::MailboxResult& result, const batch::Say& say) {
    Console teller(description.name);
    teller.divert(say);
    print_mailbox(teller, result, arguments.dry_run);
  };
  const auto book = load_addresses(arguments);
  if (!book) {
    console.fail(book.error());
    return run::exit_code(book.error().kind);
  }
  report.book = *book;
  if (report.book != nullptr) {
    for (const std::string& note : report.book->notes()) {
      console.say("note: " + note);
    }
  }
  auto options = options_of(description, arguments);
  options.conversion.book = *book;
  Listener listener(console, !arguments.quiet && !arguments.json);
  auto result = batch::run_batch(options, describe, listener);
  if (!result) {
    console.fail(result.error());
    return run::exit_code(result.error().kind);
  }
  print_books(console, arguments, result->books);
  report.exit_code = status_of(result->books, result->changed);
  for (const bytes::Error& trouble : result->trouble) {
    console.fail(trouble);
    report.exit_code = run::exit_code(trouble.kind);
  }
  if (arguments.dry_run) {
    run::MailboxResult all;
    all.bytes = result->bytes;
    const auto& place = arguments.output.empty() ? arguments.control : arguments.output;
    report.exit_code =
        print_room(console, {all}, place) ? report.exit_code : run::kExitCannotCreate;
  }
  if (!console.logged()) {
    console.fail(console.logged().error());
    report.exit_code = run::exit_code(console.logged().error().kind);
  }
  report.rendered = std::move(result->mailboxes);
  report.rows = std::move(result->rows);
  report.books = result->books;
  report.notes = std::move(result->notes);
  if (report.book != nullptr) {
    const auto& notes = report.book->notes();
    report.notes.insert(report.notes.begin(), notes.begin(), notes.end());
    for (std::string& note : run::shared_notes(report)) {
      console.say("note: " + note);
      report.notes.push_back(std::move(note));
    }
    if (report.exit_code == run::kExitComplete && report.book->is_damaged()) {
      report.exit_code = run::kExitDamage;  // an address may be missing
    }
  }
  report.ended = run::now_unix_seconds();
  const int delivered = deliver(console, arguments, report);
  return report.exit_code <= run::kExitDamage && delivered != 0 ? delivered : report.exit_code;
}

int print_list_status(const Description& description, const Arguments& arguments) {
  Console console(description.name);
  std::vector<fs::path> files{arguments.control};
  files.insert(files.end(), arguments.sources.begin(), arguments.sources.end());
  const auto status = batch::read_status(files, arguments.charset);
  if (!status) {
    console.fail(status.error());
    return run::exit_code(status.error().kind);
  }
  for (const auto& bad : status->bad) {
    console.fail({.kind = bytes::ErrorKind::NotThisFormat, .what = bad, .hint = ""});
  }
  for (const auto& remark : status->remarks) {
    console.say("note: " + remark);
  }
  const auto written =
      write_standard_output(arguments.json ? batch::to_json(*status) : batch::to_text(*status));
  if (!written) {
    console.fail(written.error());
    return run::exit_code(written.error().kind);
  }
  return status->complete() ? run::kExitComplete : run::kExitDamage;
}

}  // namespace tool
