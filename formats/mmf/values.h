// What elements hold. FORMAT.md 7 to 9. Text is 8-bit, as stored; it points into the data.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/mmf/oid.h"
#include "formats/text/calendar_date.h"

namespace mmf {

/// Up to the first NUL; one without is whole.
[[nodiscard]] std::string_view text_of(std::span<const std::byte> data);

/// FORMAT.md 7.2: what the writer's clock showed.
struct Date {
  std::optional<text::Ticks> ticks;  // none: it is no date
  bool is_invalid_mark = false;      // the value that Microsoft Mail stores for "invalid date"
};
/// Fields out of their range are told.
[[nodiscard]] Date read_date(std::span<const std::byte> data, std::uint64_t offset,
                             bytes::DamageLog& damage);

/// FORMAT.md 7.3.
enum class TripleKind : std::uint16_t {
  Null = 0,
  Unresolved = 1,
  Resolved = 2,  // an opaque id
  Address = 3,
  OneOff = 4,
  Group = 5,  // an opaque id
  Offline = 6,
  Ignore = 7,
  Class = 8,
  GroupAddress = 9,
};

struct Triple {
  TripleKind kind = TripleKind::Null;
  std::string_view name;
  std::span<const std::byte> id;  // opaque, or "TYPE:address" and a NUL
  std::uint64_t offset = 0;       // in the file

  [[nodiscard]] bool has_address() const {
    return kind == TripleKind::Address || kind == TripleKind::OneOff ||
           kind == TripleKind::GroupAddress;
  }
};

struct Triples {
  std::vector<Triple> people;         // without the record that ends them
  bool ended = false;                 // there was one
  std::span<const std::byte> unread;  // behind a record that is none; told
};

/// FORMAT.md 7.3: a name and an address are text of some ten bytes each.
inline constexpr std::size_t kMostTriples = 65'536;

[[nodiscard]] Triples read_triples(std::span<const std::byte> data, std::uint64_t offset,
                                   bytes::DamageLog& damage);

/// FORMAT.md 7.5.
enum class AttachmentType : std::uint16_t { File = 1, Ole = 2, Picture = 3 };
struct AttachmentEntry {
  Oid oid;
  std::span<const std::byte> rendering;  // RENDDATA of [MS-OXTNEF] 2.1.3.3.15
  std::uint16_t type = 0;                // an AttachmentType, or what nobody knows
};
/// nullopt, told, when the value is too short.
[[nodiscard]] std::optional<AttachmentEntry> read_attachment_entry(std::span<const std::byte> data,
                                                                   std::uint64_t offset,
                                                                   bytes::DamageLog& damage);

/// FORMAT.md 8.1: 0x19D bytes, and some to spare.
inline constexpr std::uint32_t kLargestRow = 4096;

/// FORMAT.md 8.1.
struct FolderRow {
  Date date;
  std::uint8_t status = 0;
  std::uint16_t message_class = 0;
  std::uint16_t priority = 0;
  Oid folder;
  std::string_view person;  // the sender; of a message sent from here, who it went to
  std::string_view subject;
};
[[nodiscard]] std::optional<FolderRow> read_folder_row(std::span<const std::byte> data,
                                                       std::uint64_t offset,
                                                       bytes::DamageLog& damage);

/// FORMAT.md 8.2.
struct HierarchyEntry {
  std::uint16_t level = 0;  // 1: at the top
  std::string_view name;
  std::string_view comment;
};
[[nodiscard]] std::optional<HierarchyEntry> read_hierarchy_entry(std::span<const std::byte> data,
                                                                 std::uint64_t offset,
                                                                 bytes::DamageLog& damage);

/// FORMAT.md 9.2: a name of `\x80MCs`. nullopt, told.
[[nodiscard]] std::optional<std::string_view> read_class_name(std::span<const std::byte> data,
                                                              std::uint64_t offset,
                                                              bytes::DamageLog& damage);

/// FORMAT.md 9.3: the fields of an entry of an address book.
enum class FieldId : std::uint32_t {
  DisplayName = 0,
  Address = 4,
  AddressType = 5,
  Comment = 9,
  TransmittableName = 0x0A,
  Kind = 0x3000,
  Members = 0xC001,
};
struct Field {
  std::uint32_t id = 0;  // a FieldId, or one nobody knows
  std::span<const std::byte> data;
};
/// nullopt when the buffer cannot be read in any of the ways FORMAT.md names.
[[nodiscard]] std::optional<std::vector<Field>> read_fields(std::span<const std::byte> buffer);

}  // namespace mmf
