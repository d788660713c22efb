#include "converters/run/batch/batch.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "converters/run/batch/bookkeeper.h"
#include "converters/run/batch/list_work.h"
#include "converters/run/batch/mailbox_source.h"
#include "converters/run/batch/output_identity.h"
#include "converters/run/batch/targets.h"
#include "converters/run/source_guard.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

class Batch {
 public:
  Batch(const BatchOptions& options, const Describe& describe, BatchListener& listener)
      : options_(options),
        describe_(describe),
        listener_(listener),
        files_(files_beside(options.list)),
        finder_(options.conversion.read.charset, files_.all(), options.conversion.read.labels) {}

  bytes::Result<BatchResult> run() {
    for (const auto step : {&Batch::read, &Batch::plan, &Batch::open_journal, &Batch::assign}) {
      if (auto done = (this->*step)(); !done) {
        return tl::unexpected(done.error());
      }
    }
    Bookkeeper books(options_, journal_ ? &*journal_ : nullptr, mailboxes_, places_, read_,
                     listener_);
    std::uint64_t total = 0;
    for (const Assignment& assignment : assignments_) {
      total += assignment.source.size;
    }
    books.set_total_bytes(total);
    books.set_others_remaining(others_remaining());
    const auto ran = run_workers(assignments_, options_.schedule, describe_, books);
    books.write_files();
    if (!ran) {
      return tl::unexpected(ran.error());
    }
    result_.trouble = books.trouble();
    result_.bytes = books.bytes_written();
    return sum_up();
  }

 private:
  [[nodiscard]] bool dry_run() const { return options_.conversion.target.dry_run; }
  [[nodiscard]] fs::path folder_of_list() const { return options_.list.parent_path(); }
  [[nodiscard]] fs::path directory() const {
    return options_.directory.empty() ? folder_of_list() : options_.directory;
  }

  bytes::Result<void> read() {
    auto content = read_list_bytes(options_.list);
    if (!content) {
      return tl::unexpected(content.error());
    }
    read_.list = parse_control_list(*content, options_.conversion.read.charset);
    read_.content = std::move(*content);
    if (!read_.list.bad.empty()) {
      for (const LineRemark& bad : read_.list.bad) {
        listener_.say(Talk::Failure, options_.list.string() + ": line " + std::to_string(bad.line) +
                                         ": " + bad.text);
      }
      return bytes::fail(ErrorKind::NotThisFormat,
                         options_.list.string() + ": " + std::to_string(read_.list.bad.size()) +
                             " of its lines are no mailbox; nothing was begun",
                         "write Display Name,Alias,Source,Target in each");
    }
    if (options_.consume && !read_.list.has_offsets) {
      return bytes::fail(ErrorKind::Unsupported,
                         options_.list.string() + ": --consume cannot take lines out of UTF-16",
                         "save the list as UTF-8");
    }
    work_ = work_of(read_.list, options_.failed);
    for (const auto& remark : work_.remarks) {
      note(options_.list.string() + ": " + remark);
    }
    return {};
  }

  bytes::Result<void> plan() {
    auto targets = plan_targets(work_.rows, {.directory = directory(), .as = options_.as});
    if (!targets) {
      return tl::unexpected(targets.error());
    }
    for (const Reconciled& settled : work_.settled) {
      // A row that failed has no output; one that succeeded once has, whatever came later.
      if (settled.verdict != Verdict::Failed) {
        kept_.push_back(
            {.owner = line_name(settled.last), .path = directory() / settled.last.row.target});
      }
    }
    for (const KeptOutput& output : kept_) {
      places_taken_.insert(place_of(output.path));
    }
    planned_ = std::move(*targets);
    if (auto refused = refuse(find_collisions(work_.rows, planned_, kept_)); !refused) {
      return refused;
    }
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      wanted_.rows.push_back(work_.rows[i].row);
      targets_.emplace(key_of(work_.rows[i].row), planned_[i]);
      places_taken_.insert(place_of(planned_[i].path));
    }
    wanted_.settings = options_.settings;
    return {};
  }

  /// What the journal knows as done and the list does not ask for stays as it is.
  bytes::Result<void> keep_outputs(const std::vector<MailboxEntry>& mailboxes,
                                   const Differences& differences) {
    std::vector<KeptOutput> done;
    for (const MailboxEntry& mailbox : mailboxes) {
      if (mailbox.state != MailboxState::Done || targets_.contains(key_of(mailbox.row))) {
        continue;
      }
      const auto& output = mailbox.finished.output;
      const bool is_elsewhere = !differences.settings.empty() && !output.empty();
      done.push_back({.owner = name_of(mailbox.row),
                      .path = is_elsewhere ? fs::path(output) : directory() / mailbox.row.target});
    }
    auto refused =
        done.empty() ? std::vector<bytes::Error>() : find_collisions(work_.rows, planned_, done);
    for (const KeptOutput& output : done) {
      places_taken_.insert(place_of(output.path));
    }
    return refuse(refused);
  }

  bytes::Result<void> open_journal() {
    std::error_code ignored;
    const bool exists = fs::exists(files_.journal, ignored);
    if (!exists && (dry_run() || wanted_.rows.empty())) {
      if (read_.list.entries.empty()) {
        return bytes::fail(ErrorKind::NotThisFormat, options_.list.string() + ": has no rows",
                           "write Display Name,Alias,Source,Target for each mailbox");
      }
      return list_only();
    }
    if (!exists && fs::exists(files_.results, ignored) && !options_.force) {
      return bytes::fail(ErrorKind::Exists,
                         files_.results.string() +
                             ": is of an earlier run, whose journal is not there: what is done "
                             "would be written over",
                         "name it as the list (its successes are not done again), or move it away; "
                         "--force begins anew");
    }
    auto journal = Journal::open(
        files_.journal, dry_run() ? Database::Access::ReadOnly : Database::Access::ReadWrite);
    if (!journal) {
      return tl::unexpected(journal.error());
    }
    const auto settings = journal->settings();
    auto mailboxes = settings ? journal->mailboxes() : tl::unexpected(settings.error());
    if (!mailboxes) {
      return tl::unexpected(mailboxes.error());
    }
    const auto differences = compare(wanted_, *settings, *mailboxes);
    if (differences.begun && differences.any() && !options_.force) {
      return tl::unexpected(refusal(differences, files_.journal));
    }
    if (auto kept = keep_outputs(*mailboxes, differences); !kept) {
      return kept;
    }
    if (dry_run()) {
      mailboxes_ = std::move(*mailboxes);
      return differences.any() ? list_only() : bytes::Result<void>();
    }
    if (auto adopted = adopt(*journal, wanted_, differences); !adopted) {
      return adopted;
    }
    mailboxes = journal->mailboxes();
    if (!mailboxes) {
      return tl::unexpected(mailboxes.error());
    }
    mailboxes_ = std::move(*mailboxes);
    journal_.emplace(std::move(*journal));
    return {};
  }

  /// Without a journal every row is pending.
  bytes::Result<void> list_only() {
    mailboxes_.clear();
    for (const Row& row : wanted_.rows) {
      mailboxes_.emplace_back().row = row;
    }
    return {};
  }

  bytes::Result<void> assign() {
    std::vector<Source> sources;
    for (std::size_t place = 0; place < mailboxes_.size(); ++place) {
      const MailboxEntry& mailbox = mailboxes_[place];
      const auto target = targets_.find(key_of(mailbox.row));
      const bool is_done = mailbox.state == MailboxState::Done ||
                           (mailbox.state == MailboxState::Failed && !options_.failed);
      if (target == targets_.end() || is_done) {
        tell_settled(mailbox);
        continue;
      }
      places_.push_back(place);
      sources.push_back(finder_.find((folder_of_list() / mailbox.row.source).lexically_normal()));
    }
    for (const auto& remark : finder_.notes()) {
      note(remark);
    }
    guard_.emplace(sources);
    std::vector<bytes::Error> refused;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      assign_one(mailboxes_[places_[i]], std::move(sources[i]), refused);
    }
    return refuse(refused);
  }

  void assign_one(const MailboxEntry& mailbox, Source source, std::vector<bytes::Error>& refused) {
    const auto& target = targets_.find(key_of(mailbox.row))->second;
    if (auto allowed = guard_->check(target.path); !allowed) {
      refused.push_back(allowed.error());
      return;
    }
    Assignment assignment{
        .source = std::move(source), .target = target.path, .options = options_.conversion};
    assignment.options.target.kind = target.kind;
    // Further parts of a PST get names of their own.
    assignment.options.target.may_write = [this, own = target.path](const fs::path& path) {
      return may_write(path, own);
    };
    if (!dry_run()) {
      if (mailbox.state == MailboxState::Begun) {
        wait_for_writer(target.path);
      }
      // What was found wanting, and is to be replaced, is not looked at again.
      const bool is_condemned = mailbox.state == MailboxState::Failed && options_.force;
      assignment.recognised = !is_condemned && !mailbox.identity.empty() &&
                              identity_of(target.path) == mailbox.identity;
      if (mailbox.attempts > 0 && !assignment.recognised) {
        remove_left_over(target.path);
      }
      std::error_code ignored;  // opening the output tells what is wrong
      fs::create_directories(target.path.parent_path(), ignored);
    }
    assignments_.push_back(std::move(assignment));
  }

  [[nodiscard]] bytes::Result<void> may_write(const fs::path& path, const fs::path& own) const {
    const auto place = place_of(path);
    if (place != place_of(own) && places_taken_.contains(place)) {
      return bytes::fail(ErrorKind::Exists, path.string() + ": is the output of another mailbox",
                         "give this mailbox another target");
    }
    return guard_->check(path);
  }

  /// Failed or contradictory by results in the list, and not known to the journal.
  [[nodiscard]] std::vector<Row> others_remaining() const {
    std::set<std::string> known;
    for (const MailboxEntry& mailbox : mailboxes_) {
      known.insert(key_of(mailbox.row));
    }
    std::vector<Row> rows;
    for (const Reconciled& settled : work_.settled) {
      if (settled.verdict != Verdict::Done && !known.contains(key_of(settled.last.row))) {
        rows.push_back(settled.last.row);
      }
    }
    return rows;
  }

  void tell_settled(const MailboxEntry& mailbox) {
    std::error_code ignored;
    if (mailbox.state == MailboxState::Done && !mailbox.finished.output.empty() &&
        !fs::exists(mailbox.finished.output, ignored)) {
      note(name_of(mailbox.row) + ": is done, but " + mailbox.finished.output +
           " is not there any more");
    }
  }

  /// Each of `errors` is told; the last stands for all.
  bytes::Result<void> refuse(const std::vector<bytes::Error>& errors) {
    if (errors.empty()) {
      return {};
    }
    for (std::size_t i = 0; i + 1 < errors.size(); ++i) {
      listener_.say(Talk::Failure, errors[i].what + "; " + errors[i].hint);
    }
    return tl::unexpected(errors.back());
  }

  void note(const std::string& text) {
    listener_.say(Talk::Result, "note: " + text);
    result_.notes.push_back(text);
  }

  bytes::Result<BatchResult> sum_up() {
    auto& books = result_.books;
    books.list = options_.list.string();
    for (const MailboxEntry& mailbox : mailboxes_) {
      const bool done = mailbox.state == MailboxState::Done;
      books.intact += done && mailbox.finished.intact ? 1U : 0U;
      books.damaged += done && !mailbox.finished.intact ? 1U : 0U;
      books.failed += mailbox.state == MailboxState::Failed ? 1U : 0U;
      const bool settled = done || mailbox.state == MailboxState::Failed;
      books.pending += settled ? 0U : 1U;
      if (!settled || !options_.wants_report) {
        continue;
      }
      auto json = journal_ ? journal_->json_of(mailbox.id) : mailbox.finished.report;
      if (!json) {
        return tl::unexpected(json.error());
      }
      if (!json->mailbox.empty()) {
        result_.mailboxes.push_back(std::move(*json));
      }
    }
    std::set<std::string> in_journal;
    for (const MailboxEntry& mailbox : mailboxes_) {
      in_journal.insert(key_of(mailbox.row));
    }
    for (const Reconciled& settled : work_.settled) {
      const bool known = in_journal.contains(key_of(settled.last.row));
      const bool done = !known && settled.verdict == Verdict::Done;
      const bool intact = settled.last.message == "Migrated No Errors";
      books.intact += done && intact ? 1U : 0U;
      books.damaged += done && !intact ? 1U : 0U;
      books.failed += !known && settled.verdict == Verdict::Failed ? 1U : 0U;
      books.contradictory += !known && settled.verdict == Verdict::Contradictory ? 1U : 0U;
    }
    books.mailboxes =
        books.intact + books.damaged + books.failed + books.pending + books.contradictory;
    return std::move(result_);
  }

  const BatchOptions& options_;
  const Describe& describe_;
  BatchListener& listener_;
  ListFiles files_;
  ReadList read_;
  ListWork work_;
  Wanted wanted_;
  std::vector<PlannedTarget> planned_;            // of the rows that are work
  std::map<std::string, PlannedTarget> targets_;  // the same, by key_of
  std::vector<KeptOutput> kept_;                  // outputs that the list says are done
  std::set<fs::path> places_taken_;               // by any mailbox, by place_of
  std::optional<Journal> journal_;
  std::vector<MailboxEntry> mailboxes_;
  SourceFinder finder_;
  std::optional<SourceGuard> guard_;
  std::vector<Assignment> assignments_;
  std::vector<std::size_t> places_;  // of the assignments among the mailboxes
  BatchResult result_;
};

}  // namespace

bytes::Result<BatchResult> run_batch(const BatchOptions& options, const Describe& describe,
                                     BatchListener& listener) {
  return Batch(options, describe, listener).run();
}

}  // namespace run::batch
