// The structures of a TNEF stream, byte for byte, under the names of [MS-OXTNEF].
#pragma once

#include <cstddef>

#include "formats/bytes/little_endian.h"

namespace tnef::disk {

using bytes::u16;
using bytes::u32;
using bytes::u8;

// NOLINTBEGIN(readability-identifier-naming): the specification's names.

inline constexpr std::uint32_t kSignature = 0x223E9F78;  // 2.1.1

/// 2.1.1, the head of a stream.
struct TNEFHeader {
  u32 TNEFSignature;
  u16 LegacyKey;
};
static_assert(sizeof(TNEFHeader) == 6);

/// 2.1.2, up to the data; a checksum of two bytes follows them.
struct AttributeHeader {
  u8 AttrLevel;
  u32 AttrID;
  u32 AttrLength;
};
static_assert(sizeof(AttributeHeader) == 9);

/// 2.1.3.3.8 DTR.
struct DTR {
  u16 wYear;
  u16 wMonth;
  u16 wDay;
  u16 wHour;
  u16 wMinute;
  u16 wSecond;
  u16 wDayOfWeek;
};
static_assert(sizeof(DTR) == 14);

/// 2.1.3.3.3 attFrom, up to the name.
struct TRP {
  u16 trpid;
  u16 cbgrtrp;
  u16 cch;
  u16 cb;
};
static_assert(sizeof(TRP) == 8);

/// 2.1.3.3.15 attAttachRendData.
struct RENDDATA {
  u16 AttachType;
  u32 AttachPosition;
  u16 RenderWidth;
  u16 RenderHeight;
  u32 DataFlags;
};
static_assert(sizeof(RENDDATA) == 14);
static_assert(offsetof(RENDDATA, DataFlags) == 10);

// NOLINTEND(readability-identifier-naming)

}  // namespace tnef::disk
