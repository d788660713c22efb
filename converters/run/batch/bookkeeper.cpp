#include "converters/run/batch/bookkeeper.h"

#include <set>
#include <system_error>
#include <utility>

namespace run::batch {
namespace {

namespace fs = std::filesystem;

// The journal is the truth; files for people may be a second behind it.
constexpr std::chrono::seconds kBetweenWrites{1};

}  // namespace

Bookkeeper::Bookkeeper(const BatchOptions& options, Journal* journal,
                       std::vector<MailboxEntry>& mailboxes, std::vector<std::size_t> places,
                       ReadList read, BatchListener& listener)
    : options_(options),
      journal_(journal),
      mailboxes_(mailboxes),
      places_(std::move(places)),
      read_(std::move(read)),
      listener_(listener),
      files_(files_beside(options.list)),
      may_consume_(options.consume) {}

bytes::Result<void> Bookkeeper::begin(std::size_t index) {
  auto& mailbox = mailboxes_[places_[index]];
  if (journal_ == nullptr) {
    return {};
  }
  auto begun = journal_->begin(mailbox.id);
  if (begun) {
    mailbox.state = MailboxState::Begun;
    ++mailbox.attempts;
  }
  return begun;
}

bytes::Result<void> Bookkeeper::ready(std::size_t index, const std::string& identity) {
  return journal_ == nullptr ? bytes::Result<void>()
                             : journal_->ready(mailboxes_[places_[index]].id, identity);
}

void Bookkeeper::line(std::size_t /*index*/, Talk talk, const std::string& text) {
  listener_.say(talk, text);
}

bytes::Result<void> Bookkeeper::finished(std::size_t index, const Finished& finished) {
  auto& mailbox = mailboxes_[places_[index]];
  mailbox.ended = now_unix_seconds();
  if (journal_ != nullptr) {
    if (auto noted = journal_->finish(mailbox.id, finished, mailbox.ended); !noted) {
      return noted;
    }
  }
  mailbox.state = finished.failed ? MailboxState::Failed : MailboxState::Done;
  mailbox.finished = finished;
  if (journal_ != nullptr) {
    mailbox.finished.report = {};  // the journal has it
  }
  bytes_written_ += finished.bytes;
  is_behind_ = true;
  return {};
}

void Bookkeeper::progress(const BatchProgress& progress) {
  listener_.progress(progress, total_bytes_);
  if (is_behind_ && std::chrono::steady_clock::now() - written_ > kBetweenWrites) {
    write_files();
  }
}

void Bookkeeper::stopping(std::size_t running) {
  listener_.say(Talk::Result, running == 0
                                  ? "stopped: no further mailbox is begun"
                                  : "stopping: " + std::to_string(running) +
                                        (running == 1 ? " mailbox is" : " mailboxes are") +
                                        " still being finished; a second signal stops at once");
}

void Bookkeeper::write_files() {
  if (journal_ == nullptr || !is_behind_) {
    return;
  }
  is_behind_ = false;
  trouble_.clear();
  static_cast<void>(write(files_.results, results_text(mailboxes_)));
  static_cast<void>(write(files_.remaining, remaining_text(mailboxes_, others_)));
  if (may_consume_) {
    consume();
  }
  written_ = std::chrono::steady_clock::now();
}

bool Bookkeeper::write(const fs::path& path, const std::string& content) {
  const auto written = replace_file(path, content);
  if (!written) {
    trouble_.push_back(written.error());
    is_behind_ = true;
  }
  return written.has_value();
}

void Bookkeeper::consume() {
  std::error_code error;
  const auto path = fs::canonical(files_.list, error);
  const auto there = read_list_bytes(path);
  if (!there || *there != read_.content) {
    trouble_.push_back({.kind = bytes::ErrorKind::Exists,
                        .what = files_.list.string() +
                                ": was changed while it was worked on, and is left as it is",
                        .hint = "what is done stands in " + files_.results.string()});
    may_consume_ = false;
    return;
  }
  std::set<std::string> done;
  for (const MailboxEntry& mailbox : mailboxes_) {
    if (mailbox.state == MailboxState::Done) {
      done.insert(key_of(mailbox.row));
    }
  }
  auto rest = without_done(read_.content, read_.list, done);
  if (rest == read_.content) {
    return;
  }
  const auto mode = fs::status(path, error).permissions();
  if (write(path, rest)) {
    fs::permissions(path, mode, error);
    read_.list = parse_control_list(rest, options_.conversion.read.charset);
    read_.content = std::move(rest);
  }
}

}  // namespace run::batch
