#include "converters/run/batch/batch.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "converters/run/batch/bookkeeper.h"
#include "converters/run/batch/kept_outputs.h"
#include "converters/run/batch/list_books.h"
#include "converters/run/batch/list_errors.h"
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
        errors_(options.list),
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
    books.set_others_remaining(others_remaining(mailboxes_, work_.settled));
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
    errors_.add(read_.list.bad);
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
    auto targets = plan_targets(
        work_.rows,
        {.directory = directory(), .as = options_.as, .is_given = !options_.directory.empty()});
    if (!targets) {
      return tl::unexpected(targets.error());
    }
    for (const Reconciled& settled : work_.settled) {
      // A row that failed has no output; one that succeeded once has, whatever came later.
      if (settled.verdict != Verdict::Failed) {
        const auto path = directory() / settled.last.row.target;
        kept_.push_back({.owner = line_name(settled.last), .path = path});
        for (const fs::path& part : further_parts(path, options_.as, 0)) {
          kept_.push_back({.owner = line_name(settled.last), .path = part});
        }
      }
    }
    for (const KeptOutput& output : kept_) {
      places_taken_.insert(place_of(output.path));
    }
    planned_ = std::move(*targets);
    errors_.add(find_collisions(work_.rows, planned_, kept_));
    if (errors_.any()) {
      add_sources_in_the_way();
      return refused();
    }
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      wanted_.rows.push_back(work_.rows[i].row);
      targets_.emplace(key_of(work_.rows[i].row), planned_[i]);
      places_taken_.insert(place_of(planned_[i].path));
    }
    wanted_.settings = options_.settings;
    for (const Reconciled& settled : work_.settled) {
      if (settled.verdict == Verdict::Failed) {
        wanted_.settled.insert(key_of(settled.last.row));
      }
    }
    for (const Row& row : work_.retried) {
      wanted_.retried.insert(key_of(row));
    }
    return {};
  }

  /// What the journal knows as done and the list does not ask for stays as it is.
  bytes::Result<void> keep_outputs(const std::vector<MailboxEntry>& mailboxes,
                                   const Differences& differences) {
    std::vector<KeptOutput> done;
    for (const MailboxEntry& mailbox : mailboxes) {
      const bool is_asked = targets_.contains(key_of(mailbox.row));
      const bool is_redone =
          is_asked && (!differences.settings.empty() || standing(mailbox).is_gone);
      if (mailbox.state != MailboxState::Done || is_redone) {
        continue;
      }
      const auto& output = mailbox.finished.output;
      const bool is_elsewhere = !differences.settings.empty() && !output.empty();
      const auto path = is_elsewhere ? fs::path(output) : directory() / mailbox.row.target;
      if (!is_asked) {
        done.push_back({.owner = name_of(mailbox.row), .path = path});
      }
      for (const fs::path& part : further_parts(path, options_.as, mailbox.finished.files)) {
        done.push_back({.owner = name_of(mailbox.row), .path = part});
      }
    }
    errors_.add(done.empty() ? std::vector<bytes::Error>()
                             : find_collisions(work_.rows, planned_, done));
    for (const KeptOutput& output : done) {
      places_taken_.insert(place_of(output.path));
    }
    return refused();
  }

  /// Where the output of a mailbox is, asked for or not.
  [[nodiscard]] Standing standing(const MailboxEntry& mailbox) const {
    const auto target = targets_.find(key_of(mailbox.row));
    const auto path =
        target == targets_.end() ? directory() / mailbox.row.target : target->second.path;
    return standing_of(mailbox, path, options_.as);
  }

  /// A list that is refused all the same is told everything that is wrong with it.
  void add_sources_in_the_way() {
    std::vector<Source> sources;
    for (const ListEntry& entry : work_.rows) {
      sources.push_back(finder_.find((folder_of_list() / entry.row.source).lexically_normal()));
    }
    const SourceGuard guard(sources);
    std::vector<bytes::Error> errors;
    for (std::size_t i = 0; i < planned_.size(); ++i) {
      if (auto allowed = guard.check(planned_[i].path); !allowed) {
        errors.push_back(allowed.error());
        errors.back().what = line_name(work_.rows[i]) + ": " + errors.back().what;
      }
    }
    errors_.add(errors);
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
      return differences.any() || !differences.retried.empty() ? list_only()
                                                               : bytes::Result<void>();
    }
    for (const Row& row : differences.retried) {
      note(name_of(row) +
           ": failed by a result in the list, and the journal does not know it: it "
           "is converted now");
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
      const bool is_asked = target != targets_.end();
      const bool is_done = mailbox.state == MailboxState::Done ||
                           (mailbox.state == MailboxState::Failed && !options_.failed);
      if ((!is_asked || is_done) && !tell_settled(mailbox, is_asked)) {
        continue;
      }
      places_.push_back(place);
      sources.push_back(finder_.find((folder_of_list() / mailbox.row.source).lexically_normal()));
    }
    for (const auto& remark : finder_.notes()) {
      note(remark);
    }
    guard_.emplace(sources);
    for (const fs::path& path : options_.side_files) {
      if (auto allowed = guard_->check(path); !allowed) {
        return allowed;
      }
    }
    std::vector<bytes::Error> in_the_way;
    for (std::size_t i = 0; i < sources.size(); ++i) {
      assign_one(mailboxes_[places_[i]], std::move(sources[i]), in_the_way);
    }
    errors_.add(in_the_way);
    return refused();
  }

  void assign_one(const MailboxEntry& mailbox, Source source,
                  std::vector<bytes::Error>& in_the_way) {
    const auto& target = targets_.find(key_of(mailbox.row))->second;
    if (auto allowed = guard_->check(target.path); !allowed) {
      in_the_way.push_back(allowed.error());
      return;
    }
    Assignment assignment{
        .source = std::move(source), .target = target.path, .options = options_.conversion};
    assignment.options.target.kind = target.kind;
    assignment.options.listed = {.display_name = mailbox.row.display_name,
                                 .alias = mailbox.row.alias};
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
      auto there = recognise(target.path, mailbox.identity);
      assignment.recognised = !is_condemned && there.is_ours;
      assignment.changed_parts = std::move(there.others);
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

  /// Whether it is work again: nothing can be written over where nothing is.
  bool tell_settled(const MailboxEntry& mailbox, bool is_asked) {
    const Standing found = standing(mailbox);
    const bool is_work = is_asked && found.is_gone;
    const std::string advice =
        is_work    ? ": it is converted again"
        : is_asked ? "; move what is there away and run the same command: it is converted "
                     "again; or take its line out of the list"
                   : "";
    for (const std::string& change : found.changes) {
      note(change + advice);
    }
    result_.changed += is_asked && !is_work && !found.changes.empty() ? 1U : 0U;
    return is_work;
  }

  /// What is wrong with the list, when anything is.
  bytes::Result<void> refused() {
    if (!errors_.any()) {
      return {};
    }
    return tl::unexpected(
        errors_.tell([this](const std::string& line) { listener_.say(Talk::Failure, line); }));
  }

  void note(const std::string& text) {
    listener_.say(Talk::Result, "note: " + text);
    result_.notes.push_back(text);
  }

  bytes::Result<BatchResult> sum_up() {
    result_.books = books_of(mailboxes_, work_.settled);
    result_.books.list = options_.list.string();
    for (const MailboxEntry& mailbox : mailboxes_) {
      const bool is_settled =
          mailbox.state == MailboxState::Done || mailbox.state == MailboxState::Failed;
      if (!is_settled || !options_.wants_report) {
        continue;
      }
      result_.rows.push_back(row_of(mailbox));
      auto json = journal_ ? journal_->json_of(mailbox.id) : mailbox.finished.report;
      if (!json) {
        return tl::unexpected(json.error());
      }
      if (!json->mailbox.empty()) {
        result_.mailboxes.push_back(std::move(*json));
      }
    }
    return std::move(result_);
  }

  const BatchOptions& options_;
  const Describe& describe_;
  BatchListener& listener_;
  ListFiles files_;
  ListErrors errors_;
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
