// How far a migration is, from lists, result files, logs and a journal; nothing is converted.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "converters/run/batch/exmerge_log.h"
#include "converters/run/batch/reconciliation.h"

namespace run::batch {

/// The PSTs that one log of ExMerge tells of.
struct ExmergeStatus {
  std::string log;
  std::vector<ExmergeCopy> copies;
};

struct Status {
  std::vector<Reconciled> mailboxes;
  VerdictCounts counts;
  std::vector<ExmergeStatus> logs;
  std::vector<std::string> remarks;  // "old.csv: line 3: two records on one line"
  std::vector<std::string> bad;      // lines that are no row
  std::vector<std::string> changed;  // outputs of what is done that are gone, or not as they were

  /// Nothing is left to do and nothing is doubtful.
  [[nodiscard]] bool complete() const;
};

/// Reads `files`: control lists and result files, and logs of ExMerge, told apart by their content.
/// The journal of the first, or else the results beside it, count like a result file. Errors as for
/// read_list_bytes() and Journal::open(); another run at work on the list is a remark.
[[nodiscard]] bytes::Result<Status> read_status(const std::vector<std::filesystem::path>& files,
                                                text::CodePageNumber charset);

/// A line for each mailbox that is not done and each PST with trouble, after the counts.
[[nodiscard]] std::string to_text(const Status& status);
/// The same with every mailbox, in JSON.
[[nodiscard]] std::string to_json(const Status& status);

}  // namespace run::batch
