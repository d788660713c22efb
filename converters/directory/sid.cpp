#include "converters/directory/sid.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace convert::directory {
namespace {

constexpr std::size_t kHeadSize = 8;             // revision, count, six bytes of authority
constexpr std::size_t kMostSubAuthorities = 15;  // [MS-DTYP] 2.4.2: SID_MAX_SUB_AUTHORITIES
constexpr std::size_t kWordSize = 4;

std::uint64_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes[i]);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "1-5-21-…": numbers with hyphens between them.
bool is_text_form(std::string_view rest) {
  return rest.size() >= 3 && is_digit(rest.front()) && is_digit(rest.back()) &&
         std::all_of(rest.begin(), rest.end(), [](char c) { return is_digit(c) || c == '-'; }) &&
         rest.find("--") == std::string_view::npos && rest.find('-') != std::string_view::npos;
}

}  // namespace

std::optional<std::string> sid_text(std::string_view sid) {
  if (sid.starts_with("S-") || sid.starts_with("s-")) {
    const auto rest = sid.substr(2);
    return is_text_form(rest) ? std::optional("S-" + std::string(rest)) : std::nullopt;
  }
  if (sid.size() < kHeadSize || sid.front() != '\x01') {
    return std::nullopt;
  }
  const std::size_t count = byte_at(sid, 1);
  if (count > kMostSubAuthorities || sid.size() != kHeadSize + count * kWordSize) {
    return std::nullopt;
  }
  std::uint64_t authority = 0;
  for (std::size_t i = 2; i < kHeadSize; ++i) {
    authority = authority << 8U | byte_at(sid, i);
  }
  std::string text = "S-1-" + std::to_string(authority);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = kHeadSize + i * kWordSize;
    text += '-' + std::to_string(byte_at(sid, at) | byte_at(sid, at + 1) << 8U |
                                 byte_at(sid, at + 2) << 16U | byte_at(sid, at + 3) << 24U);
  }
  return text;
}

}  // namespace convert::directory
