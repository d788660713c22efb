// The page of sources: what was converted, and what it was by its digest.
#pragma once

#include <string>
#include <vector>

#include "converters/pages/report_file.h"

namespace convert::pages {

/// An output that the pages show.
struct ShownOutput {
  std::string name{};
  std::string url{};  // of its directory, from the pages
  std::uint64_t messages = 0;
};

/// HTML for framed_page(). `report` may be null. `notes`: PagesResult.
[[nodiscard]] std::string sources_html(const ReportFile* report,
                                       const std::vector<ShownOutput>& outputs,
                                       const std::vector<std::string>& notes);

}  // namespace convert::pages
