// Offsets of a text as line numbers, as editors count them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace convert::schedule {

class LineNumbers {
 public:
  explicit LineNumbers(std::string_view file);
  /// From 1.
  [[nodiscard]] std::uint64_t line_of(std::uint64_t offset) const;

 private:
  std::vector<std::uint64_t> begins_;
};

}  // namespace convert::schedule
