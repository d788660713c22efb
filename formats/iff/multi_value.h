// Fields that hold several values. FORMAT.md 2.2.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace iff {

/// The values of a field, parted by semicolons outside quotes, each without its own quotes. Empty
/// values are left out; blanks in front of one are, too.
[[nodiscard]] std::vector<std::string> split_values(std::string_view field);

}  // namespace iff
