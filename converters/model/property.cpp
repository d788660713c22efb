#include "converters/model/property.h"

#include <algorithm>
#include <utility>

namespace model {

PropertyValue::PropertyValue() noexcept = default;
PropertyValue::PropertyValue(const PropertyValue& other) = default;
PropertyValue::PropertyValue(PropertyValue&& other) noexcept = default;
PropertyValue& PropertyValue::operator=(const PropertyValue& other) = default;
PropertyValue& PropertyValue::operator=(PropertyValue&& other) noexcept = default;
PropertyValue::~PropertyValue() = default;

bool operator==(const PropertyValue& a, const PropertyValue& b) {
  return static_cast<const PropertyVariant&>(a) == static_cast<const PropertyVariant&>(b);
}

bool operator==(const Property& a, const Property& b) {
  return a.id == b.id && a.type == b.type && a.name == b.name && a.value == b.value;
}

PropertyBag::PropertyBag() noexcept = default;
PropertyBag::PropertyBag(const PropertyBag& other) = default;
PropertyBag::PropertyBag(PropertyBag&& other) noexcept = default;
PropertyBag& PropertyBag::operator=(const PropertyBag& other) = default;
PropertyBag& PropertyBag::operator=(PropertyBag&& other) noexcept = default;
PropertyBag::~PropertyBag() = default;

bool operator==(const PropertyBag& a, const PropertyBag& b) { return a.items_ == b.items_; }

void PropertyBag::add(Property property) { items_.push_back(std::move(property)); }

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
