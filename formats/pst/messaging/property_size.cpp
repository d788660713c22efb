#include "formats/pst/messaging/property_size.h"

#include "formats/pst/messaging/tags.h"

namespace pst {

std::optional<std::size_t> fixed_size(std::uint16_t type) {
  switch (type) {
    case tag::kBoolean:
      return 1;
    case tag::kInteger16:
      return 2;
    case tag::kInteger32:
    case tag::kFloating32:
      return 4;
    case tag::kFloating64:
    case tag::kCurrency:
    case tag::kFloatingTime:
    case tag::kInteger64:
    case tag::kTime:
      return 8;
    default:
      return std::nullopt;
  }
}

bool is_stored_in_row(std::uint16_t type) { return fixed_size(type).has_value(); }

std::uint64_t value_size(const StoredProperty& property) {
  if (const auto size = fixed_size(property.type)) {
    return *size;
  }
  if (const auto* value = std::get_if<Bytes>(&property.value)) {
    return value->size();
  }
  if (const auto* data = std::get_if<DataRef>(&property.value)) {
    return data->size;
  }
  const auto* object = std::get_if<ObjectRef>(&property.value);
  return object != nullptr ? object->size : 0;
}

}  // namespace pst
