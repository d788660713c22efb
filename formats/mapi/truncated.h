// Damage of a structure that ends before its last field.
#pragma once

#include <cstdint>
#include <string_view>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/damage.h"

namespace mapi {

/// Tells that `field`, of `expected` bytes, begins where `in` stands and is not all there.
inline void truncated(const bytes::ByteReader& in, std::string_view field, std::uint64_t expected,
                      bytes::DamageLog& damage) {
  damage.add({.offset = in.offset(),
              .length = in.remaining(),
              .kind = bytes::DamageKind::Truncated,
              .field = field,
              .found = in.remaining(),
              .expected = expected});
}

}  // namespace mapi
