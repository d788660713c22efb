#include "formats/iff/zero_runs.h"

#include <algorithm>

namespace iff {

std::vector<ZeroRun> zero_runs(std::string_view text, std::uint64_t at) {
  std::vector<ZeroRun> runs;
  for (std::size_t begin = text.find('\0');
       begin != std::string_view::npos && runs.size() < kMostZeroRuns;) {
    const std::size_t end = std::min(text.find_first_not_of('\0', begin), text.size());
    if (end - begin >= kLeastZeros) {
      runs.push_back({.offset = at + begin, .length = end - begin});
    }
    begin = text.find('\0', end);
  }
  return runs;
}

}  // namespace iff
