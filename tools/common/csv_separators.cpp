#include "tools/common/csv_separators.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tool {
namespace {

constexpr unsigned kMostCode = 0x7F;

/// One code; false: it is none.
bool parse_code(std::string_view text, std::optional<char>& code) {
  if (text.empty()) {
    return true;
  }
  unsigned number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number, 16);
  if (parsed.ec != std::errc{} || parsed.ptr != end || number == 0 || number > kMostCode ||
      number == '\n' || number == '\r') {
    return false;
  }
  code = static_cast<char>(number);
  return true;
}

}  // namespace

std::optional<directory::CsvDialectOptions> parse_separators(std::string_view text) {
  directory::CsvDialectOptions options;
  for (auto* code : {&options.column, &options.quote, &options.multi_value}) {
    const std::size_t end = std::min(text.find(','), text.size());
    if (!parse_code(text.substr(0, end), *code)) {
      return std::nullopt;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  const bool says_something = options.column || options.quote || options.multi_value;
  return text.empty() && says_something ? std::optional(options) : std::nullopt;
}

}  // namespace tool
