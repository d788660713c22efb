#include <algorithm>
#include <utility>

#include "formats/pst/messaging/content.h"

namespace pst {
namespace {

constexpr std::size_t kUsualProperties = 48;

}  // namespace

void PropertyList::set(ContentProperty property) {
  if (items_.empty()) {
    items_.reserve(kUsualProperties);
    places_.reserve(kUsualProperties);
  }
  const auto place = std::ranges::lower_bound(places_, property.id, {}, &Place::id);
  if (place != places_.end() && place->id == property.id) {
    items_[place->item] = std::move(property);
    return;
  }
  // There are no more than 65,536 ids.
  places_.insert(place, {.id = property.id, .item = static_cast<std::uint16_t>(items_.size())});
  items_.push_back(std::move(property));
}

void PropertyList::erase(std::uint16_t id) {
  const auto place = std::ranges::lower_bound(places_, id, {}, &Place::id);
  if (place == places_.end() || place->id != id) {
    return;
  }
  const std::uint16_t item = place->item;
  items_.erase(items_.begin() + item);
  places_.erase(place);
  for (Place& other : places_) {
    if (other.item > item) {
      --other.item;
    }
  }
}

const ContentProperty* PropertyList::find(std::uint16_t id) const {
  const auto place = std::ranges::lower_bound(places_, id, {}, &Place::id);
  return place != places_.end() && place->id == id ? &items_[place->item] : nullptr;
}

std::vector<ContentProperty> PropertyList::take() && {
  std::vector<ContentProperty> out;
  out.reserve(items_.size());
  for (const Place& place : places_) {
    out.push_back(std::move(items_[place.item]));
  }
  return out;
}

}  // namespace pst
