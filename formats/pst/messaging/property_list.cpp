#include <algorithm>
#include <utility>

#include "formats/pst/messaging/content.h"

namespace pst {

void PropertyList::set(ContentProperty property) {
  // Most lists are filled in the order of their ids.
  if (items_.empty() || items_.back().id < property.id) {
    items_.push_back(std::move(property));
    return;
  }
  const auto place = std::ranges::lower_bound(items_, property.id, {}, &ContentProperty::id);
  if (place != items_.end() && place->id == property.id) {
    *place = std::move(property);
  } else {
    items_.insert(place, std::move(property));
  }
}

void PropertyList::erase(std::uint16_t id) {
  std::erase_if(items_, [id](const ContentProperty& item) { return item.id == id; });
}

const ContentProperty* PropertyList::find(std::uint16_t id) const {
  const auto place = std::ranges::lower_bound(items_, id, {}, &ContentProperty::id);
  return place != items_.end() && place->id == id ? &*place : nullptr;
}

}  // namespace pst
