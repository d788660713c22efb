#include "formats/pst/dump/value_fields.h"

#include <algorithm>
#include <array>
#include <bit>
#include <variant>

#include "formats/bytes/hex.h"
#include "formats/pst/ltp/disk_fields.h"
#include "formats/pst/ltp/property_type.h"
#include "formats/pst/messaging/disk_fields.h"
#include "formats/pst/reader/limits.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"
#include "formats/text/property_names.h"

namespace pst::dump {
namespace {

// [MS-PST] 2.4.7.5: ids of the name-to-id map from here on are hash buckets.
constexpr std::uint16_t kFirstNameBucket = 0x1000;

/// Of the name-to-id map, whose ids mean other things elsewhere ([MS-PST] 2.4.7).
std::string_view name_map_property_name(std::uint16_t id) {
  constexpr std::array<std::string_view, 4> kStreams = {
      "PidTagNameidBucketCount", "PidTagNameidStreamGuid", "PidTagNameidStreamEntry",
      "PidTagNameidStreamString"};
  if (id >= 1 && id <= kStreams.size()) {
    return kStreams.at(id - 1U);
  }
  return id >= kFirstNameBucket ? "hash bucket" : "";
}

constexpr std::uint16_t kMultiple = 0x1000;
constexpr std::uint16_t kObjectType = 0x000D;
constexpr std::uint16_t kString8Type = 0x001E;
constexpr std::uint16_t kStringType = 0x001F;
constexpr std::uint16_t kTimeType = 0x0040;
constexpr std::uint16_t kGuidType = 0x0048;
constexpr std::uint16_t kBinaryType = 0x0102;
constexpr std::uint16_t kFirstNamed = 0x8000;
constexpr std::uint16_t kNameidStreamEntry = 0x0003;
constexpr std::uint16_t kNameidStreamGuid = 0x0002;

std::uint64_t number_of(std::span<const std::byte> data) {
  std::uint64_t number = 0;
  for (std::size_t i = 0; i < std::min(data.size(), sizeof number); ++i) {
    number |= std::to_integer<std::uint64_t>(data[i]) << (8 * i);
  }
  return number;
}

/// [MS-DTYP] 2.3.4.2: the first three parts are numbers.
std::string guid_text(std::span<const std::byte> data) {
  const auto part = [&](std::size_t at, std::size_t size) {
    return bytes::hex_number(number_of(data.subspan(at, size)), static_cast<unsigned>(2 * size));
  };
  const auto plain = [&](std::size_t at, std::size_t size) {
    return bytes::to_hex(data.subspan(at, size), bytes::HexCase::Upper);
  };
  return "{" + part(0, 4) + "-" + part(4, 2) + "-" + part(6, 2) + "-" + plain(8, 2) + "-" +
         plain(10, 6) + "}";
}

std::string time_text(std::uint64_t filetime) {
  const auto ticks = text::filetime_to_ticks(filetime);
  return ticks ? text::iso8601(*ticks) + "Z" : "no date";
}

/// Bytes of a value whose size is that of its type; 0: any.
std::size_t fixed_size_of(std::uint16_t type) {
  constexpr std::size_t kGuidSize = 16;
  return type == kGuidType     ? kGuidSize
         : type == kObjectType ? sizeof(disk::OBJECTVALUE)
                               : fixed_cell_size(type);
}

std::string fixed_text(std::uint16_t type, std::span<const std::byte> data) {
  const auto number = number_of(data);
  switch (type) {
    case 0x0004:  // PtypFloating32
      return std::to_string(std::bit_cast<float>(static_cast<std::uint32_t>(number)));
    case 0x0005:  // PtypFloating64
    case 0x0007:  // PtypFloatingTime
      return std::to_string(std::bit_cast<double>(number));
    case 0x000B:  // PtypBoolean
      return number == 0 ? "false" : "true";
    case kTimeType:
      return time_text(number);
    case kGuidType:
      return guid_text(data);
    case kObjectType:
      return {};
    default:
      return bytes::number_text(number, data.size());
  }
}

void append_object(AnnotatedRecord& record, const FileBytes& value) {
  append<disk::OBJECTVALUE>(record, value);
  record.explain("Nid", node_name({read_at<disk::OBJECTVALUE>(value).Nid}));
}

/// [MS-PST] 2.3.3.4.2: ulCount, rgulDataOffsets, rgDataItems.
void append_variable_values(AnnotatedRecord& record, std::uint16_t type, const FileBytes& value) {
  constexpr std::size_t kOffset = sizeof(disk::u32);
  const auto size = value.raw.size();
  if (size < kOffset) {
    record.faults.push_back("PtypMultiple.ulCount: out of range: the value has " +
                            std::to_string(size) + " bytes");
    return append_bytes(record, value, "value");
  }
  const std::uint32_t count = read_at<disk::u32>(value);
  append_bytes(record, value.part(0, kOffset), "ulCount", bytes::number_text(count, kOffset));
  if (count > (size - kOffset) / kOffset) {
    record.faults.push_back("PtypMultiple.ulCount: out of range: found " + std::to_string(count));
    return append_bytes(record, value.part(kOffset, size), "rest");
  }
  const auto offset_of = [&](std::size_t i) -> std::size_t {
    return i == count ? size : std::uint32_t{read_at<disk::u32>(value, kOffset * (i + 1))};
  };
  for (std::size_t i = 0; i < count; ++i) {
    append_bytes(record, value.part(kOffset * (i + 1), kOffset), indexed("rgulDataOffsets", i),
                 bytes::number_text(offset_of(i), kOffset));
  }
  auto at = kOffset * (count + std::size_t{1});
  for (std::size_t i = 0; i < count; ++i) {
    const auto begin = offset_of(i);
    const auto end = offset_of(i + 1);
    if (begin < at || end < begin || end > size) {
      record.faults.push_back(indexed("PtypMultiple.rgulDataOffsets", i) +
                              ": out of range: found " + hex_of(begin));
      break;
    }
    append_bytes(record, value.part(at, begin - at), "unused");
    const auto part = value.part(begin, end - begin);
    append_bytes(record, part, indexed("rgDataItems", i), value_text(type, part.text()));
    at = end;
  }
  append_bytes(record, value.part(at, size - at), "rest");
}

void append_values(AnnotatedRecord& record, std::uint16_t type, const FileBytes& value) {
  const auto size = fixed_size_of(type);
  if (size == 0) {
    return append_variable_values(record, type, value);
  }
  std::size_t at = 0;
  for (std::size_t i = 0; at + size <= value.raw.size(); ++i, at += size) {
    const auto part = value.part(at, size);
    append_bytes(record, part, indexed("values", i), value_text(type, part.text()));
  }
  append_bytes(record, value.part(at, value.raw.size()), "rest");
}

/// Records of one kind one after another, and what is left.
template <class Each>
void append_list(AnnotatedRecord& record, const FileBytes& value, std::size_t size, Each each) {
  std::size_t at = 0;
  for (std::size_t i = 0; at + size <= value.raw.size(); ++i, at += size) {
    each(value.part(at, size), i);
  }
  append_bytes(record, value.part(at, value.raw.size()), "rest");
}

void append_name_entries(AnnotatedRecord& record, const FileBytes& value) {
  append_list(record, value, sizeof(disk::NAMEID), [&](const FileBytes& place, std::size_t i) {
    const auto prefix = indexed("NAMEID", i) + ".";
    append<disk::NAMEID>(record, place, prefix);
    const auto raw = read_at<disk::NAMEID>(place);
    const std::uint16_t guid = raw.wGuid;
    record.explain(prefix + "wGuid", std::string((guid & 1U) != 0 ? "a string" : "a number") +
                                         ", set " + std::to_string(guid >> 1U));
    record.explain(prefix + "wPropIdx", "property " + hex_of(kFirstNamed + raw.wPropIdx));
  });
}

}  // namespace

std::string property_text(const PropertyKind& kind, const reader::NameMap& names) {
  if (kind.in_name_map) {
    const auto name = name_map_property_name(kind.id);
    return name.empty() ? hex_of(kind.id) : std::string(name);
  }
  if (kind.id >= kFirstNamed) {
    const auto* const name = names.find(kind.id);
    if (name == nullptr) {
      return "named property " + hex_of(kind.id);
    }
    const auto* const text = std::get_if<std::string>(&name->id);
    return guid_text(name->set) + " " +
           (text != nullptr ? "\"" + *text + "\"" : hex_of(std::get<std::uint32_t>(name->id)));
  }
  const auto name = text::property_name(kind.id);
  return name.empty() ? "property " + hex_of(kind.id) : std::string(name);
}

std::string type_text(std::uint16_t type) {
  const auto name = text::property_type_name(type);
  return name.empty() ? "type " + hex_of(type) : std::string(name);
}

std::string value_text(std::uint16_t type, std::span<const std::byte> data) {
  if (type == kStringType) {
    return text::decode_utf16(data).utf8;
  }
  if (type == kString8Type) {
    return text::decode(data, text::kWindows1252).utf8;
  }
  const auto size = fixed_size_of(type);
  return size == 0 || data.size() != size ? "" : fixed_text(type, data);
}

std::string value_words(std::uint16_t type, std::span<const std::byte> data) {
  auto text = value_text(type, data);
  if (type == kStringType || type == kString8Type) {
    return "\"" + text + "\"";
  }
  return text.empty() ? std::to_string(data.size()) + (data.size() == 1 ? " byte" : " bytes")
                      : text;
}

void append_value(AnnotatedRecord& record, const PropertyKind& kind, const FileBytes& value) {
  const auto type = kind.type;
  const bool is_binary = type == kBinaryType;
  if (kind.in_name_map && kind.id == kNameidStreamGuid && is_binary) {
    return append_values(record, kGuidType, value);
  }
  if (kind.in_name_map && (kind.id == kNameidStreamEntry || kind.id >= kFirstNameBucket) &&
      is_binary) {
    return append_name_entries(record, value);
  }
  if (!kind.in_name_map && is_binary && value.raw.size() == sizeof(disk::ENTRYID) &&
      text::property_name(kind.id).ends_with("EntryId")) {
    append<disk::ENTRYID>(record, value);
    return record.explain("nid", node_name({read_at<disk::ENTRYID>(value).nid}));
  }
  if ((type & kMultiple) != 0) {
    return append_values(record, static_cast<std::uint16_t>(type & ~kMultiple), value);
  }
  const auto size = fixed_size_of(type);
  if (size != 0 && value.raw.size() != size) {
    record.faults.push_back("PCBTHRECORD.wPropType: a value of " + type_text(type) + " has " +
                            std::to_string(size) + " bytes, and this one " +
                            std::to_string(value.raw.size()));
  } else if (type == kObjectType) {
    return append_object(record, value);
  }
  append_bytes(record, value, "value", value_text(type, value.text()));
}

}  // namespace pst::dump
