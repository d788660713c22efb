// The truth about a batch: what became of each mailbox, kept over restarts and kills.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "converters/run/batch/control_list.h"
#include "converters/run/batch/database.h"
#include "converters/run/batch/finished.h"
#include "converters/run/batch/run_lock.h"

namespace run::batch {

enum class MailboxState : std::uint8_t { Pending = 0, Begun = 1, Done = 2, Failed = 3 };

/// One mailbox of the journal. The report is not read with it: json_of().
struct MailboxEntry {
  std::int64_t id = 0;
  Row row;
  MailboxState state = MailboxState::Pending;
  std::int64_t attempts = 0;
  std::int64_t ended = 0;  // seconds since 1970
  /// Of the output before it got its name; empty: it never came so far.
  std::string identity;
  Finished finished;  // without its report
};

/// Every change is on the disk when the call returns. One process at a time has a journal; it must
/// not be used in a forked child.
class Journal {
 public:
  static constexpr std::int64_t kSchemaVersion = 1;

  /// Makes it when it is to be written and not there. Busy: another run has it. NotThisFormat: it
  /// is no journal. Unsupported: a later version wrote it.
  [[nodiscard]] static bytes::Result<Journal> open(const std::filesystem::path& path,
                                                   Database::Access access);

  /// Settings that the outputs depend on, by name; empty in a new journal.
  [[nodiscard]] bytes::Result<std::map<std::string, std::string>> settings() const;
  [[nodiscard]] bytes::Result<void> set_settings(
      const std::map<std::string, std::string>& settings);

  /// In the order they were added.
  [[nodiscard]] bytes::Result<std::vector<MailboxEntry>> mailboxes() const;
  [[nodiscard]] bytes::Result<MailboxJson> json_of(std::int64_t id) const;

  /// All or none. A row whose key is there already changes nothing.
  [[nodiscard]] bytes::Result<void> add(const std::vector<Row>& rows);
  /// Forgets mailboxes; all or none.
  [[nodiscard]] bytes::Result<void> remove(const std::vector<std::int64_t>& ids);
  /// Every mailbox is pending again.
  [[nodiscard]] bytes::Result<void> restart();

  /// A mailbox's output is about to be written.
  [[nodiscard]] bytes::Result<void> begin(std::int64_t id);
  /// Its output is written, and about to get its name.
  [[nodiscard]] bytes::Result<void> ready(std::int64_t id, const std::string& identity);
  [[nodiscard]] bytes::Result<void> finish(std::int64_t id, const Finished& finished,
                                           std::int64_t ended);

 private:
  Journal(RunLock lock, Database database)
      : lock_(std::move(lock)), database_(std::move(database)) {}
  [[nodiscard]] bytes::Result<void> prepare(Database::Access access);
  [[nodiscard]] bytes::Result<void> make_tables();
  /// Runs `changes` as one transaction.
  template <class Changes>
  [[nodiscard]] bytes::Result<void> together(Changes changes);

  RunLock lock_;  // first in, last out
  Database database_;
};

}  // namespace run::batch
