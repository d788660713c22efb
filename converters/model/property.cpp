#include "converters/model/property.h"

#include <algorithm>

namespace model {

const Property* PropertyBag::find(std::uint16_t id) const {
  const auto found = std::ranges::find_if(
      items_, [id](const Property& p) { return p.id == id && !p.name.has_value(); });
  return found == items_.end() ? nullptr : &*found;
}

const Property* PropertyBag::find(const PropertyName& name) const {
  const auto found =
      std::ranges::find_if(items_, [&name](const Property& p) { return p.name == name; });
  return found == items_.end() ? nullptr : &*found;
}

}  // namespace model
