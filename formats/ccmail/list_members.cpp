#include "formats/ccmail/list_members.h"

#include "formats/text/ascii.h"

namespace ccmail {

std::vector<std::string> join_members(const std::vector<std::string>& strings,
                                      const KnownNames& known) {
  std::vector<std::string> members;
  for (std::size_t i = 0; i < strings.size(); ++i) {
    const std::string& one = strings[i];
    const bool has_next = i + 1 < strings.size();
    const std::string joined = has_next ? one + ", " + strings[i + 1] : std::string();
    if (has_next && !known.contains(text::lower_case(one)) &&
        known.contains(text::lower_case(joined))) {
      members.push_back(joined);
      ++i;
    } else if (!one.empty()) {
      members.push_back(one);
    }
  }
  return members;
}

}  // namespace ccmail
