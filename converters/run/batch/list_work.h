// What a control list asks for, and what it says is done already.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "converters/run/batch/reconciliation.h"
#include "converters/run/report.h"

namespace run::batch {

struct ListWork {
  std::vector<ListEntry> rows;       // to do, in the order of the list
  std::vector<Row> retried;          // of these, what failed by a result in the list
  std::vector<Reconciled> settled;   // not to do: done, failed, contradictory by its own results
  std::vector<std::string> remarks;  // on single lines
};

/// Pending rows are work; rows that failed are, when `failed_too`. What has succeeded never is, nor
/// what its results contradict.
[[nodiscard]] ListWork work_of(const ControlList& list, bool failed_too);

/// Exists when one of `paths`, which are to be written, is a source of a row of the list, done or
/// not. Says nothing of a list that cannot be read.
[[nodiscard]] bytes::Result<void> check_no_source(const std::filesystem::path& list,
                                                  text::CodePageNumber charset,
                                                  const std::vector<std::filesystem::path>& paths);

}  // namespace run::batch
