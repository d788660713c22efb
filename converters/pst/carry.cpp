#include <algorithm>
#include <bit>
#include <cstring>

#include "converters/pst/draft.h"
#include "formats/bytes/little_endian.h"
#include "formats/pst/ltp/packed_values.h"

namespace convert::pst {
namespace {

using model::Property;
using model::PropertyType;
using ::pst::ContentValue;

using Value = std::optional<ContentValue>;

constexpr std::uint16_t kFirstNamed = 0x8000;

std::uint16_t number_of(PropertyType type) { return static_cast<std::uint16_t>(type); }

template <class Disk, class T>
void append(T value, Bytes& out) {
  static_assert(sizeof(Disk) == sizeof(T));
  const bytes::Le<Disk> record = std::bit_cast<Disk>(value);
  const auto data = std::as_bytes(std::span(&record, 1));
  out.insert(out.end(), data.begin(), data.end());
}

void append_each(std::int16_t value, Bytes& out) { append<std::uint16_t>(value, out); }
void append_each(std::int32_t value, Bytes& out) { append<std::uint32_t>(value, out); }
void append_each(std::int64_t value, Bytes& out) { append<std::uint64_t>(value, out); }
void append_each(float value, Bytes& out) { append<std::uint32_t>(value, out); }
void append_each(double value, Bytes& out) { append<std::uint64_t>(value, out); }
void append_each(model::FileTime value, Bytes& out) { append<std::uint64_t>(value.ticks, out); }
void append_each(const model::Guid& value, Bytes& out) {
  out.insert(out.end(), value.bytes.begin(), value.bytes.end());
}

template <class T>
Bytes bytes_of(const T& value) {
  Bytes out;
  append_each(value, out);
  return out;
}

template <class T>
Value fixed(const model::PropertyValue& value) {
  const T* held = std::get_if<T>(&value);
  return held == nullptr ? Value() : Value(bytes_of(*held));
}

template <class T>
Value fixed_values(const model::PropertyValue& value) {
  const auto* held = std::get_if<std::vector<T>>(&value);
  if (held == nullptr) {
    return std::nullopt;
  }
  Bytes out;
  out.reserve(held->size() * sizeof(T));
  for (const T& one : *held) {
    append_each(one, out);
  }
  return out;
}

template <class T, class Encode>
Value variable_values(const model::PropertyValue& value, Encode encode) {
  const auto* held = std::get_if<std::vector<T>>(&value);
  if (held == nullptr) {
    return std::nullopt;
  }
  std::vector<Bytes> values;
  values.reserve(held->size());
  for (const T& one : *held) {
    values.push_back(encode(one));
  }
  return ::pst::pack_variable_values(values);
}

Value text_value(const Property& property, TextForm& form) {
  const auto& value = property.value;
  if (const auto* utf8 = std::get_if<std::string>(&value)) {
    return form.encode(*utf8);
  }
  if (const auto* raw = std::get_if<model::String8>(&value)) {
    return form.encode_8bit(raw->bytes);
  }
  if (const auto* large = std::get_if<model::LargeValue>(&value); large != nullptr && large->blob) {
    const bool wide = property.type == PropertyType::String;
    return form.encode_large(large->blob, wide ? text::kUtf8 : form.page_of(*large->blob));
  }
  // UTF-16 that UTF-8 cannot carry: a Unicode store takes it as it is.
  const auto* raw = std::get_if<model::Untyped>(&value);
  if (raw == nullptr || property.type != PropertyType::String || raw->bytes.size() % 2 != 0) {
    return std::nullopt;
  }
  if (!form.unicode()) {
    return form.encode(text::decode_utf16(raw->bytes).utf8);
  }
  Bytes data = raw->bytes;
  while (data.size() >= 2 && data[data.size() - 1] == std::byte{0} &&
         data[data.size() - 2] == std::byte{0}) {
    data.resize(data.size() - 2);
  }
  return data;
}

Value binary_value(const model::PropertyValue& value) {
  if (const auto* data = std::get_if<model::Binary>(&value)) {
    return *data;
  }
  if (const auto* large = std::get_if<model::LargeValue>(&value); large != nullptr && large->blob) {
    return large->blob;
  }
  const auto* raw = std::get_if<model::Untyped>(&value);
  return raw == nullptr ? Value() : Value(raw->bytes);
}

Value multiple_value(const Property& property, TextForm& form) {
  const auto& value = property.value;
  switch (static_cast<PropertyType>(number_of(property.type) & ~kMultiple)) {
    case PropertyType::Integer16:
      return fixed_values<std::int16_t>(value);
    case PropertyType::Integer32:
      return fixed_values<std::int32_t>(value);
    case PropertyType::Floating32:
      return fixed_values<float>(value);
    case PropertyType::Floating64:
    case PropertyType::FloatingTime:
      return fixed_values<double>(value);
    case PropertyType::Currency:
    case PropertyType::Integer64:
      return fixed_values<std::int64_t>(value);
    case PropertyType::Time:
      return fixed_values<model::FileTime>(value);
    case PropertyType::Guid:
      return fixed_values<model::Guid>(value);
    case PropertyType::String8:
      return variable_values<model::String8>(
          value, [&form](const model::String8& one) { return form.encode_8bit(one.bytes); });
    case PropertyType::String:
      return variable_values<std::string>(
          value, [&form](const std::string& one) { return form.encode(one); });
    case PropertyType::Binary:
      return variable_values<model::Binary>(value, [](const model::Binary& one) { return one; });
    default:
      return std::nullopt;
  }
}

/// The bytes of a value that its type does not fit, and what type they have in the store.
std::optional<::pst::ContentProperty> raw_property(const Property& property) {
  if (auto value = binary_value(property.value)) {
    return ::pst::ContentProperty{.id = 0, .type = kBinary, .value = std::move(*value)};
  }
  if (auto values = variable_values<model::Binary>(property.value,
                                                   [](const model::Binary& one) { return one; })) {
    return ::pst::ContentProperty{
        .id = 0, .type = kBinary | kMultiple, .value = std::move(*values)};
  }
  return std::nullopt;
}

/// 0 for "none yet".
std::uint16_t own_id(const std::string& name, Draft& draft) {
  const std::uint16_t id = draft.id_of(::mapi::NamedText{.set = kOwnSet, .name = name});
  return draft.list().has(id) ? std::uint16_t{0} : id;
}

std::uint16_t id_in_store(const Property& property, Draft& draft) {
  if (property.name) {
    return draft.forms().names->id_of(property);
  }
  return property.id < kFirstNamed ? property.id
                                   : own_id(displaced_name("Unnamed", property.id), draft);
}

/// The bytes the source has, under our own set: nothing is lost because it has no place.
void keep_raw(const Property& property, Draft& draft) {
  if (auto raw = raw_property(property)) {
    draft.put(own_id(raw_name(property.id, property.type), draft), raw->type,
              std::move(raw->value));
  } else if (!std::holds_alternative<std::monostate>(property.value)) {
    draft.forms().remarks.push_back("property " + raw_name(property.id, property.type) +
                                    " has a value of another type, and was left out");
  }
}

std::uint16_t type_in_store(PropertyType type, const TextForm& form) {
  const std::uint16_t number = number_of(type);
  const auto base = static_cast<PropertyType>(number & ~kMultiple);
  const bool text = base == PropertyType::String || base == PropertyType::String8;
  return text ? static_cast<std::uint16_t>(form.type() | (number & kMultiple)) : number;
}

bool has_no_place(PropertyType type) {
  return type == PropertyType::Unspecified || type == PropertyType::Null ||
         type == PropertyType::ErrorCode;
}

}  // namespace

std::optional<ContentValue> to_value(const Property& property, TextForm& form) {
  const auto& value = property.value;
  if ((number_of(property.type) & kMultiple) != 0) {
    return multiple_value(property, form);
  }
  switch (property.type) {
    case PropertyType::Integer16:
      if (const auto* number = std::get_if<std::int16_t>(&value)) {
        return std::uint32_t{static_cast<std::uint16_t>(*number)};
      }
      return std::nullopt;
    case PropertyType::Integer32:
      if (const auto* number = std::get_if<std::int32_t>(&value)) {
        return static_cast<std::uint32_t>(*number);
      }
      return std::nullopt;
    case PropertyType::Floating32:
      if (const auto* number = std::get_if<float>(&value)) {
        return std::bit_cast<std::uint32_t>(*number);
      }
      return std::nullopt;
    case PropertyType::Boolean:
      if (const auto* flag = std::get_if<bool>(&value)) {
        return *flag ? 1U : 0U;
      }
      return std::nullopt;
    case PropertyType::Floating64:
    case PropertyType::FloatingTime:
      return fixed<double>(value);
    case PropertyType::Currency:
    case PropertyType::Integer64:
      return fixed<std::int64_t>(value);
    case PropertyType::Time:
      return fixed<model::FileTime>(value);
    case PropertyType::Guid:
      return fixed<model::Guid>(value);
    case PropertyType::String8:
    case PropertyType::String:
      return text_value(property, form);
    case PropertyType::Binary:
      return binary_value(value);
    default:  // no types of a PST
      return std::nullopt;
  }
}

void carry_property(const Property& property, Draft& draft) {
  auto value = to_value(property, draft.text());
  if (!value) {
    keep_raw(property, draft);
    return;
  }
  const std::uint16_t type = type_in_store(property.type, draft.text());
  std::uint16_t id = id_in_store(property, draft);
  if (const auto* first = draft.list().find(id)) {
    if (first->type == type && first->value == *value) {
      return;
    }
    id = own_id(displaced_name("Second", property.id), draft);
    if (id == 0 && !draft.forms().names->error()) {
      draft.forms().remarks.push_back("property " + displaced_name("Third", property.id) +
                                      " was left out: its id occurs more than twice");
    }
  }
  draft.put(id, type, std::move(*value));
}

void carry(const model::PropertyBag& bag, ObjectKind kind, Draft& draft) {
  for (const Property& property : bag.items()) {
    if (has_no_place(property.type) || std::holds_alternative<std::monostate>(property.value) ||
        (!property.name && is_recomputed(kind, property.id))) {
      continue;
    }
    carry_property(property, draft);
  }
}

std::string text_in(const model::PropertyBag& bag, std::uint16_t id, const TextForm& form) {
  const Property* property = bag.find(id);
  if (property == nullptr) {
    return {};
  }
  if (const auto* utf8 = std::get_if<std::string>(&property->value)) {
    return *utf8;
  }
  if (const auto* raw = std::get_if<model::String8>(&property->value)) {
    return form.decode_8bit(raw->bytes);
  }
  const auto* raw = std::get_if<model::Untyped>(&property->value);
  return raw != nullptr && property->type == PropertyType::String
             ? text::decode_utf16(raw->bytes).utf8
             : std::string();
}

}  // namespace convert::pst
