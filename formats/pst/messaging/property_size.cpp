#include "formats/pst/messaging/property_size.h"

#include "formats/pst/ltp/property_type.h"

namespace pst {

std::uint64_t value_size(const StoredProperty& property) {
  if (const auto size = fixed_cell_size(property.type); size != 0) {
    return size;
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

std::uint64_t stored_size(std::span<const StoredProperty> properties) {
  constexpr std::uint64_t kOverhead = 16;  // record, heap index, row cell
  std::uint64_t size = 0;
  for (const auto& property : properties) {
    size += kOverhead + 3 * value_size(property);
  }
  return size;
}

}  // namespace pst
