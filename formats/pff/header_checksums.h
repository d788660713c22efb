// The two checksums of a header, which libpff insists on.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"

namespace pff {

/// The first bytes of a file with right checksums in place of wrong ones.
struct MendedHeader {
  std::vector<std::byte> bytes;
  std::vector<bytes::Damage> damage;  // BadChecksum: HEADER.dwCRCPartial, HEADER.dwCRCFull
};

/// libpff refuses a whole store for one wrong byte in its header. What it is given instead: the
/// header as it stands, with checksums that fit. nullopt when they are right, and when `head` (at
/// least the header, 564 bytes) is shorter or of no known layout.
[[nodiscard]] std::optional<MendedHeader> mend_header(std::span<const std::byte> head);

}  // namespace pff
