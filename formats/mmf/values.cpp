#include "formats/mmf/values.h"

#include <algorithm>
#include <array>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/byte_source.h"
#include "formats/mmf/disk.h"

namespace mmf {
namespace {

using bytes::DamageKind;
using Data = std::span<const std::byte>;

void tell(std::uint64_t offset, std::uint64_t length, DamageKind kind, std::string_view field,
          std::uint64_t found, std::uint64_t expected, bytes::DamageLog& damage) {
  damage.add({.offset = offset,
              .length = length,
              .kind = kind,
              .field = field,
              .found = found,
              .expected = expected});
}

template <bytes::Record T>
std::optional<T> record_of(Data data, std::uint64_t offset, std::string_view field,
                           bytes::DamageLog& damage) {
  auto record = bytes::ByteReader(data).read<T>();
  if (!record) {
    tell(offset, data.size(), DamageKind::Truncated, field, data.size(), sizeof(T), damage);
  }
  return record;
}

/// Takes a text and its NUL off the front.
std::string_view take_text(Data& data) {
  const std::string_view text = text_of(data);
  data = data.subspan(std::min(data.size(), text.size() + 1));
  return text;
}

Date to_date(const disk::Date& raw, std::uint64_t offset, bytes::DamageLog& damage) {
  // FORMAT.md 7.2 (Q96694).
  constexpr std::array<std::uint16_t, 5> kInvalid = {1968, 12, 16, 14, 20};
  const std::array<std::uint16_t, 5> stored = {raw.year, raw.month, raw.day, raw.hour, raw.minute};
  if (stored == kInvalid) {
    return {.ticks = std::nullopt, .is_invalid_mark = true};
  }
  // No clock of a PC shows a year before, and the dates of DOS end with 2107.
  constexpr std::uint16_t kFirstYear = 1900;
  constexpr std::uint16_t kLastYear = 2107;
  const bool is_year = raw.year >= kFirstYear && raw.year <= kLastYear;
  const auto ticks = is_year ? text::to_ticks({.year = raw.year,
                                               .month = raw.month,
                                               .day = raw.day,
                                               .hour = raw.hour,
                                               .minute = raw.minute,
                                               .second = raw.second})
                             : std::nullopt;
  if (!ticks) {
    tell(offset, sizeof(raw), DamageKind::OutOfRange, "date", raw.year, 0, damage);
  }
  return {.ticks = ticks};
}

/// A record of a list of triples, measured.
struct Measured {
  disk::Triple raw;
  std::size_t size = 0;  // of head, name and address
};

/// FORMAT.md 7.3: whether a record can begin at the front of `data`.
std::optional<Measured> plausible(Data data) {
  const auto raw = bytes::ByteReader(data).read<disk::Triple>();
  if (!raw) {
    return std::nullopt;
  }
  const std::size_t size =
      sizeof(*raw) + std::size_t{raw->name_size} + std::size_t{raw->address_size};
  if (raw->kind == static_cast<std::uint16_t>(TripleKind::Null)) {
    const bool blank = raw->record_size == 0 && raw->name_size == 0 && raw->address_size == 0;
    return blank ? std::optional(Measured{.raw = *raw, .size = sizeof(*raw)}) : std::nullopt;
  }
  const bool fits = raw->kind <= static_cast<std::uint16_t>(TripleKind::GroupAddress) &&
                    raw->name_size >= 1 && size <= data.size();
  if (!fits) {
    return std::nullopt;
  }
  // "the name holds no NUL before its padding"
  const Data name = data.subspan(sizeof(*raw), raw->name_size);
  const std::string_view text = text_of(name);
  const bool padded =
      std::ranges::all_of(name.subspan(text.size()), [](std::byte b) { return b == std::byte{0}; });
  return padded ? std::optional(Measured{.raw = *raw, .size = size}) : std::nullopt;
}

bool is_blank(Data data) {
  return std::ranges::all_of(data, [](std::byte b) { return b == std::byte{0}; });
}

}  // namespace

std::string_view text_of(Data data) {
  const std::string_view text = bytes::as_text(data);
  return text.substr(0, text.find('\0'));
}

Date read_date(Data data, std::uint64_t offset, bytes::DamageLog& damage) {
  const auto raw = record_of<disk::Date>(data, offset, "date", damage);
  return raw ? to_date(*raw, offset, damage) : Date{};
}

Triples read_triples(Data data, std::uint64_t offset, bytes::DamageLog& damage) {
  constexpr std::array<std::size_t, 2> kAlignments = {2, 4};
  constexpr std::uint16_t kWithNullRecord = sizeof(disk::Triple);
  Triples out;
  std::size_t at = 0;
  while (at < data.size() && out.people.size() <= kMostTriples) {
    auto record = plausible(data.subspan(at));
    for (const std::size_t alignment : kAlignments) {
      const std::size_t place = (at + alignment - 1) / alignment * alignment;
      if (!record && place > at && place < data.size() && is_blank(data.subspan(at, place - at))) {
        record = plausible(data.subspan(place));
        at = record ? place : at;
      }
    }
    if (record && record->raw.kind == 0 && !is_blank(data.subspan(at))) {
      // "four zero words, then more data, is padding": the kinds of records are no zeros.
      const auto more =
          std::ranges::find_if(data.subspan(at), [](std::byte b) { return b != std::byte{0}; });
      const auto place = static_cast<std::size_t>(more - data.subspan(at).begin()) + at;
      record = plausible(data.subspan(place));
      at = record ? place : at;
    }
    if (!record) {
      break;
    }
    if (record->raw.kind == 0) {
      out.ended = true;
      break;
    }
    if (out.people.size() == kMostTriples) {
      break;
    }
    const std::uint64_t place = offset + at;
    const auto stored = std::uint16_t{record->raw.record_size};
    const bool agrees = stored == record->size || stored == record->size + kWithNullRecord ||
                        record->raw.kind == static_cast<std::uint16_t>(TripleKind::Group);
    if (!agrees) {
      tell(place, sizeof(disk::Triple), DamageKind::Inconsistent, "triple.record_size", stored,
           record->size, damage);
    }
    const Data body = data.subspan(at + sizeof(disk::Triple));
    out.people.push_back({.kind = static_cast<TripleKind>(std::uint16_t{record->raw.kind}),
                          .name = text_of(body.first(record->raw.name_size)),
                          .id = body.subspan(record->raw.name_size, record->raw.address_size),
                          .offset = place});
    at += record->size;
  }
  if (!out.ended && !is_blank(data.subspan(at))) {
    out.unread = data.subspan(at);
    tell(offset + at, out.unread.size(), DamageKind::OutOfRange, "triple", out.people.size(), 0,
         damage);
  }
  return out;
}

std::optional<AttachmentEntry> read_attachment_entry(Data data, std::uint64_t offset,
                                                     bytes::DamageLog& damage) {
  const auto raw = record_of<disk::AttachmentEntry>(data, offset, "attachmentlist.entry", damage);
  if (!raw) {
    return std::nullopt;
  }
  return AttachmentEntry{
      .oid = {raw->oid},
      .rendering = data.subspan(sizeof(raw->oid), sizeof(*raw) - sizeof(raw->oid)),
      .type = raw->type};
}

std::optional<FolderRow> read_folder_row(Data data, std::uint64_t offset,
                                         bytes::DamageLog& damage) {
  const auto raw = record_of<disk::FolderRow>(data, offset, "folder.row", damage);
  if (!raw) {
    return std::nullopt;
  }
  // Most significant byte first, so that rows sort as bytes.
  disk::Date date{};
  auto words = raw->date;
  for (std::size_t i = 0; i < words.size(); i += 2) {
    std::swap(words.at(i), words.at(i + 1));
  }
  date = bytes::record_at<disk::Date>(words);
  FolderRow row;
  row.date = to_date(date, offset, damage);
  row.status = raw->status;
  row.message_class = raw->message_class;
  row.priority = raw->priority;
  row.folder = {raw->folder};
  Data strings = data.subspan(sizeof(*raw));
  row.person = take_text(strings);
  row.subject = take_text(strings);
  return row;
}

std::optional<HierarchyEntry> read_hierarchy_entry(Data data, std::uint64_t offset,
                                                   bytes::DamageLog& damage) {
  const auto level = record_of<bytes::u16>(data, offset, "hierarchy.level", damage);
  if (!level) {
    return std::nullopt;
  }
  if (*level == 0) {
    tell(offset, sizeof(*level), DamageKind::OutOfRange, "hierarchy.level", 0, 1, damage);
  }
  Data strings = data.subspan(sizeof(*level));
  HierarchyEntry entry;
  entry.level = *level;
  entry.name = take_text(strings);
  entry.comment = take_text(strings);
  return entry;
}

std::optional<std::string_view> read_class_name(Data data, std::uint64_t offset,
                                                bytes::DamageLog& damage) {
  const auto length = record_of<bytes::u16>(data, offset, "messageclasses.length", damage);
  if (!length) {
    return std::nullopt;
  }
  const Data rest = data.subspan(sizeof(*length));
  if (*length > rest.size()) {
    tell(offset, sizeof(*length), DamageKind::OutOfRange, "messageclasses.length", *length,
         rest.size(), damage);
    return std::nullopt;
  }
  const std::string_view name = text_of(rest.first(*length));
  if (name.size() + 1 != *length && name.size() != *length) {
    tell(offset, sizeof(*length), DamageKind::Inconsistent, "messageclasses.length", *length,
         name.size() + 1, damage);
  }
  return name;
}

std::optional<std::vector<Field>> read_fields(Data buffer) {
  // FORMAT.md 9.3: which of a slot's three words is the offset is not settled.
  constexpr std::size_t kBase = 8;
  constexpr std::size_t kWords = 3;
  constexpr std::size_t kSlot = kWords * sizeof(bytes::u32);
  constexpr std::uint32_t kMostSlots = 1024;
  const auto word = [&](std::uint64_t at) -> std::optional<std::uint32_t> {
    if (at > buffer.size()) {
      return std::nullopt;
    }
    const auto value =
        bytes::ByteReader(buffer.subspan(static_cast<std::size_t>(at))).read<bytes::u32>();
    return value ? std::optional(std::uint32_t{*value}) : std::nullopt;
  };
  const auto first = word(kBase);
  const auto count = first ? word(kBase + std::uint64_t{*first}) : std::nullopt;
  if (!count || *count == 0 || *count > kMostSlots) {
    return std::nullopt;
  }
  const std::uint64_t slots = kBase + sizeof(bytes::u32) + std::uint64_t{*first};
  for (std::size_t choice = 0; choice < kWords; ++choice) {
    std::vector<Field> fields;
    for (std::uint32_t i = 0; i < *count; ++i) {
      const auto place = word(slots + i * kSlot + choice * sizeof(bytes::u32));
      const std::uint64_t at = kBase + std::uint64_t{place.value_or(0)};
      const auto id = place ? word(at) : std::nullopt;
      const auto size = place ? word(at + sizeof(bytes::u32)) : std::nullopt;
      const std::uint64_t data = at + 2 * sizeof(bytes::u32);
      if (!id || !size || *size > buffer.size() - std::min<std::uint64_t>(data, buffer.size())) {
        break;
      }
      fields.push_back({.id = *id, .data = buffer.subspan(static_cast<std::size_t>(data), *size)});
    }
    const bool has_name = std::ranges::any_of(fields, [](const Field& field) {
      return field.id == static_cast<std::uint32_t>(FieldId::DisplayName);
    });
    if (fields.size() == *count && has_name) {
      return fields;
    }
  }
  return std::nullopt;
}

}  // namespace mmf
