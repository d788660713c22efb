#include "formats/bytes/byte_reader.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ltp/values.h"

namespace pst::reader {
namespace {

using Values = std::vector<std::vector<std::byte>>;

/// [MS-OXCDATA] 2.11.1: bytes of one value of a fixed size; 0 for the variable ones.
std::optional<std::size_t> fixed_size(std::uint32_t type) {
  switch (type) {
    case 0x1002:  // PtypMultipleInteger16
      return 2;
    case 0x1003:  // PtypMultipleInteger32
    case 0x1004:  // PtypMultipleFloating32
      return 4;
    case 0x1005:  // PtypMultipleFloating64
    case 0x1006:  // PtypMultipleCurrency
    case 0x1007:  // PtypMultipleFloatingTime
    case 0x1014:  // PtypMultipleInteger64
    case 0x1040:  // PtypMultipleTime
      return 8;
    case 0x1048:  // PtypMultipleGuid
      return 16;
    case 0x101E:  // PtypMultipleString8
    case 0x101F:  // PtypMultipleString
    case 0x1102:  // PtypMultipleBinary
      return 0;
    default:
      return std::nullopt;
  }
}

void append(std::span<const std::byte> value, Values& values) {
  values.emplace_back(value.begin(), value.end());
}

// 2.3.3.4.1: "an array of values"; the count is the size divided by that of one.
std::optional<Values> split_fixed(std::size_t size, std::span<const std::byte> data) {
  if (data.size() % size != 0 || data.size() / size > kMostValues) {
    return std::nullopt;
  }
  Values values;
  values.reserve(data.size() / size);
  for (; !data.empty(); data = data.subspan(size)) {
    append(data.first(size), values);
  }
  return values;
}

// 2.3.3.4.2: ulCount, rgulDataOffsets[ulCount], rgDataItems; each item ends where the next begins,
// the last with the data.
std::optional<Values> split_variable(std::span<const std::byte> data) {
  bytes::ByteReader reader(data);
  const auto count = reader.read<bytes::u32>();
  if (!count || *count > kMostValues || *count > reader.remaining() / sizeof(bytes::u32)) {
    return std::nullopt;
  }
  std::vector<std::size_t> bounds;
  bounds.reserve(*count + std::size_t{1});
  for (std::uint32_t i = 0; i < *count; ++i) {
    bounds.push_back(*reader.read<bytes::u32>());
  }
  bounds.push_back(data.size());
  Values values;
  values.reserve(*count);
  for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
    if (bounds[i] > bounds[i + 1] || bounds[i + 1] > data.size()) {
      return std::nullopt;
    }
    append(data.subspan(bounds[i], bounds[i + 1] - bounds[i]), values);
  }
  return values;
}

}  // namespace

std::optional<Values> split_multi_value(std::uint32_t type, std::span<const std::byte> data) {
  const auto size = fixed_size(type);
  if (data.empty()) {
    return Values{};
  }
  if (!size) {
    return std::nullopt;
  }
  return *size == 0 ? split_variable(data) : split_fixed(*size, data);
}

}  // namespace pst::reader
