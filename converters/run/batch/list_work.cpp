#include "converters/run/batch/list_work.h"

#include <system_error>
#include <utility>

namespace run::batch {

ListWork work_of(const ControlList& list, bool failed_too) {
  ListWork work;
  for (const LineRemark& remark : list.remarks) {
    work.remarks.push_back("line " + std::to_string(remark.line) + ": " + remark.text);
  }
  for (Reconciled& mailbox : reconcile(list.entries)) {
    const auto where =
        "line " + std::to_string(mailbox.last.line) + ", " + name_of(mailbox.last.row);
    const bool is_work =
        mailbox.verdict == Verdict::Pending || (mailbox.verdict == Verdict::Failed && failed_too);
    if (mailbox.verdict == Verdict::Pending && mailbox.entries > 1) {
      work.remarks.push_back(where + ": stands there " + std::to_string(mailbox.entries) +
                             " times, and is converted once");
    }
    if (is_work && mailbox.verdict == Verdict::Failed) {
      work.retried.push_back(mailbox.last.row);
    }
    if (is_work) {
      work.rows.push_back(std::move(mailbox.last));
      continue;
    }
    work.remarks.push_back(where + ": " + std::string(name_of(mailbox.verdict)) +
                           " by a result in the list, not converted" +
                           (mailbox.why.empty() ? "" : ": " + mailbox.why));
    work.settled.push_back(std::move(mailbox));
  }
  return work;
}

bytes::Result<void> check_no_source(const std::filesystem::path& list, text::CodePageNumber charset,
                                    const std::vector<std::filesystem::path>& paths) {
  const auto content = read_list_bytes(list);
  if (paths.empty() || !content) {
    return {};
  }
  for (const ListEntry& entry : parse_control_list(*content, charset).entries) {
    const auto source = list.parent_path() / entry.row.source;
    for (const auto& path : paths) {
      std::error_code ignored;
      if (std::filesystem::equivalent(path, source, ignored)) {
        return bytes::fail(bytes::ErrorKind::Exists, path.string() + ": is a source of the list",
                           "choose another name");
      }
    }
  }
  return {};
}

}  // namespace run::batch
