#include "converters/run/account.h"

#include <algorithm>

namespace run {

Tally& Tally::operator+=(const Tally& other) {
  expected += other.expected;
  written += other.written;
  skipped += other.skipped;
  failed += other.failed;
  return *this;
}

std::string to_text(const FolderPath& path) {
  std::string text;
  for (const auto& name : path) {
    if (!text.empty()) {
      text += '/';
    }
    text += name;
  }
  return text;
}

Tally Account::total() const {
  Tally sum = unplaced;
  for (const auto& folder : folders) {
    sum += folder.tally;
  }
  return sum;
}

std::uint64_t Account::empty_folders() const {
  return static_cast<std::uint64_t>(std::ranges::count_if(
      folders, [](const FolderAccount& folder) { return folder.tally.expected == 0; }));
}

bool Account::damaged() const {
  return losses.total() != 0 || partial_items() != 0 || damaged_folders() != 0 ||
         damage_notes.total() != 0 || undecodable != 0;
}

}  // namespace run
