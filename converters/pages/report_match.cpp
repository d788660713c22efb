#include "converters/pages/report_match.h"

#include <algorithm>
#include <string>
#include <system_error>

namespace convert::pages {
namespace {

namespace fs = std::filesystem;
using bytes::Result;

/// By the place of the output, or by its name: directories are moved, and reports with them.
const ReportMailbox* mailbox_of(const ReportFile& report, const fs::path& directory) {
  std::error_code error;
  for (const ReportMailbox& mailbox : report.mailboxes) {
    if (!mailbox.output.empty() && fs::equivalent(mailbox.output, directory, error)) {
      return &mailbox;
    }
  }
  const fs::path name = fs::canonical(directory, error).filename();
  const ReportMailbox* found = nullptr;
  for (const ReportMailbox& mailbox : report.mailboxes) {
    if (fs::path(mailbox.output).lexically_normal().filename() == name) {
      if (found != nullptr) {
        return nullptr;  // it could be either
      }
      found = &mailbox;
    }
  }
  return found;
}

Result<std::uint64_t> rows_of(const fs::path& directory) {
  auto manifest = open_manifest(directory);
  if (!manifest) {
    return bytes::pass_on(manifest.error());
  }
  std::uint64_t rows = 0;
  while (manifest->next()) {
    ++rows;
  }
  return rows;
}

}  // namespace

Result<std::vector<const ReportMailbox*>> match_report(const ReportFile& report,
                                                       const fs::path& name,
                                                       const std::vector<MailTreePlace>& places) {
  std::vector<const ReportMailbox*> found;
  for (const MailTreePlace& place : places) {
    found.push_back(mailbox_of(report, place.directory));
  }
  if (std::ranges::any_of(found, [](const auto* mailbox) { return mailbox != nullptr; })) {
    return found;
  }
  if (places.size() == 1 && report.mailboxes.size() == 1) {
    auto rows = rows_of(places.front().directory);
    if (!rows) {
      return bytes::pass_on(rows.error());
    }
    if (*rows == report.mailboxes.front().written) {
      found.front() = &report.mailboxes.front();
      return found;
    }
  }
  return bytes::fail(bytes::ErrorKind::NotThisFormat,
                     name.string() + ": a report of another conversion: it does not know " +
                         places.front().directory.string(),
                     "name the report of this conversion, or none");
}

}  // namespace convert::pages
