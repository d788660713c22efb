#include "formats/schedule/escapes.h"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "formats/text/lead_byte.h"

namespace schedule {
std::size_t character_length(std::string_view text, text::CodePageNumber page) {
  constexpr unsigned char kFirstTrail = 0x40;
  const bool is_double = text.size() > 1 && text::is_lead_byte(text[0], page) &&
                         static_cast<unsigned char>(text[1]) >= kFirstTrail;
  return is_double ? 2 : std::min<std::size_t>(text.size(), 1);
}

std::string halve_backslashes(std::string_view value, text::CodePageNumber page) {
  std::string halved;
  while (!value.empty()) {
    const std::size_t length = value.starts_with("\\\\") ? 2 : character_length(value, page);
    halved += value.starts_with("\\\\") ? value.substr(0, 1) : value.substr(0, length);
    value.remove_prefix(length);
  }
  return halved;
}

std::optional<std::vector<std::byte>> read_binary(std::string_view value) {
  constexpr std::size_t kEscape = 3;
  constexpr int kHexadecimal = 16;
  std::vector<std::byte> data;
  while (!value.empty()) {
    std::uint8_t byte = static_cast<std::uint8_t>(value.front());
    std::size_t length = 1;
    if (value.front() == '/') {
      const char* const end = value.data() + std::min(value.size(), kEscape);
      const auto [stop, error] = std::from_chars(value.data() + 1, end, byte, kHexadecimal);
      if (error != std::errc() || value.size() < kEscape || stop != end) {
        return std::nullopt;
      }
      length = kEscape;
    }
    data.push_back(std::byte{byte});
    value.remove_prefix(length);
  }
  return data;
}

}  // namespace schedule
