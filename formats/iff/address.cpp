#include "formats/iff/address.h"

#include "formats/iff/ascii.h"

namespace iff {

Person read_person(std::string_view utf8) {
  const std::string_view whole = trim(utf8);
  const std::size_t open = whole.ends_with(']') ? whole.rfind('[') : std::string_view::npos;
  if (open == std::string_view::npos) {
    return {.name = std::string(whole), .address = {}};
  }
  return {.name = std::string(trim(whole.substr(0, open))),
          .address = text::parse_proxy_address(whole.substr(open + 1, whole.size() - open - 2))};
}

}  // namespace iff
