#include "formats/iff/pointer.h"

#include <charconv>
#include <string_view>

#include "formats/iff/ascii.h"

namespace iff {

std::optional<Pointer> read_pointer(const Field& field) {
  const std::string_view text = trim(field.text);
  const std::size_t open = text.rfind('(');
  if (field.is_quoted || !text.starts_with('#') || !text.ends_with(')') ||
      open == std::string_view::npos || open < 2) {
    return std::nullopt;
  }
  Pointer pointer{.file = std::string(text.substr(1, open - 1)), .offset = 0};
  const std::string_view digits = text.substr(open + 1, text.size() - open - 2);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), pointer.offset);
  const bool is_number = error == std::errc() && end == digits.data() + digits.size();
  return is_number ? std::optional(std::move(pointer)) : std::nullopt;
}

}  // namespace iff
