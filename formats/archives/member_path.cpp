#include "formats/archives/member_path.h"

#include <algorithm>

namespace archives {
namespace {

bool is_drive(std::string_view name) {
  return name.size() == 2 && name[1] == ':' &&
         ((name[0] >= 'A' && name[0] <= 'Z') || (name[0] >= 'a' && name[0] <= 'z'));
}

}  // namespace

MemberPath safe_member_path(std::string_view name, bool backslashes) {
  const std::string_view separators = backslashes ? "/\\" : "/";
  MemberPath result;
  bool is_first = true;
  for (std::size_t at = 0; at < name.size();) {
    const auto end = std::min(name.find_first_of(separators, at), name.size());
    const auto part = name.substr(at, end - at);
    const bool leads_out = part == ".." || (is_first && (part.empty() || is_drive(part)));
    result.is_changed = result.is_changed || leads_out;
    if (!leads_out && !part.empty() && part != ".") {
      result.path += (result.path.empty() ? "" : "/") + std::string(part);
    }
    is_first = false;
    at = end + 1;
  }
  // Names end where a file system's do.
  std::ranges::replace(result.path, '\0', '_');
  return result;
}

}  // namespace archives
