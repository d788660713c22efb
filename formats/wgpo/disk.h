// The records of a post office whose places are known, byte for byte. FORMAT.md has the evidence.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "formats/bytes/little_endian.h"

namespace wgpo::disk {

using bytes::u16;
using bytes::u32;
using bytes::u8;

/// FORMAT.md 3.
inline constexpr std::size_t kAccessSize = 586;
inline constexpr std::size_t kAccess2Size = 69;
inline constexpr std::size_t kAccess3Size = 512;
inline constexpr std::size_t kMasterSize = 176;
inline constexpr std::size_t kKeySize = 560;

/// FORMAT.md 4.1: CONTROL.GLB.
struct Control {
  u32 next_mailbag;
  u32 next_letter;
};
static_assert(sizeof(Control) == 8);

/// FORMAT.md 4.2: MASTER.GLB.
struct Master {
  std::array<std::byte, 0x93> unknown_0x00;
  u8 gateways;
  u8 enhanced_security;
  std::array<std::byte, 27> unknown_0x95;
};
static_assert(sizeof(Master) == kMasterSize);
static_assert(offsetof(Master, enhanced_security) == 0x94);

/// FORMAT.md 4.3: a record of NETWORK.GLB.
struct NetworkRecord {
  u8 active;
  u8 type;
  std::array<char, 11> network;
  std::array<char, 9> xtn;
  std::array<std::byte, 11> unknown_0x16;
  std::array<char, 9> mailbag;
  std::array<std::byte, 80> unknown_0x2a;
};
static_assert(sizeof(NetworkRecord) == 122);
static_assert(offsetof(NetworkRecord, mailbag) == 0x21);

/// FORMAT.md 4.4: a record of an XTN.
struct ExternalRecord {
  u8 active;
  std::array<char, 11> post_office;
  std::array<char, 9> mailbag;
  std::array<std::byte, 0x274> unknown_0x15;
  std::array<std::byte, 49> unknown_0x289;  // begins with a counter of indirect post offices
};
static_assert(sizeof(ExternalRecord) == 698);
static_assert(offsetof(ExternalRecord, unknown_0x289) == 0x289);

/// FORMAT.md 5.1: a record of an MBG.
struct MailbagRecord {
  u16 unknown_0x00;
  std::array<char, 11> sender;
  std::array<char, 41> subject;
  u16 unknown_0x36;
  u16 minute;
  u16 hour;
  u16 day;
  u16 month;
  u16 year;
  u8 unknown_0x42;
  std::array<char, 9> letter;
  u16 unknown_0x4c;
  u32 size;
  std::array<std::byte, 6> unknown_0x52;
  u16 unknown_0x58;
  std::array<std::byte, 18> unknown_0x5a;
  u32 unknown_0x6c;
  u32 unknown_0x70;
};
static_assert(sizeof(MailbagRecord) == 116);
static_assert(offsetof(MailbagRecord, minute) == 0x38);
static_assert(offsetof(MailbagRecord, letter) == 0x43);
static_assert(offsetof(MailbagRecord, size) == 0x4E);
static_assert(offsetof(MailbagRecord, unknown_0x70) == 0x70);

/// FORMAT.md 5.2: where the bitmap of a KEY begins.
inline constexpr std::size_t kKeyBitmapAt = 48;

/// FORMAT.md 9.1: a record of an address list.
struct NameRecord {
  u8 type_0x00;
  u8 type_0x01;
  std::array<char, 31> name;
  u32 link_0x21;
  u32 link_0x25;
  u32 mailbag;
};
static_assert(sizeof(NameRecord) == 45);
static_assert(offsetof(NameRecord, mailbag) == 0x29);

/// FORMAT.md 9.2: a record of a GRP, whose words' order is told by testing.
struct GroupRecord {
  u32 first;
  u32 second;
};
static_assert(sizeof(GroupRecord) == 8);

}  // namespace wgpo::disk
