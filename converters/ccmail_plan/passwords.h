// The file in which the owner fills in passwords: NAME=PASSWORD, a line each. README.md 4.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace convert::ccmail_plan {

/// Of a post office with 493,214 users, and to spare.
inline constexpr std::size_t kLargestPasswordFile = std::size_t{64} * 1024 * 1024;

/// Nothing of it is ever printed: messages name lines by their number.
class Passwords {
 public:
  /// `text` is UTF-8. Empty lines say nothing, nor those that begin with ';' unless a name does;
  /// "*=PASSWORD" is that of everybody without a line. `names`: those that may stand there, UTF-8;
  /// a line of another name, or a second line of one, is a remark. The case of a name does not
  /// count; of two names that differ in the case of other letters than A to Z each has its own
  /// line.
  [[nodiscard]] static Passwords read(std::string_view text, const std::vector<std::string>& names,
                                      std::vector<std::string>& remarks);

  /// nullopt: none was filled in. The case of letters A to Z does not count.
  [[nodiscard]] std::optional<std::string> find(std::string_view name) const;
  /// Whether a line gives this one's password, not "*".
  [[nodiscard]] bool has_own(std::string_view name) const;
  /// Whether a line begins with the name, filled in or not.
  [[nodiscard]] bool has_line(std::string_view name) const;

 private:
  std::map<std::string, std::string> lines_;  // by the name in lower case
  std::string for_all_;
};

/// What is written in front of a new file.
[[nodiscard]] std::string password_file_head();
/// The lines to add for those who have none.
[[nodiscard]] std::string password_lines(const std::vector<std::string>& names);

}  // namespace convert::ccmail_plan
