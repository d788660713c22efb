// Everything that is wrong with a control list, told at once before anything begins.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "converters/run/batch/control_list.h"
#include "formats/bytes/result.h"

namespace run::batch {

/// The most errors of a list that are told one by one: a list that has lost its line ends, or the
/// wrong file, has one in every line.
inline constexpr std::size_t kMostListErrors = 100;

class ListErrors {
 public:
  explicit ListErrors(std::filesystem::path list) : list_(std::move(list)) {}

  /// Lines that are no mailbox.
  void add(const std::vector<LineRemark>& bad);
  /// Targets in each other's way, or in that of a source.
  void add(const std::vector<bytes::Error>& targets);
  [[nodiscard]] bool any() const { return !errors_.empty(); }

  /// Tells the first kMostListErrors, and how many more there are; then the Error that the run ends
  /// with: NotThisFormat when a line is no mailbox, else the kind of the first.
  [[nodiscard]] bytes::Error tell(const std::function<void(const std::string&)>& say) const;

 private:
  std::filesystem::path list_;
  std::vector<bytes::Error> errors_;
  std::size_t bad_lines_ = 0;
};

}  // namespace run::batch
