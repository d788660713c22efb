// What the build makes of converters/pages/site.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace convert::pages {

struct SiteFile {
  std::string_view name{};
  std::string_view content{};
};

inline constexpr std::size_t kSiteFiles = 8;
extern const std::array<SiteFile, kSiteFiles> kSiteTable;

}  // namespace convert::pages
