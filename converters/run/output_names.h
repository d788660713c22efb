// Names for the outputs of one directory.
#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>

namespace run {

/// How a name that was given before is told from it.
enum class Numbering : std::uint8_t {
  Bracketed,  // "Ann Ash (2)": names of people
  Joined,     // "ann2": aliases, as Exchange numbers them (KB Q152927)
};

/// Makes safe file names out of mailbox names, unique where case does not count.
class OutputNames {
 public:
  /// `name` made safe, with a number from 2 on behind it when it was given before, and `extension`.
  [[nodiscard]] std::string add(const std::string& name, std::string_view extension,
                                Numbering numbering = Numbering::Bracketed);

 private:
  std::set<std::string> taken_;  // case-folded
};

/// The place beside `output` for something called `what`: "mail (migration set)".
[[nodiscard]] std::filesystem::path name_beside(const std::filesystem::path& output,
                                                const std::string& what,
                                                std::string_view extension);

}  // namespace run
