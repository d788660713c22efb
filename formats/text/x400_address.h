// X.400 addresses in the two forms in which Exchange writes them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace text {

/// "S=Ash": name and value verbatim, but for the escapes of the value.
struct X400Part {
  std::string name{};
  std::string value{};
  friend bool operator==(const X400Part&, const X400Part&) = default;
};

/// The parts of "c=US;a= ;p=X;s=Ash" or "/C=US/A= /P=X/S=Ash", in their order. "$/" is a slash of
/// the value in both forms (KB Q159292); other dollar signs are themselves. A piece without "="
/// belongs to the value before it. nullopt: the text does not begin with a part.
[[nodiscard]] std::optional<std::vector<X400Part>> parse_x400(std::string_view address);

/// Without the parts that have no value, which made addresses invalid (KB Q145585); "a= " has one,
/// a blank.
[[nodiscard]] std::vector<X400Part> without_empty_parts(std::vector<X400Part> parts);

/// "c=US;a= ;p=X;s=Ash". Where a value holds a semicolon, "/c=US/a= /p=X/s=Ash", with "$/" for a
/// slash in a value.
[[nodiscard]] std::string to_x400(const std::vector<X400Part>& parts);

/// An X.400 address as its readers want it: the parts that have a value, as to_x400() writes them.
/// What parse_x400() does not know stays as it is.
[[nodiscard]] std::string clean_x400(std::string_view address);

}  // namespace text
