// The structures of a Microsoft Mail message store, byte for byte. FORMAT.md has the evidence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "formats/bytes/little_endian.h"

namespace mmf::disk {

using bytes::u16;
using bytes::u32;
using bytes::u8;

inline constexpr std::uint32_t kMagic = 0x01AFDEAD;
inline constexpr std::size_t kPlainSize = 0x200;  // what stands before it is not enciphered
inline constexpr std::size_t kAllocation = 128;   // objects begin at its multiples

/// FORMAT.md 2.
struct MapHeader {
  u32 offset;
  u32 end_of_file;
  u16 in_use;
  u16 root;
  u16 free_root;
  std::array<std::byte, 50> unknown_0x0e;
};
static_assert(sizeof(MapHeader) == 0x40);

struct ProgramVersion {
  u16 major;
  u16 minor;
  u16 build;
};
static_assert(sizeof(ProgramVersion) == 6);

struct Header {
  u32 magic;
  u32 version;
  u32 generation;
  u16 capacity;
  u16 current_map;
  std::array<MapHeader, 2> maps;
  std::array<char, 128> language;
  ProgramVersion last_writer;
  ProgramVersion creator;
  u32 ticks;
  std::array<std::byte, 6> unknown_0x120;
  u16 encoding;
  u32 divisor;
  std::array<std::byte, 0xB4> unknown_0x12c;
  std::array<std::byte, 0x20> locks;
};
static_assert(sizeof(Header) == kPlainSize);
static_assert(offsetof(Header, language) == 0x90);
static_assert(offsetof(Header, last_writer) == 0x110);
static_assert(offsetof(Header, encoding) == 0x126);
static_assert(offsetof(Header, locks) == 0x1E0);

/// FORMAT.md 4.
struct Node {
  u16 left;
  u16 right;
  u32 oid;
  u32 parent;
  u32 auxiliary;
  u16 flags;
  u16 type_flags;
  u32 size;             // bit 31: uncommitted or temporary
  u32 offset;           // of a link: the target's OID
  u16 open_count;       // of a link: the target's inod
  u16 reference_count;  // of attachments and targets of links
};
static_assert(sizeof(Node) == 32);
static_assert(offsetof(Node, offset) == 0x18);

inline constexpr std::uint16_t kLink = 0x0010;
inline constexpr std::uint16_t kOnlyForLinks = 0x0020;
inline constexpr std::uint16_t kCommitted = 0x1000;
inline constexpr std::uint16_t kNotCommitted = 0x2000;
inline constexpr std::uint16_t kFreedNotCommitted = 0x4000;
inline constexpr std::uint16_t kFree = 0x8000;
inline constexpr std::uint32_t kTemporarySize = 0x8000'0000;

/// FORMAT.md 4.1.
struct ObjectHeader {
  u32 oid;
  u32 size;  // of the data behind the header
};
static_assert(sizeof(ObjectHeader) == 8);

/// FORMAT.md 6.1: the table of contents, up to its entries.
struct TableHead {
  u16 count;
  u16 sort;
  std::array<std::byte, 8> sort_parameters;
  u16 reference_count;
};
static_assert(sizeof(TableHead) == 14);

struct TableEntry {
  u32 key;
  u32 position;
  u32 size;
};
static_assert(sizeof(TableEntry) == 12);

/// FORMAT.md 6.2.
struct SmallListHead {
  u16 last_entry;
  u16 used;
  u16 unused;
};
static_assert(sizeof(SmallListHead) == 6);

struct SmallListEntry {
  u32 key;
  u16 position;
};
static_assert(sizeof(SmallListEntry) == 6);

/// FORMAT.md 7.2.
struct Date {
  u16 year;
  u16 month;
  u16 day;
  u16 hour;
  u16 minute;
  u16 second;
  u16 weekday;
};
static_assert(sizeof(Date) == 14);

/// FORMAT.md 7.3, up to the name.
struct Triple {
  u16 kind;
  u16 record_size;
  u16 name_size;
  u16 address_size;
};
static_assert(sizeof(Triple) == 8);

/// FORMAT.md 7.5.
struct AttachmentEntry {
  u32 oid;
  u16 type;
  u32 position;
  u16 width;
  u16 height;
  u32 flags;
};
static_assert(sizeof(AttachmentEntry) == 18);
static_assert(offsetof(AttachmentEntry, type) == 4);

/// FORMAT.md 8.1, up to the strings.
struct FolderRow {
  std::array<std::byte, sizeof(Date)> date;  // each word most significant byte first
  u8 status;
  u16 message_class;
  u16 priority;
  u32 unknown_0x13;
  u32 folder;
};
static_assert(sizeof(FolderRow) == 0x1B);
static_assert(offsetof(FolderRow, folder) == 0x17);

}  // namespace mmf::disk
