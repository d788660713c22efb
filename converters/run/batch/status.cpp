#include "converters/run/batch/status.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "converters/run/batch/journal.h"
#include "converters/run/batch/kept_outputs.h"
#include "converters/run/batch/list_files.h"
#include "converters/run/printable.h"
#include "converters/run/quantity.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;

class Reading {
 public:
  explicit Reading(text::CodePageNumber charset) : charset_(charset) {}

  bytes::Result<void> read(const fs::path& path) {
    const auto content = read_list_bytes(path);
    if (!content) {
      return tl::unexpected(content.error());
    }
    if (is_exmerge_log(*content, charset_)) {
      status_.logs.push_back(
          {.log = path.string(), .copies = parse_exmerge_log(*content, charset_)});
      return {};
    }
    auto list = parse_control_list(*content, charset_);
    const auto told = [&path](const LineRemark& remark) {
      return path.string() + ": line " + std::to_string(remark.line) + ": " + remark.text;
    };
    std::ranges::transform(list.bad, std::back_inserter(status_.bad), told);
    std::ranges::transform(list.remarks, std::back_inserter(status_.remarks), told);
    std::ranges::move(list.entries, std::back_inserter(entries_));
    return {};
  }

  /// What our own runs by this list have noted.
  bytes::Result<void> read_journal_of(const fs::path& list) {
    const auto files = files_beside(list);
    std::error_code ignored;
    if (!fs::exists(files.journal, ignored)) {
      return fs::exists(files.results, ignored) ? read(files.results) : bytes::Result<void>();
    }
    const auto journal = Journal::open(files.journal, Database::Access::ReadOnly);
    const auto mailboxes = journal ? journal->mailboxes() : tl::unexpected(journal.error());
    if (!mailboxes && mailboxes.error().kind == bytes::ErrorKind::Busy) {
      status_.remarks.push_back(list.string() +
                                ": a run is at work on it: this is what its results file has");
      return fs::exists(files.results, ignored) ? read(files.results) : bytes::Result<void>();
    }
    if (!mailboxes) {
      return tl::unexpected(mailboxes.error());
    }
    const auto settings = journal->settings();
    if (!settings) {
      return tl::unexpected(settings.error());
    }
    const auto value = [&settings](const std::string& name) {
      const auto found = settings->find(name);
      return found == settings->end() ? std::string() : found->second;
    };
    for (const MailboxEntry& mailbox : *mailboxes) {
      add(mailbox);
      const auto output = list.parent_path() / value("output") / mailbox.row.target;
      for (const std::string& change :
           standing_of(mailbox, output.lexically_normal(), value("as")).changes) {
        status_.changed.push_back(change);
      }
    }
    return {};
  }

  Status finish() {
    status_.mailboxes = reconcile(entries_);
    status_.counts = count(status_.mailboxes);
    return std::move(status_);
  }

 private:
  void add(const MailboxEntry& mailbox) {
    ListEntry entry;
    entry.row = mailbox.row;
    if (mailbox.state == MailboxState::Done || mailbox.state == MailboxState::Failed) {
      entry.outcome = mailbox.state == MailboxState::Done ? Outcome::Success : Outcome::Failure;
      entry.message = mailbox.finished.message;
      entry.time = mailbox.ended;
      entry.time_text = list_time(mailbox.ended);
    }
    entries_.push_back(std::move(entry));
  }

  text::CodePageNumber charset_;
  Status status_;
  std::vector<ListEntry> entries_;
};

std::string line_of(const Reconciled& mailbox) {
  std::string line = std::string(name_of(mailbox.verdict)) + ": " + name_of(mailbox.last.row) +
                     ", " + mailbox.last.row.source + " to " + mailbox.last.row.target;
  if (!mailbox.why.empty()) {
    line += ": " + mailbox.why;
  }
  return line + (mailbox.last.time_text.empty() ? "" : ", " + mailbox.last.time_text);
}

/// Empty when there is nothing to say of it.
std::string line_of(const ExmergeCopy& copy) {
  const auto pst = "\"" + copy.display_name + "\" (" + copy.alias + "), " + copy.file + ": ";
  if (copy.aborted) {
    return "incomplete: " + pst + copy.trouble;
  }
  if (!copy.trouble.empty()) {
    return "doubtful: " + pst + copy.trouble;
  }
  return copy.is_last ? "doubtful: " + pst + "the log ends with it" : std::string();
}

}  // namespace

bool Status::complete() const {
  const bool all_done = counts.failed == 0 && counts.pending == 0 && counts.contradictory == 0;
  return all_done && bad.empty() && changed.empty() &&
         std::ranges::none_of(logs, [](const ExmergeStatus& log) {
           return std::ranges::any_of(
               log.copies, [](const ExmergeCopy& copy) { return !line_of(copy).empty(); });
         });
}

bytes::Result<Status> read_status(const std::vector<fs::path>& files,
                                  text::CodePageNumber charset) {
  Reading reading(charset);
  for (const fs::path& file : files) {
    if (auto read = reading.read(file); !read) {
      return tl::unexpected(read.error());
    }
  }
  if (!files.empty()) {
    if (auto read = reading.read_journal_of(files.front()); !read) {
      return tl::unexpected(read.error());
    }
  }
  return reading.finish();
}

std::string to_text(const Status& status) {
  const auto& counts = status.counts;
  std::string text;
  const auto say = [&text](const std::string& line) { text += printable(line) + "\n"; };
  if (!status.mailboxes.empty()) {
    say(format_count(status.mailboxes.size()) +
        (status.mailboxes.size() == 1 ? " mailbox: " : " mailboxes: ") + format_count(counts.done) +
        " done, " + format_count(counts.failed) + " failed, " + format_count(counts.pending) +
        " pending, " + format_count(counts.contradictory) + " contradictory");
  }
  for (const Reconciled& mailbox : status.mailboxes) {
    if (mailbox.verdict != Verdict::Done) {
      say(line_of(mailbox));
    }
  }
  for (const std::string& change : status.changed) {
    say(change);
  }
  for (const ExmergeStatus& log : status.logs) {
    const auto aborted =
        static_cast<std::uint64_t>(std::ranges::count_if(log.copies, &ExmergeCopy::aborted));
    say(log.log + ": " + format_items(log.copies.size(), "PST") + ", " + format_count(aborted) +
        " incomplete");
    for (const ExmergeCopy& copy : log.copies) {
      if (const auto line = line_of(copy); !line.empty()) {
        say(line);
      }
    }
  }
  return text;
}

}  // namespace run::batch
