// What is odd about a directory file, with the text it is about.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/text/utf8.h"

namespace directory {

/// Bytes of the text that a finding quotes: enough for a row of twenty addresses.
inline constexpr std::size_t kMostQuoted = 1024;

struct Finding {
  std::uint64_t line = 0;  // of the file, the first is 1
  bytes::Damage damage{};  // where in the file, which rule: FORMAT.md 6
  std::string column{};    // of the file, UTF-8; empty: the line as a whole
  std::string raw{};       // UTF-8, at most kMostQuoted bytes of it
  bool is_note = false;    // odd, but no data is missing: read whole, or an order to an importer

  friend bool operator==(const Finding&, const Finding&) = default;
};

/// Keeps the first `kKept` and counts the rest.
class FindingLog {
 public:
  static constexpr std::size_t kKept = 1000;

  void add(Finding finding) {
    ++total_;
    damages_ += finding.is_note ? 0 : 1;
    if (items_.size() < kKept) {
      finding.raw.resize(text::utf8_front(finding.raw, kMostQuoted).size());
      items_.push_back(std::move(finding));
    }
  }
  [[nodiscard]] const std::vector<Finding>& items() const { return items_; }
  [[nodiscard]] std::size_t total() const { return total_; }
  /// Those that are no notes.
  [[nodiscard]] std::size_t damages() const { return damages_; }

 private:
  std::vector<Finding> items_;
  std::size_t total_ = 0;
  std::size_t damages_ = 0;
};

}  // namespace directory
