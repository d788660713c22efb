// Where the maps of a PST lie: the file is a header area, then sections of equal size, each
// beginning with its maps. [MS-PST] 2.2.2.7.2 to 2.2.2.7.6, FORMAT.md 2.3.
#pragma once

#include <cstddef>
#include <cstdint>

#include "formats/pst/ndb/width.h"

namespace pst {

inline constexpr std::uint64_t kFirstSection = 0x4400;
inline constexpr std::size_t kMapBytes = 496;  // of a map page, in both widths
inline constexpr std::uint64_t kSlotsInSection = kMapBytes * 8;
/// 253,952 bytes: a bit of the AMap for each 64.
inline constexpr std::uint64_t kSectionSize = kSlotsInSection * kBlockAlignment;

[[nodiscard]] constexpr std::uint64_t section_offset(std::uint64_t section) {
  return kFirstSection + section * kSectionSize;
}

/// 2.2.2.7.3: a PMap for every eighth section.
[[nodiscard]] constexpr bool has_pmap(std::uint64_t section) { return section % 8 == 0; }

/// 2.2.2.7.5: the header's rgbFM covers 128 sections, an FMap page 496.
inline constexpr std::uint64_t kFirstFMapSection = 128;
inline constexpr std::uint64_t kSectionsOfFMap = kMapBytes;
[[nodiscard]] constexpr bool has_fmap(std::uint64_t section) {
  return section >= kFirstFMapSection && (section - kFirstFMapSection) % kSectionsOfFMap == 0;
}

/// 2.2.2.7.6: the header's rgbFP covers 8,192 sections (a bit for each PMap), an FPMap page 31,744.
inline constexpr std::uint64_t kFirstFPMapSection = 8192;
inline constexpr std::uint64_t kSectionsOfFPMap = kMapBytes * 8 * 8;
[[nodiscard]] constexpr bool has_fpmap(std::uint64_t section) {
  return section >= kFirstFPMapSection && (section - kFirstFPMapSection) % kSectionsOfFPMap == 0;
}

/// An ANSI file ends where its first FPMap would be, at 0x7C004400: no Outlook can be set to take
/// more (FORMAT.md 5).
inline constexpr std::uint64_t kMostAnsiSections = kFirstFPMapSection;

/// Pages at the front of a section that hold maps. FMap and FPMap never meet, and both follow a
/// PMap.
[[nodiscard]] constexpr std::size_t map_pages(std::uint64_t section) {
  return 1U + (has_pmap(section) ? 1U : 0U) + (has_fmap(section) || has_fpmap(section) ? 1U : 0U);
}

}  // namespace pst
