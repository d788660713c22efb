// The messaging layer's structures, byte for byte, under the names of [MS-PST] 2.4.
#pragma once

#include <array>
#include <cstddef>

#include "formats/bytes/little_endian.h"

namespace pst::disk {

// NOLINTBEGIN(readability-identifier-naming): these are the names of the specification.

/// 2.4.3.2 EntryID of an object of this store.
struct ENTRYID {
  bytes::u32 rgbFlags;
  std::array<std::byte, 16> uid;
  bytes::u32 nid;
};
static_assert(sizeof(ENTRYID) == 24);

/// 2.4.7.1 NAMEID.
struct NAMEID {
  bytes::u32 dwPropertyID;  // the number, or where the name lies in the string stream
  bytes::u16 wGuid;         // bit 0: a string; the rest: the set
  bytes::u16 wPropIdx;      // added to 0x8000
};
static_assert(sizeof(NAMEID) == 8);

/// PidTagReplVersionHistory of the store (FORMAT.md 4.2).
struct REPLVERSIONHISTORY {
  bytes::u32 one;
  std::array<std::byte, 16> guid;
  bytes::u32 also_one;
};
static_assert(sizeof(REPLVERSIONHISTORY) == 24);

// NOLINTEND(readability-identifier-naming)

}  // namespace pst::disk
