#include "formats/tnef/structures.h"

#include <bit>

#include "formats/bytes/byte_reader.h"
#include "formats/tnef/disk.h"

namespace tnef {
namespace {

using bytes::DamageKind;

std::string_view as_text(std::span<const std::byte> data) {
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-reinterpret-cast): 8-bit text.
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

/// A record of `data`, or what is wrong with it.
template <class Record>
std::optional<Record> record_of(std::span<const std::byte> data, std::uint64_t offset,
                                std::string_view field, bytes::DamageLog& damage) {
  auto record = bytes::ByteReader(data).read<Record>();
  if (!record) {
    damage.add({.offset = offset,
                .length = data.size(),
                .kind = DamageKind::Truncated,
                .field = field,
                .found = data.size(),
                .expected = sizeof(Record)});
  }
  return record;
}

void tell_range(std::uint64_t offset, std::size_t length, std::string_view field,
                std::uint64_t found, std::uint64_t expected, bytes::DamageLog& damage) {
  damage.add({.offset = offset,
              .length = length,
              .kind = DamageKind::OutOfRange,
              .field = field,
              .found = found,
              .expected = expected});
}

}  // namespace

std::string_view text_of(std::span<const std::byte> data) {
  const std::string_view text = as_text(data);
  return text.substr(0, text.find('\0'));
}

std::optional<Person> read_trp(std::span<const std::byte> data, std::uint64_t offset,
                               bytes::DamageLog& damage) {
  constexpr std::uint16_t kOneOff = 4;
  const auto head = record_of<disk::TRP>(data, offset, "attFrom", damage);
  if (!head) {
    return std::nullopt;
  }
  if (head->trpid != kOneOff) {
    tell_range(offset, data.size(), "TRP.trpid", head->trpid, kOneOff, damage);
    return std::nullopt;
  }
  const auto strings = data.subspan(sizeof(*head));
  const std::size_t size = std::size_t{head->cch} + head->cb;
  if (size > strings.size()) {
    tell_range(offset, data.size(), "TRP.cb", size, strings.size(), damage);
    return std::nullopt;
  }
  return Person{.name = text_of(strings.first(head->cch)),
                .address = text_of(strings.subspan(head->cch, head->cb))};
}

std::optional<Person> read_owner(std::span<const std::byte> data, std::uint64_t offset,
                                 bytes::DamageLog& damage) {
  bytes::ByteReader in(data, offset);
  Person person;
  for (auto* part : {&person.name, &person.address}) {
    const auto size = in.read<bytes::u16>();
    const auto text = size ? in.take(*size) : std::nullopt;
    if (!text) {
      tell_range(offset, data.size(), "attOwner", size ? std::uint64_t{*size} : 0, in.remaining(),
                 damage);
      return std::nullopt;
    }
    *part = text_of(*text);
  }
  return person;
}

std::optional<text::Ticks> read_date(std::span<const std::byte> data, std::uint64_t offset,
                                     bytes::DamageLog& damage) {
  const auto date = record_of<disk::DTR>(data, offset, "DTR", damage);
  if (!date) {
    return std::nullopt;
  }
  const auto ticks = text::to_ticks({.year = date->wYear,
                                     .month = date->wMonth,
                                     .day = date->wDay,
                                     .hour = date->wHour,
                                     .minute = date->wMinute,
                                     .second = date->wSecond});
  if (!ticks) {
    tell_range(offset, data.size(), "DTR", date->wYear, 0, damage);
  }
  return ticks;
}

std::optional<Rendition> read_rendition(std::span<const std::byte> data, std::uint64_t offset,
                                        bytes::DamageLog& damage) {
  constexpr std::uint16_t kOle = 2;
  constexpr std::uint32_t kMacBinary = 1;
  const auto record = record_of<disk::RENDDATA>(data, offset, "attAttachRendData", damage);
  if (!record) {
    return std::nullopt;
  }
  return Rendition{.is_ole = record->AttachType == kOle,
                   .position = std::bit_cast<std::int32_t>(std::uint32_t{record->AttachPosition}),
                   .is_mac_binary = (record->DataFlags & kMacBinary) != 0};
}

}  // namespace tnef
