// Where a member of an archive may be put.
#pragma once

#include <string>
#include <string_view>

namespace archives {

struct MemberPath {
  std::string path;  // relative, '/'-separated, without "." and ".."; empty when none is left
  bool is_changed = false;  // the name led out of the archive: absolute, with a drive, or with ".."
};

/// `name` as a path that stays below the directory it is appended to. With `backslashes` these part
/// names, too.
[[nodiscard]] MemberPath safe_member_path(std::string_view name, bool backslashes);

}  // namespace archives
