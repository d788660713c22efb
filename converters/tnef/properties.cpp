#include "converters/tnef/properties.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi/own_set.h"
#include "formats/bytes/hex.h"
#include "formats/bytes/view_blob.h"
#include "formats/text/code_page.h"

namespace convert::tnef {
namespace {

using model::Property;
using model::PropertyType;
using Data = std::span<const std::byte>;

model::Binary copy_of(Data data) { return {data.begin(), data.end()}; }

model::PropertyValue binary_value(Data data, const Context& context) {
  if (data.size() <= model::kLargestInlineValue) {
    return copy_of(data);
  }
  return model::LargeValue{.blob = bytes::make_view_blob(data, context.owner())};
}

model::PropertyValue made_binary(model::Binary data) {
  if (data.size() <= model::kLargestInlineValue) {
    return data;
  }
  return model::LargeValue{.blob = bytes::make_blob(std::move(data))};
}

/// Text of any size; the NUL at its end is no part of it.
model::PropertyValue text_value(PropertyType type, Data data, const Context& context) {
  if (data.size() <= model::kLargestInlineValue) {
    return mapi::read_value(type, data);
  }
  if (type == PropertyType::String8) {
    const Data text = data.back() == std::byte{0} ? data.first(data.size() - 1) : data;
    return model::LargeValue{.blob = bytes::make_view_blob(text, context.owner())};
  }
  auto value = mapi::read_value(type, data);
  if (auto* utf8 = std::get_if<std::string>(&value)) {
    return model::LargeValue{.blob = bytes::make_blob(std::string_view(*utf8))};
  }
  return value;
}

std::optional<model::PropertyName> name_of(const ::tnef::Property& property) {
  if (!property.name) {
    return std::nullopt;
  }
  model::PropertyName name{.set = {.bytes = property.name->set}, .id = std::uint32_t{0}};
  if (const auto* number = std::get_if<std::uint32_t>(&property.name->id)) {
    name.id = *number;
  } else {
    name.id = text::decode_utf16(std::get<Data>(property.name->id)).utf8;
  }
  return name;
}

model::PropertyValue value_of(const ::tnef::Property& property, PropertyType type,
                              const Context& context) {
  if (property.is_multiple()) {
    std::vector<std::vector<std::byte>> values;
    values.reserve(property.values.size());
    for (const Data value : property.values) {
      values.push_back(copy_of(value));
    }
    return mapi::read_values(type, values);
  }
  const Data data = property.values.empty() ? Data() : property.values.front();
  switch (type) {
    case PropertyType::String8:
    case PropertyType::String:
      return text_value(type, data, context);
    case PropertyType::Binary:
      return binary_value(data, context);
    case PropertyType::Object: {
      model::Binary whole(property.interface.begin(), property.interface.end());
      whole.insert(whole.end(), data.begin(), data.end());
      return made_binary(std::move(whole));
    }
    default:
      return mapi::read_value(type, data);
  }
}

void add_own(std::string name, Data data, const Context& context, model::PropertyBag& bag) {
  bag.add({.id = 0,
           .type = PropertyType::Binary,
           .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet}, .id = std::move(name)},
           .value = binary_value(data, context)});
}

}  // namespace

void add_properties(const ::tnef::PropertyList& list, const Context& context,
                    model::PropertyBag& bag) {
  for (const ::tnef::Property& property : list.properties) {
    const auto type = static_cast<PropertyType>(property.type);
    bag.add({.id = property.id,
             .type = type,
             .name = name_of(property),
             .value = value_of(property, type, context)});
  }
  if (!list.rest.empty()) {
    add_own("TnefProperties", list.rest, context, bag);
  }
}

void add_raw(const ::tnef::Attribute& attribute, const Context& context, model::PropertyBag& bag) {
  constexpr unsigned kIdDigits = 8;
  add_own("TnefAttribute-" + std::to_string(static_cast<int>(attribute.level)) + "-" +
              bytes::hex_number(attribute.id, kIdDigits),
          attribute.data, context, bag);
}

void add_text(std::uint16_t id, std::string_view text, const Context& context,
              model::PropertyBag& bag) {
  bag.add({.id = id,
           .type = PropertyType::String8,
           .name = std::nullopt,
           .value = text_value(PropertyType::String8, std::as_bytes(std::span(text)), context)});
}

void add_number(std::uint16_t id, std::int32_t value, model::PropertyBag& bag) {
  bag.add({.id = id, .type = PropertyType::Integer32, .name = std::nullopt, .value = value});
}

void add_flag(std::uint16_t id, bool value, model::PropertyBag& bag) {
  bag.add({.id = id, .type = PropertyType::Boolean, .name = std::nullopt, .value = value});
}

void add_binary(std::uint16_t id, std::span<const std::byte> data, const Context& context,
                model::PropertyBag& bag) {
  bag.add({.id = id,
           .type = PropertyType::Binary,
           .name = std::nullopt,
           .value = binary_value(data, context)});
}

void add_made_text(std::uint16_t id, std::string_view text, model::PropertyBag& bag) {
  model::PropertyValue value = model::String8{.bytes = std::string(text)};
  if (text.size() > model::kLargestInlineValue) {
    value = model::LargeValue{.blob = bytes::make_blob(text)};
  }
  bag.add(
      {.id = id, .type = PropertyType::String8, .name = std::nullopt, .value = std::move(value)});
}

void add_made_binary(std::uint16_t id, model::Binary data, model::PropertyBag& bag) {
  bag.add({.id = id,
           .type = PropertyType::Binary,
           .name = std::nullopt,
           .value = made_binary(std::move(data))});
}

}  // namespace convert::tnef
