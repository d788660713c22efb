// Which mailbox of a report each output is.
#pragma once

#include <filesystem>
#include <vector>

#include "converters/pages/mail_trees.h"
#include "converters/pages/report_file.h"
#include "formats/bytes/result.h"

namespace convert::pages {

/// The mailbox of each place, in their order, null where there is none: the one whose output lies
/// there, or else the only one whose output is called so; when there is one place and one mailbox,
/// whose output was renamed since, the manifest must have as many rows as it has written.
/// NotThisFormat when the report, which is called `name`, knows none of the places; else as
/// open_manifest(). `report` must outlive what is returned.
[[nodiscard]] bytes::Result<std::vector<const ReportMailbox*>> match_report(
    const ReportFile& report, const std::filesystem::path& name,
    const std::vector<MailTreePlace>& places);

}  // namespace convert::pages
