#include "formats/mmf/list.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/mmf/disk.h"

namespace mmf {
namespace {

using bytes::DamageKind;

constexpr std::uint32_t kHeadSize = sizeof(bytes::u32);  // ibTOC
constexpr std::uint32_t kTableHeadSize = sizeof(disk::TableHead);
constexpr std::uint32_t kEntrySize = sizeof(disk::TableEntry);
constexpr std::uint32_t kSmallestList = kHeadSize + kTableHeadSize;
constexpr std::uint32_t kMostSmallElements = 0x2AA8;
constexpr std::uint32_t kLargestObject = 0x7FFF'FFFF;

/// Tells what is wrong within the data at one place.
class Teller {
 public:
  Teller(std::uint64_t offset, bytes::DamageLog& damage) : offset_(offset), damage_(damage) {}

  void out_of_range(std::uint64_t at, std::uint64_t length, std::string_view field,
                    std::uint64_t found, std::uint64_t expected) const {
    damage_.add({.offset = offset_ + at,
                 .length = length,
                 .kind = DamageKind::OutOfRange,
                 .field = field,
                 .found = found,
                 .expected = expected});
  }

 private:
  std::uint64_t offset_;
  bytes::DamageLog& damage_;
};

std::vector<disk::TableEntry> read_entries(const StoreFile& file, std::uint64_t offset,
                                           std::uint32_t count) {
  std::vector<disk::TableEntry> entries(count);
  file.read(offset, std::as_writable_bytes(std::span(entries)));
  return entries;
}

bool is_inside(const disk::TableEntry& entry, std::uint32_t table) {
  return entry.position >= kHeadSize && entry.position <= table &&
         entry.size <= table - entry.position;
}

List to_list(const std::vector<disk::TableEntry>& entries, std::uint64_t offset,
             std::uint32_t table, const Teller* tell) {
  List list;
  list.table = offset + table;
  list.entries = static_cast<std::uint32_t>(entries.size());
  list.elements.reserve(entries.size());
  std::uint64_t used = 0;  // values do not overlap: together they fit the data
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const disk::TableEntry& entry = entries[i];
    if (is_inside(entry, table) && used + entry.size <= table) {
      used += entry.size;
      list.elements.push_back(
          {.key = entry.key, .offset = offset + entry.position, .size = entry.size});
      continue;
    }
    list.complete = false;
    if (tell != nullptr) {
      tell->out_of_range(
          table + kTableHeadSize + i * kEntrySize, kEntrySize,
          entry.position > table || entry.position < kHeadSize ? "list.entry.position"
                                                               : "list.entry.size",
          entry.position > table || entry.position < kHeadSize ? std::uint64_t{entry.position}
                                                               : std::uint64_t{entry.size},
          table);
    }
  }
  return list;
}

bool is_swept_type(Oid oid) {
  const auto type = static_cast<std::uint8_t>(oid.type());
  return (type >= static_cast<std::uint8_t>(ObjectType::System) &&
          type <= static_cast<std::uint8_t>(ObjectType::OutgoingQueue)) ||
         oid.type() == ObjectType::SmallList || oid.type() == ObjectType::ProviderFolder ||
         oid.type() == ObjectType::ProviderMessage;
}

/// Attributes of messages and attachments that FORMAT.md 7.1 names.
bool is_known_attribute(std::uint32_t key) {
  constexpr std::array<std::uint32_t, 32> kKnown = {
      0x00008000, 0x00008001, 0x00008002, 0x00008003, 0x00018004, 0x00038005, 0x00038006,
      0x00068007, 0x00078008, 0x00018009, 0x0001800A, 0x0001800B, 0x0002800C, 0x0004800D,
      0x0006800E, 0x00038020, 0x00060000, 0x00060001, 0x00030006, 0x00030007, 0x00070006,
      0x00040009, 0x00050008, 0x00080000, 0x00000001, 0x00000002, 0x00030003, 0x00010004,
      0x0006800F, 0x00018010, 0x00068011, 0x00038012};
  return std::ranges::find(kKnown, key) != kKnown.end() || key == 0x00038013;
}

bool are_attributes(const std::vector<disk::TableEntry>& entries) {
  constexpr unsigned kTypeShift = 16;
  constexpr std::uint32_t kLastType = 8;
  return std::ranges::all_of(entries,
                             [](const disk::TableEntry& entry) {
                               return (entry.key >> kTypeShift) <= kLastType;
                             }) &&
         std::ranges::any_of(
             entries, [](const disk::TableEntry& entry) { return is_known_attribute(entry.key); });
}

/// The list equation and every entry.
bool looks_like_list(const StoreFile& file, std::uint64_t offset, FoundObject found) {
  const auto table = file.record<bytes::u32>(offset);
  if (!table || *table < kHeadSize || *table > found.size - kTableHeadSize) {
    return false;
  }
  const auto head = file.record<disk::TableHead>(offset + *table);
  if (!head || head->count > kMostElements ||
      *table + kTableHeadSize + std::uint64_t{head->count} * kEntrySize != found.size) {
    return false;
  }
  const auto entries = read_entries(file, offset + *table + kTableHeadSize, head->count);
  const bool inside = std::ranges::all_of(
      entries, [&](const disk::TableEntry& entry) { return is_inside(entry, *table); });
  const auto type = found.oid.type();
  const bool has_attributes = type == ObjectType::Message || type == ObjectType::Attachment;
  return inside && (!has_attributes || are_attributes(entries));
}

bool looks_like_small_list(const StoreFile& file, std::uint64_t offset, FoundObject found) {
  bytes::DamageLog ignored;
  const auto list = read_small_list(file, offset, found.size, ignored);
  return list && list->complete && ignored.total() == 0;
}

}  // namespace

bool is_small_list(Oid oid) {
  return oid.type() == ObjectType::SmallList || oid == kSearchLists || oid == kSearchOptions;
}

std::optional<List> read_list(const StoreFile& file, std::uint64_t offset, std::uint32_t size,
                              bytes::DamageLog& damage) {
  const Teller tell(offset, damage);
  if (size < kSmallestList) {
    tell.out_of_range(0, size, "list", size, kSmallestList);
    return std::nullopt;
  }
  const std::uint32_t table = *file.record<bytes::u32>(offset);
  if (table < kHeadSize || table > size - kTableHeadSize) {
    tell.out_of_range(0, kHeadSize, "list.table", table, size - kTableHeadSize);
    return std::nullopt;
  }
  const auto head = *file.record<disk::TableHead>(offset + table);
  const std::uint32_t room = (size - table - kTableHeadSize) / kEntrySize;
  const std::uint32_t most = std::min(room, kMostElements);
  if (head.count > most) {
    tell.out_of_range(table, kTableHeadSize, "list.count", head.count, most);
  }
  const std::uint32_t count = std::min<std::uint32_t>(head.count, most);
  List list =
      to_list(read_entries(file, offset + table + kTableHeadSize, count), offset, table, &tell);
  list.complete = list.complete && head.count <= most;
  if (const auto gone = file.foreign_bytes(offset + table, size - table)) {
    list.complete = false;
    damage.add({.offset = *gone,
                .length = offset + size - *gone,
                .kind = DamageKind::Unreadable,
                .field = "list.table"});
  }
  const std::uint32_t end = table + kTableHeadSize + count * kEntrySize;
  if (end < size && head.count <= most) {
    damage.add({.offset = offset + end,
                .length = size - end,
                .kind = DamageKind::Unclaimed,
                .field = "list"});
  }
  return list;
}

std::optional<List> read_list_from_end(const StoreFile& file, std::uint64_t offset,
                                       std::uint32_t size) {
  for (std::uint32_t count = 0; count <= kMostElements; ++count) {
    const std::uint32_t table_size = kTableHeadSize + count * kEntrySize;
    if (table_size > size - std::min(size, kHeadSize)) {
      break;
    }
    const std::uint32_t table = size - table_size;
    const auto head = file.record<disk::TableHead>(offset + table);
    // The reference count is 0 on disk: a second witness.
    if (!head || head->count != count || head->reference_count != 0 || count == 0) {
      continue;
    }
    const auto entries = read_entries(file, offset + table + kTableHeadSize, count);
    if (std::ranges::all_of(
            entries, [&](const disk::TableEntry& entry) { return is_inside(entry, table); })) {
      return to_list(entries, offset, table, nullptr);
    }
  }
  return std::nullopt;
}

std::optional<List> read_small_list(const StoreFile& file, std::uint64_t offset, std::uint32_t size,
                                    bytes::DamageLog& damage) {
  constexpr std::uint32_t kSmallHead = sizeof(disk::SmallListHead);
  constexpr std::uint32_t kSmallEntry = sizeof(disk::SmallListEntry);
  constexpr std::uint32_t kSentinel = 0xFFFF'FFFF;
  const Teller tell(offset, damage);
  const auto head = file.record<disk::SmallListHead>(offset);
  const std::uint32_t table =
      head ? kSmallHead + std::uint32_t{head->used} + std::uint32_t{head->unused} : 0;
  if (!head || size < kSmallHead || table > size || head->last_entry < table ||
      (head->last_entry - table) % kSmallEntry != 0 || head->last_entry + kSmallEntry > size) {
    tell.out_of_range(0, std::min(size, kSmallHead), "smalllist.last_entry",
                      head ? std::uint64_t{head->last_entry} : 0, table);
    return std::nullopt;
  }
  const std::uint32_t count = (head->last_entry - table) / kSmallEntry;
  const auto stored = file.record<bytes::u16>(offset + head->last_entry + kSmallEntry);
  const bool fits = head->last_entry + kSmallEntry + sizeof(bytes::u16) <= size;
  if (!fits || !stored || *stored != count || count > kMostSmallElements) {
    tell.out_of_range(head->last_entry + kSmallEntry, fits ? sizeof(bytes::u16) : 0,
                      "smalllist.count", stored ? std::uint64_t{*stored} : 0, count);
    return std::nullopt;
  }
  const auto sentinel = *file.record<disk::SmallListEntry>(offset + table);
  if (sentinel.key != kSentinel || sentinel.position != head->used) {
    tell.out_of_range(table, kSmallEntry, "smalllist.sentinel", sentinel.position, head->used);
  }
  List list;
  list.table = offset + table;
  list.entries = count + 1;
  list.complete = sentinel.key == kSentinel && sentinel.position == head->used;
  std::uint32_t end = head->used;  // what the sentinel has to say
  for (std::uint32_t i = 1; i <= count; ++i) {
    const auto entry = *file.record<disk::SmallListEntry>(offset + table + i * kSmallEntry);
    if (entry.position > end) {
      tell.out_of_range(table + i * kSmallEntry, kSmallEntry, "smalllist.entry.position",
                        entry.position, end);
      list.complete = false;
      continue;
    }
    list.elements.push_back({.key = entry.key,
                             .offset = offset + kSmallHead + entry.position,
                             .size = end - entry.position});
    end = entry.position;
  }
  if (end != 0 && count > 0) {
    tell.out_of_range(head->last_entry, kSmallEntry, "smalllist.entry.position", end, 0);
    list.complete = false;
  }
  const std::uint32_t whole = head->last_entry + kSmallEntry + sizeof(bytes::u16);
  if (whole < size) {
    damage.add({.offset = offset + whole,
                .length = size - whole,
                .kind = DamageKind::Unclaimed,
                .field = "smalllist"});
  }
  return list;
}

std::optional<FoundObject> object_at(const StoreFile& file, std::uint64_t offset) {
  const auto type = file.record<bytes::u8>(offset);
  if (!type || !is_swept_type({*type})) {
    return std::nullopt;
  }
  const auto header = file.record<disk::ObjectHeader>(offset);
  if (!header) {
    return std::nullopt;
  }
  const FoundObject found{.oid = {header->oid}, .size = header->size};
  return is_data_of(file, offset + sizeof(*header), found) ? std::optional(found) : std::nullopt;
}

bool is_data_of(const StoreFile& file, std::uint64_t data, FoundObject object) {
  if (!is_swept_type(object.oid) || object.size < kSmallestList || object.size > kLargestObject ||
      !file.holds(data, object.size)) {
    return false;
  }
  return is_small_list(object.oid) ? looks_like_small_list(file, data, object)
                                   : looks_like_list(file, data, object);
}

}  // namespace mmf
