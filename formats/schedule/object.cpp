#include "formats/schedule/object.h"

#include <algorithm>
#include <iterator>

namespace schedule {

bool is_same_name(std::string_view one, std::string_view other) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  return std::ranges::equal(one, other, {}, lower, lower);
}

const Property* Object::find(std::string_view wanted) const {
  const auto found = std::find_if(
      properties.rbegin(), properties.rend(),
      [wanted](const Property& property) { return is_same_name(property.name, wanted); });
  return found == properties.rend() ? nullptr : &*found;
}

bool Object::is(std::string_view wanted) const { return is_same_name(name, wanted); }

}  // namespace schedule
