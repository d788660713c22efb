// The first bytes of a database of the Extensible Storage Engine. FORMAT.md.
#pragma once

#include <array>
#include <cstddef>

#include "formats/bytes/little_endian.h"

namespace edb::disk {

using bytes::u32;

/// DBFILEHDR, as far as its fields are told.
struct FileHeader {
  u32 checksum;
  u32 magic;
  u32 version;
  u32 file_type;
  std::array<std::byte, 36> unread_16;
  u32 state;
  std::array<std::byte, 176> unread_56;
  u32 revision;
  u32 page_size;
};
static_assert(sizeof(FileHeader) == 240);
static_assert(offsetof(FileHeader, state) == 52);
static_assert(offsetof(FileHeader, revision) == 232);

inline constexpr std::uint32_t kMagic = 0x89ABCDEF;

}  // namespace edb::disk
