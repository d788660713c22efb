// The constants of compressed RTF, [MS-OXRTFCP] 2.1.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "formats/bytes/little_endian.h"

namespace text::lzfu {

/// 2.1.3.1.4 Compressed RTF header.
struct Header {
  bytes::u32 comp_size;  // everything after this field
  bytes::u32 raw_size;   // of the RTF
  bytes::u32 comp_type;
  bytes::u32 crc;  // of the content, when it is compressed
};
static_assert(sizeof(Header) == 16);
static_assert(alignof(Header) == 1);

inline constexpr std::uint32_t kCompressed = 0x75465A4C;    // "LZFu"
inline constexpr std::uint32_t kUncompressed = 0x414C454D;  // "MELA"

/// 2.1.3.1.1: what the dictionary holds before the first byte.
inline constexpr std::string_view kPreset =
    R"({\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0)"
    "\r\n"
    R"(\par \pard\plain\f0\fs20\b\i\u\tab\tx)";
static_assert(kPreset.size() == 207);

inline constexpr std::size_t kDictionarySize = 4096;
/// 2.1.3.1.5: a reference is 12 bits of offset and 4 of length less two.
inline constexpr std::size_t kShortestMatch = 2;
inline constexpr std::size_t kLongestMatch = 17;
/// 2.1.3.1.6: each bit of a control byte tells of one token.
inline constexpr std::size_t kTokensPerRun = 8;

}  // namespace text::lzfu
