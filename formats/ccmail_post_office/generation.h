// Which generation of cc:Mail post office the files of a directory are, by their names.
// FORMAT.md 2.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace ccmail_post_office {

enum class Generation : std::uint8_t {
  None,
  Db6,
  Db6OrDb7,   // the names of both are the same
  Db8,        // of which release 8.5 cannot be told from those before it
  Unknown,    // a post office, of no known generation
  Both,       // files of DB6 and of DB8: probably upgraded in place
  PartOfDb6,  // an incomplete copy
  Remains,    // files that stand beside a post office, without one
};
/// "DB6 or DB7".
[[nodiscard]] std::string_view name_of(Generation generation);

enum class Confidence : std::uint8_t { None, Low, Medium, High };
[[nodiscard]] std::string_view name_of(Confidence confidence);

struct Judgement {
  Generation generation = Generation::None;
  Confidence confidence = Confidence::None;
  std::string_view rule;              // "P3": of FORMAT.md 2; empty when it is no post office
  std::vector<std::string> evidence;  // a line each
};

/// `names` are those of the files in one directory, in any case and any order.
[[nodiscard]] Judgement judge_names(const std::vector<std::string>& names);

}  // namespace ccmail_post_office
