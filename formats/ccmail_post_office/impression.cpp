#include "formats/ccmail_post_office/impression.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ccmail_post_office {
namespace {

// FORMAT.md 4: {20-7E, 09, 0A, 0D}, 98 of 256.
bool is_plain(unsigned char c) {
  return (c >= 0x20 && c <= 0x7E) || c == '\t' || c == '\n' || c == '\r';
}

}  // namespace

std::string entropy_text(const Impression& impression) {
  const auto hundredths = static_cast<unsigned>(impression.entropy * 100 + 0.5);
  const unsigned rest = hundredths % 100;
  return std::to_string(hundredths / 100) + (rest < 10 ? ".0" : ".") + std::to_string(rest);
}

void ImpressionTaker::take(std::span<const std::byte> data) {
  for (const std::byte one : data) {
    const auto c = std::to_integer<unsigned char>(one);
    ++counts_.at(c);
    if (is_plain(c)) {
      if (run_.length == 0) {
        run_.offset = impression_.size;
      }
      ++run_.length;
      if (run_.text.size() < kKeptText) {
        run_.text += static_cast<char>(c);
      }
    } else {
      end_run();
    }
    ++impression_.size;
  }
}

void ImpressionTaker::end_run() {
  if (run_.length >= kShortestRun) {
    impression_.plain += run_.length;
    ++impression_.run_count;
    if (impression_.runs.size() < kKeptRuns) {
      impression_.runs.push_back(run_);
    }
  }
  run_.length = 0;
  run_.text.clear();
}

Impression ImpressionTaker::finish() {
  end_run();
  for (const std::uint64_t count : counts_) {
    if (count != 0) {
      const double share = static_cast<double>(count) / static_cast<double>(impression_.size);
      impression_.entropy -= share * std::log2(share);
    }
  }
  impression_.entropy = std::max(impression_.entropy, 0.0);  // not -0
  return std::move(impression_);
}

}  // namespace ccmail_post_office
