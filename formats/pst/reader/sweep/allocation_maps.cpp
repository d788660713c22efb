#include "formats/pst/reader/sweep/allocation_maps.h"

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::reader {

std::optional<std::span<const std::byte>> AllocationMaps::bits(std::uint64_t section) const {
  const auto at = section_offset(section);
  if (at > content_.size() || content_.size() - at < kPageSize) {
    return std::nullopt;
  }
  const auto page = content_.subspan(static_cast<std::size_t>(at)).first<kPageSize>();
  const auto trailer = page_trailer(page, width_);
  const auto body = page.first(page_body_size(width_));
  if (trailer.type != disk::ptypeAMap || trailer.type_repeat != disk::ptypeAMap ||
      trailer.bid.value != at || trailer.checksum != bytes::crc_from_zero(body)) {
    return std::nullopt;
  }
  return body.last(kMapBytes);  // FORMAT.md 2.3: in ANSI files four bytes go before
}

std::optional<bool> AllocationMaps::in_use(std::uint64_t offset) const {
  if (!trusted_ || offset < kFirstSection) {
    return std::nullopt;
  }
  const auto map = bits((offset - kFirstSection) / kSectionSize);
  if (!map) {
    return std::nullopt;
  }
  const auto slot = (offset - kFirstSection) % kSectionSize / kBlockAlignment;
  constexpr unsigned kFirstBit = 0x80;
  return ((*map)[slot / 8] & static_cast<std::byte>(kFirstBit >> (slot % 8))) != std::byte{};
}

void AllocationMaps::note_lost(bytes::DamageLog& damage) const {
  for (std::uint64_t section = 0; section_offset(section) + kPageSize <= content_.size();
       ++section) {
    if (!bits(section)) {
      damage.add({.offset = section_offset(section),
                  .length = kPageSize,
                  .kind = bytes::DamageKind::BadChecksum,
                  .field = "AMAPPAGE.dwCRC"});
    }
  }
}

}  // namespace pst::reader
