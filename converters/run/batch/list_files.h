// The files beside a control list: results, what remains, and the list itself when it is consumed.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "converters/run/batch/journal.h"

namespace run::batch {

/// "LIST.csv" has "LIST.journal", "LIST.results.csv" and "LIST.remaining.csv" beside it.
struct ListFiles {
  std::filesystem::path list;
  std::filesystem::path journal;
  std::filesystem::path results;
  std::filesystem::path remaining;

  /// All of them, and what lies beside the journal while a run is at work.
  [[nodiscard]] std::vector<std::filesystem::path> all() const;
};
[[nodiscard]] ListFiles files_beside(const std::filesystem::path& list);

/// Rows as Migrate.exe writes them (Q177776), of every mailbox that is done or failed, in the order
/// of the journal: SUCCESS or FAILURE, the four fields, a message, a time. CRLF.
[[nodiscard]] std::string results_text(const std::vector<MailboxEntry>& mailboxes);
/// Rows of a new control list: what is not done, and `others`.
[[nodiscard]] std::string remaining_text(const std::vector<MailboxEntry>& mailboxes,
                                         const std::vector<Row>& others = {});

/// The bytes of a list without the lines of which every row is in `done` (by key_of).
[[nodiscard]] std::string without_done(const std::string& content, const ControlList& list,
                                       const std::set<std::string>& done);

/// Puts `content` in the place of `path` in one step: a temporary file, fsync, rename. Who reads it
/// finds the old or the new, never a half.
[[nodiscard]] bytes::Result<void> replace_file(const std::filesystem::path& path,
                                               std::string_view content);

}  // namespace run::batch
