#include "formats/schedule/object.h"

#include <algorithm>
#include <iterator>

#include "formats/text/ascii.h"

namespace schedule {

const Property* Object::find(std::string_view wanted) const {
  const auto found = std::find_if(
      properties.rbegin(), properties.rend(),
      [wanted](const Property& property) { return text::same_word(property.name, wanted); });
  return found == properties.rend() ? nullptr : &*found;
}

bool Object::is(std::string_view wanted) const { return text::same_word(name, wanted); }

}  // namespace schedule
