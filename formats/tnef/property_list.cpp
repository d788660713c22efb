#include "formats/tnef/property_list.h"

#include <algorithm>
#include <string_view>

#include "formats/bytes/little_endian.h"

namespace tnef {
namespace {

using bytes::DamageKind;
using bytes::u16;
using bytes::u32;

// [MS-OXCDATA] 2.11.1.
constexpr std::uint16_t kObject = 0x000D;
constexpr std::uint16_t kString8 = 0x001E;
constexpr std::uint16_t kString = 0x001F;
constexpr std::uint16_t kBinary = 0x0102;
constexpr std::uint16_t kMultiple = 0x1000;
constexpr std::uint16_t kFirstNamed = 0x8000;

constexpr std::size_t kPadding = 4;

/// 0 for types of variable size and those nobody knows.
std::size_t fixed_size(std::uint16_t type) {
  switch (type) {
    case 0x0002:  // PtypInteger16
    case 0x000B:  // PtypBoolean
      return 2;
    case 0x0003:  // PtypInteger32
    case 0x0004:  // PtypFloating32
    case 0x000A:  // PtypErrorCode
      return 4;
    case 0x0005:  // PtypFloating64
    case 0x0006:  // PtypCurrency
    case 0x0007:  // PtypFloatingTime
    case 0x0014:  // PtypInteger64
    case 0x0040:  // PtypTime
      return 8;
    case 0x0048:  // PtypGuid
      return 16;
    default:
      return 0;
  }
}

bool is_variable(std::uint16_t type) {
  return type == kString8 || type == kString || type == kBinary || type == kObject;
}

constexpr std::size_t padding_of(std::size_t size) {
  return (kPadding - size % kPadding) % kPadding;
}

std::span<const std::byte> without_nul(std::span<const std::byte> utf16) {
  const std::size_t units = utf16.size() / 2;
  for (std::size_t i = 0; i < units; ++i) {
    if (utf16[2 * i] == std::byte{0} && utf16[2 * i + 1] == std::byte{0}) {
      return utf16.first(2 * i);
    }
  }
  return utf16.first(2 * units);
}

/// Takes one list apart. A step that returns false has told why the list ends there.
class ListReader {
 public:
  ListReader(bytes::ByteReader& in, bytes::DamageLog& damage) : in_(in), damage_(damage) {}

  PropertyList run() {
    PropertyList list;
    const auto count = in_.read<u32>();
    if (!count) {
      tell(DamageKind::Truncated, "MsgPropertyCount", in_.remaining(), sizeof(u32));
      list.rest = *in_.take(in_.remaining());
      return list;
    }
    constexpr std::size_t kSmallest = 6;  // two bytes without their padding
    const std::uint64_t most =
        std::min<std::uint64_t>(in_.remaining() / kSmallest, kMostProperties);
    if (*count > most) {
      tell(DamageKind::OutOfRange, "MsgPropertyCount", *count, most);
    }
    for (std::uint32_t i = 0; i < *count && i < kMostProperties; ++i) {
      const auto before = in_;
      Property property;
      if (!take_property(property)) {
        in_ = before;
        list.rest = *in_.take(in_.remaining());
        break;
      }
      list.properties.push_back(std::move(property));
    }
    if (*count > kMostProperties) {
      list.rest = *in_.take(in_.remaining());
    }
    return list;
  }

 private:
  void tell(DamageKind kind, std::string_view field, std::uint64_t found,
            std::uint64_t expected = 0) {
    damage_.add({.offset = in_.offset(),
                 .length = in_.remaining(),
                 .kind = kind,
                 .field = field,
                 .found = found,
                 .expected = expected});
  }

  template <class T>
  std::optional<T> take(std::string_view field) {
    auto value = in_.read<T>();
    if (!value) {
      tell(DamageKind::Truncated, field, in_.remaining(), sizeof(T));
    }
    return value;
  }

  std::optional<std::span<const std::byte>> take(std::uint64_t size, std::string_view field) {
    auto data = in_.take(size);
    if (!data) {
      tell(DamageKind::OutOfRange, field, size, in_.remaining());
    }
    return data;
  }

  /// Padding may be missing at the very end.
  void skip_padding(std::size_t size) {
    static_cast<void>(in_.take(std::min(padding_of(size), in_.remaining())));
  }

  bool take_property(Property& property) {
    property.offset = in_.offset();
    const auto type = take<u16>("PropTag.Type");
    const auto id = type ? take<u16>("PropTag.Id") : std::nullopt;
    if (!id) {
      return false;
    }
    property.type = *type;
    property.id = *id;
    if (property.id >= kFirstNamed && !take_name(property)) {
      return false;
    }
    const auto base = static_cast<std::uint16_t>(property.type & ~kMultiple);
    if (fixed_size(base) != 0) {
      return property.is_multiple() ? take_fixed_values(fixed_size(base), property)
                                    : take_fixed(fixed_size(base), property);
    }
    if (is_variable(base)) {
      return take_variable_values(base, property);
    }
    tell(DamageKind::OutOfRange, "PropTag.Type", property.type);
    return false;
  }

  bool take_name(Property& property) {
    constexpr std::uint32_t kNumber = 0;
    constexpr std::uint32_t kText = 1;
    const auto set = take(16, "PropNameSpace");
    const auto kind = set ? take<u32>("PropIDType") : std::nullopt;
    if (!kind) {
      return false;
    }
    auto& name = property.name.emplace();
    std::ranges::copy(*set, name.set.begin());
    if (*kind == kNumber) {
      const auto number = take<u32>("PropMap.PropID");
      name.id = number ? std::uint32_t{*number} : std::uint32_t{0};
      return number.has_value();
    }
    if (*kind != kText) {
      tell(DamageKind::OutOfRange, "PropIDType", *kind, kText);
      return false;
    }
    const auto size = take<u32>("PropMap.PropMapStringLength");
    const auto text = size ? take(*size, "PropMap.PropMapStringLength") : std::nullopt;
    if (!text) {
      return false;
    }
    name.id = without_nul(*text);
    skip_padding(text->size());
    return true;
  }

  bool take_fixed(std::size_t size, Property& property) {
    const auto value = take(size, "PropValue");
    if (!value) {
      return false;
    }
    property.values.push_back(*value);
    skip_padding(size);
    return true;
  }

  bool take_fixed_values(std::size_t size, Property& property) {
    const auto count = take<u32>("PropValueCount");
    if (!count) {
      return false;
    }
    // FORMAT.md 3: two bytes are padded to four each, unless only the unpadded run fits.
    const std::size_t padded = size + padding_of(size);
    const bool fits_padded = *count <= in_.remaining() / padded;
    if (*count > kMostValues || (!fits_padded && *count > in_.remaining() / size)) {
      tell(DamageKind::OutOfRange, "PropValueCount", *count, in_.remaining() / size);
      return false;
    }
    property.values.reserve(*count);
    for (std::uint32_t i = 0; i < *count; ++i) {
      property.values.push_back(*in_.take(size));
      if (fits_padded) {
        skip_padding(size);
      }
    }
    if (!fits_padded) {
      skip_padding(*count * size);
    }
    return true;
  }

  bool take_variable_values(std::uint16_t base, Property& property) {
    const auto count = take<u32>("PropValueCount");
    if (!count) {
      return false;
    }
    if (*count > kMostValues || *count > in_.remaining() / sizeof(u32)) {
      tell(DamageKind::OutOfRange, "PropValueCount", *count, in_.remaining() / sizeof(u32));
      return false;
    }
    if (!property.is_multiple() && *count > 1) {
      tell(DamageKind::Inconsistent, "PropValueCount", *count, 1);  // the first is kept
    }
    for (std::uint32_t i = 0; i < *count; ++i) {
      const auto size = take<u32>("PropValue.Size");
      auto value = size ? take(*size, "PropValue.Size") : std::nullopt;
      if (!value) {
        return false;
      }
      skip_padding(value->size());
      if (i > 0 && !property.is_multiple()) {
        continue;
      }
      if (base == kObject && !split_interface(*value, property)) {
        return false;
      }
      property.values.push_back(*value);
    }
    return true;
  }

  bool split_interface(std::span<const std::byte>& value, Property& property) {
    if (value.size() < property.interface.size()) {
      tell(DamageKind::OutOfRange, "PropValue.InterfaceID", value.size(),
           property.interface.size());
      return false;
    }
    std::ranges::copy(value.first(property.interface.size()), property.interface.begin());
    value = value.subspan(property.interface.size());
    return true;
  }

  bytes::ByteReader& in_;
  bytes::DamageLog& damage_;
};

}  // namespace

PropertyList take_properties(bytes::ByteReader& in, bytes::DamageLog& damage) {
  return ListReader(in, damage).run();
}

std::vector<PropertyList> read_recipient_table(std::span<const std::byte> data,
                                               std::uint64_t offset, bytes::DamageLog& damage) {
  bytes::ByteReader in(data, offset);
  std::vector<PropertyList> rows;
  const auto count = in.read<u32>();
  const std::uint64_t most = std::min<std::uint64_t>(in.remaining() / sizeof(u32), kMostRows);
  if (!count || *count > most) {
    damage.add({.offset = offset,
                .length = data.size(),
                .kind = count ? DamageKind::OutOfRange : DamageKind::Truncated,
                .field = "RowCount",
                .found = count ? std::uint64_t{*count} : data.size(),
                .expected = count ? most : sizeof(u32)});
  }
  for (std::uint32_t i = 0; count && i < *count && i < most && in.remaining() > 0; ++i) {
    rows.push_back(take_properties(in, damage));
  }
  if (in.remaining() > 0) {
    damage.add({.offset = in.offset(),
                .length = in.remaining(),
                .kind = DamageKind::Unclaimed,
                .field = "attRecipTable"});
  }
  return rows;
}

}  // namespace tnef
