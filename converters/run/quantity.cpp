#include "converters/run/quantity.h"

#include <array>
#include <cstdio>

namespace run {

std::string format_count(std::uint64_t count) {
  auto digits = std::to_string(count);
  for (auto at = digits.size(); at > 3; at -= 3) {
    digits.insert(at - 3, 1, ',');
  }
  return digits;
}

std::string format_bytes(std::uint64_t bytes) {
  if (bytes < 1000) {
    return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  }
  static constexpr std::array<const char*, 6> kUnits{"kB", "MB", "GB", "TB", "PB", "EB"};
  auto value = static_cast<double>(bytes) / 1000;
  std::size_t unit = 0;
  while (value >= 999.95 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.1f %s", value, kUnits.at(unit));
  return {text.data(), static_cast<std::size_t>(length)};
}

std::string format_items(std::uint64_t count, const std::string& singular) {
  return format_count(count) + " " + singular + (count == 1 ? "" : "s");
}

}  // namespace run
