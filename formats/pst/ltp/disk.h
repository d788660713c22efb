// Records of the lists, tables and properties layer, as [MS-PST] 2.3 lays them out.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "formats/bytes/little_endian.h"

namespace pst::disk {

using bytes::u16;
using bytes::u32;
using bytes::u8;

// NOLINTBEGIN(readability-identifier-naming): the specification's names.

/// [MS-PST] 2.3.1.2 HNHDR, at the front of block 0 of a heap.
struct HNHDR {
  u16 ibHnpm;
  u8 bSig;
  u8 bClientSig;
  u32 hidUserRoot;
  std::array<u8, 4> rgbFillLevel;  // blocks 0 to 7
};
static_assert(sizeof(HNHDR) == 12);
static_assert(offsetof(HNHDR, rgbFillLevel) == 8);
/// HNHDR.bSig.
inline constexpr std::uint8_t kHeapSignature = 0xEC;

/// [MS-PST] 2.3.1.3 HNPAGEHDR, at the front of every other block but those of HNBITMAPHDR.
struct HNPAGEHDR {
  u16 ibHnpm;
};
static_assert(sizeof(HNPAGEHDR) == 2);

/// [MS-PST] 2.3.1.4 HNBITMAPHDR, at the front of block 8 and every 128th after it.
struct HNBITMAPHDR {
  u16 ibHnpm;
  std::array<u8, 64> rgbFillLevel;  // this block and the next 127
};
static_assert(sizeof(HNBITMAPHDR) == 66);
static_assert(offsetof(HNBITMAPHDR, rgbFillLevel) == 2);

/// [MS-PST] 2.3.1.5 HNPAGEMAP, up to rgibAlloc: cAlloc + 1 offsets of two bytes.
struct HNPAGEMAP {
  u16 cAlloc;
  u16 cFree;
};
static_assert(sizeof(HNPAGEMAP) == 4);

/// [MS-PST] 2.3.2.1 BTHHEADER.
struct BTHHEADER {
  u8 bType;
  u8 cbKey;
  u8 cbEnt;
  u8 bIdxLevels;
  u32 hidRoot;
};
static_assert(sizeof(BTHHEADER) == 8);
/// BTHHEADER.bType.
inline constexpr std::uint8_t kBthType = 0xB5;

/// [MS-PST] 2.3.3.3 PC BTH Record.
struct PCBTHRECORD {
  u16 wPropId;
  u16 wPropType;
  u32 dwValueHnid;
};
static_assert(sizeof(PCBTHRECORD) == 8);
static_assert(offsetof(PCBTHRECORD, dwValueHnid) == 4);

/// [MS-PST] 2.3.3.5 PtypObject, the heap item.
struct OBJECTVALUE {
  u32 Nid;
  u32 ulSize;
};
static_assert(sizeof(OBJECTVALUE) == 8);

/// [MS-PST] 2.3.4.1 TCINFO, up to rgTCOLDESC.
struct TCINFO {
  u8 bType;
  u8 cCols;
  std::array<u16, 4> rgib;  // TCI_4b, TCI_2b, TCI_1b, TCI_bm
  u32 hidRowIndex;
  u32 hnidRows;
  u32 hidIndex;  // deprecated, 0
};
static_assert(sizeof(TCINFO) == 22);
static_assert(offsetof(TCINFO, hnidRows) == 14);
/// TCINFO.bType.
inline constexpr std::uint8_t kTableType = 0x7C;

/// [MS-PST] 2.3.4.2 TCOLDESC.
struct TCOLDESC {
  u32 tag;
  u16 ibData;
  u8 cbData;
  u8 iBit;
};
static_assert(sizeof(TCOLDESC) == 8);

/// [MS-PST] 2.3.4.3.1 TCROWID: `Index` has 4 bytes in a Unicode store and 2 in an ANSI one.
template <class Index>
struct TCROWID {
  u32 dwRowID;
  Index dwRowIndex;
};
static_assert(sizeof(TCROWID<u32>) == 8);
static_assert(sizeof(TCROWID<u16>) == 6);

// NOLINTEND(readability-identifier-naming)

}  // namespace pst::disk
