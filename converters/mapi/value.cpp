#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

#include "converters/mapi/mapi_to_model.h"
#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/little_endian.h"
#include "formats/text/code_page.h"

namespace convert::mapi {
namespace {

using model::PropertyType;
using model::PropertyValue;
using Data = std::span<const std::byte>;

template <class Disk, class Value>
std::optional<Value> read_fixed(Data data) {
  static_assert(sizeof(Disk) == sizeof(Value));
  if (data.size() != sizeof(Disk)) {
    return std::nullopt;
  }
  const Disk value = bytes::record_at<bytes::Le<Disk>>(data.first<sizeof(Disk)>());
  return std::bit_cast<Value>(value);
}

std::optional<std::int16_t> read_16(Data data) {
  return read_fixed<std::uint16_t, std::int16_t>(data);
}
std::optional<std::int32_t> read_32(Data data) {
  return read_fixed<std::uint32_t, std::int32_t>(data);
}
std::optional<std::int64_t> read_64(Data data) {
  return read_fixed<std::uint64_t, std::int64_t>(data);
}
std::optional<float> read_float(Data data) { return read_fixed<std::uint32_t, float>(data); }
std::optional<double> read_double(Data data) { return read_fixed<std::uint64_t, double>(data); }

std::optional<model::FileTime> read_time(Data data) {
  const auto ticks = read_fixed<std::uint64_t, std::uint64_t>(data);
  return ticks ? std::optional(model::FileTime{.ticks = *ticks}) : std::nullopt;
}

std::optional<model::Guid> read_guid(Data data) {
  model::Guid guid;
  if (data.size() != guid.bytes.size()) {
    return std::nullopt;
  }
  std::ranges::copy(data, guid.bytes.begin());
  return guid;
}

// [MS-OXCDATA] 2.11.1: "PtypBoolean: 1 byte; restricted to 1 or 0"; tables and TNEF widen it.
std::optional<bool> read_bool(Data data) {
  const bool tail_is_zero = std::ranges::all_of(data.subspan(std::min<std::size_t>(1, data.size())),
                                                [](std::byte b) { return b == std::byte{0}; });
  std::optional<bool> value;
  if (!data.empty() && data.size() <= 4 && data.size() != 3 && tail_is_zero &&
      data[0] <= std::byte{1}) {
    value = data[0] == std::byte{1};
  }
  return value;
}

model::String8 read_string8(Data data) {
  std::string_view text = bytes::as_text(data);
  if (text.ends_with('\0')) {
    text.remove_suffix(1);
  }
  return {.bytes = std::string(text)};
}

std::optional<std::string> read_string(Data data) {
  if (data.size() >= 2 && data.size() % 2 == 0 && data[data.size() - 2] == std::byte{0} &&
      data[data.size() - 1] == std::byte{0}) {
    data = data.first(data.size() - 2);
  }
  auto decoded = text::decode_utf16(data);
  return decoded.undecodable == 0 ? std::optional(std::move(decoded.utf8)) : std::nullopt;
}

model::Binary read_binary(Data data) { return {data.begin(), data.end()}; }

template <class T>
PropertyValue value_or_untyped(std::optional<T> value, Data data) {
  if (value) {
    return std::move(*value);
  }
  return model::Untyped{.bytes = read_binary(data)};
}

using RawValues = std::vector<std::vector<std::byte>>;

template <class T, class Read>
PropertyValue read_each(const RawValues& values, Read read) {
  std::vector<T> out;
  out.reserve(values.size());
  for (const auto& raw : values) {
    std::optional<T> value = read(Data(raw));
    if (!value) {
      return values;
    }
    out.push_back(std::move(*value));
  }
  return out;
}

}  // namespace

PropertyValue read_value(PropertyType type, Data data) {
  switch (type) {
    case PropertyType::Null:
      return data.empty() ? PropertyValue{} : value_or_untyped<bool>(std::nullopt, data);
    case PropertyType::Integer16:
      return value_or_untyped(read_16(data), data);
    case PropertyType::Integer32:
    case PropertyType::ErrorCode:
      return value_or_untyped(read_32(data), data);
    case PropertyType::Floating32:
      return value_or_untyped(read_float(data), data);
    case PropertyType::Floating64:
    case PropertyType::FloatingTime:
      return value_or_untyped(read_double(data), data);
    case PropertyType::Integer64:
    case PropertyType::Currency:
      return value_or_untyped(read_64(data), data);
    case PropertyType::Boolean:
      return value_or_untyped(read_bool(data), data);
    case PropertyType::Time:
      return value_or_untyped(read_time(data), data);
    case PropertyType::Guid:
      return value_or_untyped(read_guid(data), data);
    case PropertyType::String8:
      return read_string8(data);
    case PropertyType::String:
      return value_or_untyped(read_string(data), data);
    case PropertyType::Object:
    case PropertyType::ServerId:
    case PropertyType::Restriction:
    case PropertyType::RuleAction:
    case PropertyType::Binary:
      return read_binary(data);
    case PropertyType::Unspecified:
    case PropertyType::MultipleFlag:
      break;
  }
  return model::Untyped{.bytes = read_binary(data)};
}

PropertyValue read_values(PropertyType type, const RawValues& values) {
  constexpr auto kMultiple = static_cast<unsigned>(PropertyType::MultipleFlag);
  switch (static_cast<PropertyType>(static_cast<unsigned>(type) & ~kMultiple)) {
    case PropertyType::Integer16:
      return read_each<std::int16_t>(values, read_16);
    case PropertyType::Integer32:
    case PropertyType::ErrorCode:
      return read_each<std::int32_t>(values, read_32);
    case PropertyType::Floating32:
      return read_each<float>(values, read_float);
    case PropertyType::Floating64:
    case PropertyType::FloatingTime:
      return read_each<double>(values, read_double);
    case PropertyType::Integer64:
    case PropertyType::Currency:
      return read_each<std::int64_t>(values, read_64);
    case PropertyType::Time:
      return read_each<model::FileTime>(values, read_time);
    case PropertyType::Guid:
      return read_each<model::Guid>(values, read_guid);
    case PropertyType::String8:
      return read_each<model::String8>(values,
                                       [](Data data) { return std::optional(read_string8(data)); });
    case PropertyType::String:
      return read_each<std::string>(values, read_string);
    default:
      return values;
  }
}

}  // namespace convert::mapi
