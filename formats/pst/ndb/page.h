// What every page of 512 bytes ends with, [MS-PST] 2.2.2.7.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"

namespace pst {

using Page = std::span<std::byte, kPageSize>;

/// [MS-PST] 5.5: ties a page or block to its place.
[[nodiscard]] constexpr std::uint16_t signature(std::uint64_t offset, Bid bid) {
  const auto mixed = static_cast<std::uint32_t>(offset ^ bid.value);
  return static_cast<std::uint16_t>((mixed >> 16U) ^ (mixed & 0xFFFFU));
}

/// The part of a page before its trailer.
[[nodiscard]] constexpr std::size_t page_body_size(Width width) {
  return width == Width::Unicode ? 496 : 500;
}

/// Writes the trailer of a B-tree or DList page whose body is complete.
void seal_page(Page page, Width width, std::uint8_t ptype, Bid bid, std::uint64_t offset);
/// The same for AMap, PMap, FMap and FPMap pages: their BID is their own offset, and they have no
/// signature (2.2.2.7.1).
void seal_map_page(Page page, Width width, std::uint8_t ptype, std::uint64_t offset);

}  // namespace pst
