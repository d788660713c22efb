// Names for the outputs of one directory.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace run {

/// Makes safe file names out of mailbox names, unique where case does not count.
class OutputNames {
 public:
  /// `name` made safe, with " (2)" and so on behind it when it was given before, and `extension`.
  [[nodiscard]] std::string add(const std::string& name, std::string_view extension);

 private:
  std::set<std::string> taken_;  // case-folded
};

}  // namespace run
