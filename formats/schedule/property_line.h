// The beginning of a property or an object: a name, a colon, and what follows on the line.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace schedule {

/// Names in the samples have up to 24 letters.
inline constexpr std::size_t kLongestName = 64;

struct PropertyLine {
  std::string_view name;
  std::string_view rest;  // behind the colon, without blanks around it
};

/// "Name: rest"; blanks before the name are allowed. nullopt when no name of letters and digits
/// stands there, or its colon is followed by neither a blank nor a quote nor the end of the line.
[[nodiscard]] std::optional<PropertyLine> split_property(std::string_view line);

}  // namespace schedule
