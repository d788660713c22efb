// The NDB layer's structures, byte for byte, under the names of [MS-PST] 2.2.2. Where the widths
// differ only in their words, one text serves both: Word is u64 in Unicode files, u32 in ANSI ones.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "formats/bytes/little_endian.h"

namespace pst::disk {

// NOLINTBEGIN(readability-identifier-naming): these are the names of the specification.

using bytes::u16;
using bytes::u32;
using bytes::u64;
using bytes::u8;

// 2.2.2.7.1 PAGETRAILER.ptype
inline constexpr std::uint8_t ptypeBBT = 0x80;
inline constexpr std::uint8_t ptypeNBT = 0x81;
inline constexpr std::uint8_t ptypeFMap = 0x82;
inline constexpr std::uint8_t ptypePMap = 0x83;
inline constexpr std::uint8_t ptypeAMap = 0x84;
inline constexpr std::uint8_t ptypeFPMap = 0x85;
inline constexpr std::uint8_t ptypeDL = 0x86;

/// 2.2.2.4 BREF.
template <class Word>
struct BREF {
  Word bid;
  Word ib;
};
static_assert(sizeof(BREF<u64>) == 16 && sizeof(BREF<u32>) == 8);

/// 2.2.2.7.1 PAGETRAILER. The last two fields stand in another order in each width.
template <class Word>
struct PAGETRAILER;
template <>
struct PAGETRAILER<u64> {
  u8 ptype;
  u8 ptypeRepeat;
  u16 wSig;
  u32 dwCRC;
  u64 bid;
};
template <>
struct PAGETRAILER<u32> {
  u8 ptype;
  u8 ptypeRepeat;
  u16 wSig;
  u32 bid;
  u32 dwCRC;
};
static_assert(sizeof(PAGETRAILER<u64>) == 16 && sizeof(PAGETRAILER<u32>) == 12);

/// 2.2.2.8.1 BLOCKTRAILER. Here, too.
template <class Word>
struct BLOCKTRAILER;
template <>
struct BLOCKTRAILER<u64> {
  u16 cb;
  u16 wSig;
  u32 dwCRC;
  u64 bid;
};
template <>
struct BLOCKTRAILER<u32> {
  u16 cb;
  u16 wSig;
  u32 bid;
  u32 dwCRC;
};
static_assert(sizeof(BLOCKTRAILER<u64>) == 16 && sizeof(BLOCKTRAILER<u32>) == 12);

/// What follows rgentries in a BTPAGE (2.2.2.7.7.1).
template <class Word>
struct BTPAGETAIL;
template <>
struct BTPAGETAIL<u64> {
  u8 cEnt;
  u8 cEntMax;
  u8 cbEnt;
  u8 cLevel;
  u32 dwPadding;
  PAGETRAILER<u64> pageTrailer;
};
template <>
struct BTPAGETAIL<u32> {
  u8 cEnt;
  u8 cEntMax;
  u8 cbEnt;
  u8 cLevel;
  PAGETRAILER<u32> pageTrailer;
};

/// 2.2.2.7.4.2 DLISTPAGE, before rgDListPageEnt.
struct DLISTPAGEHEADER {
  u8 bFlags;
  u8 cEntDList;
  u16 wPadding;
  u32 ulCurrentPage;
};
static_assert(sizeof(DLISTPAGEHEADER) == 8);

/// 2.2.2.7.7.1 BTPAGE.
template <class Word>
struct BTPAGE {
  std::array<std::byte, 512 - sizeof(BTPAGETAIL<Word>)> rgentries{};
  BTPAGETAIL<Word> tail;
};
static_assert(sizeof(BTPAGE<u64>) == 512 && offsetof(BTPAGE<u64>, tail) == 488);
static_assert(sizeof(BTPAGE<u32>) == 512 && offsetof(BTPAGE<u32>, tail) == 496);

/// 2.2.2.7.7.2 BTENTRY, in intermediate pages.
template <class Word>
struct BTENTRY {
  Word btkey;
  BREF<Word> BREFchild;
};
static_assert(sizeof(BTENTRY<u64>) == 24 && sizeof(BTENTRY<u32>) == 12);

/// 2.2.2.7.7.3 BBTENTRY.
template <class Word>
struct BBTENTRY;
template <>
struct BBTENTRY<u64> {
  BREF<u64> bref;
  u16 cb;
  u16 cRef;
  u32 dwPadding;
};
template <>
struct BBTENTRY<u32> {
  BREF<u32> bref;
  u16 cb;
  u16 cRef;
};
static_assert(sizeof(BBTENTRY<u64>) == 24 && sizeof(BBTENTRY<u32>) == 12);

/// 2.2.2.7.7.4 NBTENTRY. The NID fills a whole word; only its low half means something.
template <class Word>
struct NBTENTRY;
template <>
struct NBTENTRY<u64> {
  u64 nid;
  u64 bidData;
  u64 bidSub;
  u32 nidParent;
  u32 dwPadding;
};
template <>
struct NBTENTRY<u32> {
  u32 nid;
  u32 bidData;
  u32 bidSub;
  u32 nidParent;
};
static_assert(sizeof(NBTENTRY<u64>) == 32 && sizeof(NBTENTRY<u32>) == 16);

// 2.2.2.8.3.2, 2.2.2.8.3.3: btype of a block that is no data.
inline constexpr std::uint8_t btypeXBLOCK = 0x01;
inline constexpr std::uint8_t btypeSLBLOCK = 0x02;

/// 2.2.2.8.3.2.1 XBLOCK and 2.2.2.8.3.2.2 XXBLOCK, before rgbid.
struct XBLOCKHEADER {
  u8 btype;
  u8 cLevel;  // 1: XBLOCK, 2: XXBLOCK
  u16 cEnt;
  u32 lcbTotal;
};
static_assert(sizeof(XBLOCKHEADER) == 8);

/// 2.2.2.8.3.3.1 SLBLOCK and 2.2.2.8.3.3.2 SIBLOCK, before rgentries.
template <class Word>
struct SLBLOCKHEADER;
template <>
struct SLBLOCKHEADER<u64> {
  u8 btype;
  u8 cLevel;  // 0: SLBLOCK, 1: SIBLOCK
  u16 cEnt;
  u32 dwPadding;
};
template <>
struct SLBLOCKHEADER<u32> {
  u8 btype;
  u8 cLevel;
  u16 cEnt;
};
static_assert(sizeof(SLBLOCKHEADER<u64>) == 8 && sizeof(SLBLOCKHEADER<u32>) == 4);

/// 2.2.2.8.3.3.1.1 SLENTRY.
template <class Word>
struct SLENTRY {
  Word nid;
  Word bidData;
  Word bidSub;
};
static_assert(sizeof(SLENTRY<u64>) == 24 && sizeof(SLENTRY<u32>) == 12);

/// 2.2.2.8.3.3.2.1 SIENTRY.
template <class Word>
struct SIENTRY {
  Word nid;
  Word bid;
};
static_assert(sizeof(SIENTRY<u64>) == 16 && sizeof(SIENTRY<u32>) == 8);

/// 2.2.2.5 ROOT.
template <class Word>
struct ROOT {
  u32 dwReserved;
  Word ibFileEof;
  Word ibAMapLast;
  Word cbAMapFree;
  Word cbPMapFree;
  BREF<Word> BREFNBT;
  BREF<Word> BREFBBT;
  u8 fAMapValid;
  u8 bReserved;
  u16 wReserved;
};
static_assert(sizeof(ROOT<u64>) == 72 && sizeof(ROOT<u32>) == 40);

/// 2.2.2.6 HEADER, what the widths have in common: the first 24 bytes.
struct HEADERSTART {
  std::array<u8, 4> dwMagic;
  u32 dwCRCPartial;
  std::array<u8, 2> wMagicClient;
  u16 wVer;
  u16 wVerClient;
  u8 bPlatformCreate;
  u8 bPlatformAccess;
  u32 dwReserved1;
  u32 dwReserved2;
};
static_assert(sizeof(HEADERSTART) == 24);

/// 2.2.2.6 HEADER.
template <class Word>
struct HEADER;
template <>
struct HEADER<u64> {
  HEADERSTART start;
  u64 bidUnused;
  u64 bidNextP;
  u32 dwUnique;
  std::array<u32, 32> rgnid;
  u64 qwUnused;
  ROOT<u64> root;
  u32 dwAlign;
  std::array<u8, 128> rgbFM;
  std::array<u8, 128> rgbFP;
  u8 bSentinel;
  u8 bCryptMethod;
  u16 rgbReserved;
  u64 bidNextB;
  u32 dwCRCFull;
  std::array<u8, 3> rgbReserved2;
  u8 bReserved;
  std::array<u8, 32> rgbReserved3;
};
static_assert(sizeof(HEADER<u64>) == 564);
static_assert(offsetof(HEADER<u64>, rgnid) == 44 && offsetof(HEADER<u64>, root) == 180);
static_assert(offsetof(HEADER<u64>, rgbFM) == 256 && offsetof(HEADER<u64>, bSentinel) == 512);
static_assert(offsetof(HEADER<u64>, bidNextB) == 516 && offsetof(HEADER<u64>, dwCRCFull) == 524);
template <>
struct HEADER<u32> {
  HEADERSTART start;
  u32 bidNextB;
  u32 bidNextP;
  u32 dwUnique;
  std::array<u32, 32> rgnid;
  ROOT<u32> root;
  std::array<u8, 128> rgbFM;
  std::array<u8, 128> rgbFP;
  u8 bSentinel;
  u8 bCryptMethod;
  u16 rgbReserved;
  u64 ullReserved;
  u32 dwReserved;
  std::array<u8, 3> rgbReserved2;
  u8 bReserved;
  std::array<u8, 32> rgbReserved3;
};
static_assert(sizeof(HEADER<u32>) == 512);
static_assert(offsetof(HEADER<u32>, rgnid) == 36 && offsetof(HEADER<u32>, root) == 164);
static_assert(offsetof(HEADER<u32>, rgbFM) == 204 && offsetof(HEADER<u32>, bSentinel) == 460);

// 2.2.2.6: where the two checksums lie (FORMAT.md 2.1).
inline constexpr std::size_t kCrcStart = 8;
inline constexpr std::size_t kCrcPartialSize = 471;
inline constexpr std::size_t kCrcFullSize = 516;

/// 2.2.2.7.4 DLISTPAGE lies here; the header ends before it, the first AMap page follows it.
inline constexpr std::uint64_t kDListOffset = 0x4200;

// NOLINTEND(readability-identifier-naming)

}  // namespace pst::disk
