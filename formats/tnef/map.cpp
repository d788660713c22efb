#include "formats/tnef/map.h"

#include <algorithm>
#include <string_view>

#include "formats/bytes/byte_reader.h"
#include "formats/tnef/attribute.h"
#include "formats/tnef/checksums.h"
#include "formats/tnef/disk.h"
#include "formats/tnef/names.h"

namespace tnef {
namespace {

using bytes::RangeClass;

/// The stored checksum, where there is one, is that of the data. Old writers got those of the two
/// message classes wrong (FORMAT.md 2).
bool is_sound(const Attribute& attribute, std::span<const std::byte> file) {
  if (!attribute.complete) {
    return false;
  }
  const auto end = attribute.data_offset + attribute.data.size();
  const auto stored =
      bytes::ByteReader(file.subspan(static_cast<std::size_t>(end))).read<bytes::u16>();
  if (!stored) {
    return false;
  }
  return attribute.is(AttributeId::MessageClass) ||
         attribute.is(AttributeId::OriginalMessageClass) ||
         *stored == Checksums(attribute.data).of(0, attribute.data.size());
}

}  // namespace

std::optional<bytes::StoreMap> map_of(std::span<const std::byte> file) {
  const auto begin = find_stream(file);
  if (!begin) {
    return std::nullopt;
  }
  bytes::StoreMap map;
  bytes::RangeMap ranges(file.size());
  const auto claim = [&](std::uint64_t offset, std::uint64_t length, std::string_view owner,
                         RangeClass kind) {
    ranges.claim({.offset = offset,
                  .length = std::min(length, file.size() - offset),
                  .owner = owner,
                  .kind = kind},
                 map.contradictions);
  };
  claim(*begin, sizeof(disk::TNEFHeader), "TNEFHeader", RangeClass::Header);
  bytes::DamageLog ignored;  // the converter tells it
  for (const auto& attribute : read_attributes(file.subspan(*begin), *begin, ignored)) {
    const std::uint64_t checksum = attribute.complete ? sizeof(bytes::u16) : 0;
    claim(attribute.offset,
          attribute.data_offset - attribute.offset + attribute.data.size() + checksum,
          name_of_attribute(attribute.id),
          is_sound(attribute, file) ? RangeClass::Data : RangeClass::BadChecksum);
  }
  claim(0, *begin, "bytes before the stream", RangeClass::Unreferenced);
  for (const auto& gap : ranges.unclaimed()) {
    claim(gap.offset, gap.length, "bytes that are no attribute", RangeClass::Unreferenced);
  }
  map.size = file.size();
  map.ranges = ranges.all();
  return map;
}

}  // namespace tnef
