// Which parts of a store are in use, by its AMap pages. [MS-PST] 2.2.2.7.2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "formats/pst/ndb/width.h"

namespace pst::reader {

/// Views of the pages in `content`; nothing is copied.
class AllocationMaps {
 public:
  /// `trusted`: whether HEADER.fAMapValid says that the maps are those of the last change.
  /// Untrusted maps know nothing.
  AllocationMaps(std::span<const std::byte> content, Width width, bool trusted)
      : content_(content), width_(width), trusted_(trusted) {}

  /// The 496 bytes of the map of `section`; nullopt when its page is not in the file, or its type,
  /// BID or checksum is wrong.
  [[nodiscard]] std::optional<std::span<const std::byte>> bits(std::uint64_t section) const;
  /// Whether the slot of 64 bytes at `offset` is in use; nullopt when no sound map says.
  [[nodiscard]] std::optional<bool> in_use(std::uint64_t offset) const;
  /// AMAPPAGE.dwCRC for each map in the file that bits() does not give.
  void note_lost(bytes::DamageLog& damage) const;

 private:
  std::span<const std::byte> content_;
  Width width_;
  bool trusted_;
};

}  // namespace pst::reader
