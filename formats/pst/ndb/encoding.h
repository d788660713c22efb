// How data blocks are encoded, [MS-PST] 5.1 and 5.2. It hides nothing from anybody.
#pragma once

#include <cstddef>
#include <span>

#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"

namespace pst {

/// In place, as stored in block `bid`.
void encode(std::span<std::byte> data, Encoding encoding, Bid bid);
/// The way back.
void decode(std::span<std::byte> data, Encoding encoding, Bid bid);
/// The way back, to another place: `into` has room for `stored`.
void decode_to(std::span<const std::byte> stored, std::span<std::byte> into, Encoding encoding,
               Bid bid);

}  // namespace pst
