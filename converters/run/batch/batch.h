// Mailboxes by a control list: each in a process of its own, what became of it in a journal.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "converters/run/batch/adoption.h"
#include "converters/run/batch/list_files.h"
#include "converters/run/batch/scheduler.h"
#include "converters/run/conversion.h"
#include "converters/run/report.h"

namespace run::batch {

struct BatchOptions {
  std::filesystem::path list;
  std::filesystem::path directory;  // what targets are relative to; empty: where the list is
  std::string as;                   // form of every output; empty: each target's name decides
  ConversionOptions conversion;     // of each mailbox; the kind of its target is set here
  Settings settings;                // of these, what the outputs depend on
  Schedule schedule;
  bool consume = false;       // take what succeeded out of the list
  bool failed = false;        // run again what failed
  bool force = false;         // replace outputs; take over a journal that does not belong
  bool wants_report = false;  // BatchResult::mailboxes is asked for
  std::vector<std::filesystem::path> side_files{};  // that will be written: none may be a source
};

/// Hears what goes on, in the calling process.
class BatchListener {
 public:
  BatchListener() = default;
  BatchListener(const BatchListener&) = delete;
  BatchListener(BatchListener&&) = delete;
  BatchListener& operator=(const BatchListener&) = delete;
  BatchListener& operator=(BatchListener&&) = delete;
  virtual ~BatchListener() = default;

  virtual void say(Talk talk, const std::string& line) = 0;
  /// `total_bytes` of all sources of this run.
  virtual void progress(const BatchProgress& progress, std::uint64_t total_bytes) = 0;
};

struct BatchResult {
  ListBooks books;                     // of the whole list, earlier runs included
  std::vector<MailboxJson> mailboxes;  // of earlier runs, too; in the order of the list
  std::vector<ResultRow> rows;         // of the same, settled by this run or an earlier one
  std::vector<std::string> notes;
  std::uint64_t bytes = 0;            // of the outputs of this run; a dry run counts them
  std::uint64_t changed = 0;          // mailboxes that are done, whose output is not as it was
  std::vector<bytes::Error> trouble;  // results or list could not be rewritten; the journal stands
};

/// Converts what the list asks for and the journal does not know as done, `schedule.jobs` at once;
/// also what is done and whose output is gone, which is noted.
/// The journal, the results and what remains lie beside the list (files_beside). Every mailbox that
/// a run begins is noted first, and again before its output gets its name: an output that a killed
/// run has named and not noted is known by its identity, and kept when it holds what a second
/// reading makes. A dry run writes none of these files.
///
/// Refused before anything begins: bad lines (NotThisFormat, each told), targets in each other's
/// way or in the way of sources (Exists, each told), a journal of another list or other options
/// (Exists), results without their journal (Exists), another run at work on the list (Busy).
[[nodiscard]] bytes::Result<BatchResult> run_batch(const BatchOptions& options,
                                                   const Describe& describe,
                                                   BatchListener& listener);

}  // namespace run::batch
