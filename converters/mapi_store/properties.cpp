#include "converters/mapi_store/properties.h"

#include <string_view>
#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi_store/large_text.h"
#include "formats/bytes/hex.h"
#include "formats/text/property_names.h"

namespace convert::mapi_store {
namespace {

using model::PropertyType;

model::PropertyValue read_large(const Entry& entry, PropertyType type,
                                model::Provenance& provenance) {
  if (type != PropertyType::String && type != PropertyType::String8) {
    return model::LargeValue{entry.large};
  }
  auto text =
      type == PropertyType::String ? open_utf16_text(entry.large) : open_8bit_text(entry.large);
  if (!text) {
    provenance.miss(property_name(entry.id), text.error().what);
    return model::LargeValue{entry.large};
  }
  if (text->undecodable > 0) {
    provenance.miss(property_name(entry.id),
                    std::to_string(text->undecodable) + " sequences are no UTF-16");
  }
  return model::LargeValue{std::move(text->content)};
}

bool is_multiple(PropertyType type) {
  return (static_cast<std::uint16_t>(type) &
          static_cast<std::uint16_t>(PropertyType::MultipleFlag)) != 0;
}

}  // namespace

std::string property_name(std::uint32_t id) {
  constexpr std::uint32_t kFirstNamed = 0x8000;
  const auto name =
      id < kFirstNamed ? text::property_name(static_cast<std::uint16_t>(id)) : std::string_view();
  return "property 0x" + bytes::hex_number(id, 4) +
         (name.empty() ? "" : " (" + std::string(name) + ")");
}

void add_properties(const RecordSet& set, model::PropertyBag& bag, model::Provenance& provenance) {
  for (const auto& entry : set.entries) {
    model::Property property;
    property.id = static_cast<std::uint16_t>(entry.id);
    property.type = static_cast<PropertyType>(entry.type);
    if (entry.name) {
      property.name = model::PropertyName{.set = {entry.name->set}, .id = entry.name->id};
    }
    if (is_multiple(property.type)) {
      property.value = mapi::read_values(property.type, entry.values);
    } else if (entry.large) {
      property.value = read_large(entry, property.type, provenance);
    } else {
      property.value = mapi::read_value(property.type, entry.data);
    }
    bag.add(std::move(property));
    for (const auto& fault : entry.faults) {
      provenance.miss(property_name(entry.id), fault);
    }
  }
  for (const auto& missing : set.missing) {
    provenance.miss(missing.id == 0 ? "a property" : property_name(missing.id), missing.why);
  }
  for (const auto& fault : set.faults) {
    provenance.miss("the list of properties", fault);
  }
}

bytes::Result<void> read_properties(const Item& item, model::PropertyBag& bag,
                                    model::Provenance& provenance) {
  const auto count = item.record_set_count();
  if (!count) {
    return tl::unexpected(count.error());
  }
  if (*count == 0) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, "it has no properties");
  }
  for (std::size_t i = 0; i < *count; ++i) {
    const auto set = item.read_record_set(i);
    if (set) {
      add_properties(*set, bag, provenance);
    } else if (i == 0) {
      return tl::unexpected(set.error());
    } else {
      provenance.miss("record set " + std::to_string(i + 1), set.error().what);
    }
  }
  return {};
}

}  // namespace convert::mapi_store
