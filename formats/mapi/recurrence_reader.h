// What the readers of the two recurrence structures share.
#pragma once

#include <optional>
#include <string_view>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/damage.h"
#include "formats/mapi/recurrence.h"

namespace mapi {

/// Reads one RecurrencePattern off the front of `in`.
[[nodiscard]] std::optional<RecurrencePattern> take_recurrence(bytes::ByteReader& in,
                                                               bytes::DamageLog& damage);

/// Takes a record, or reports that `in` ends before it does.
template <bytes::Record T>
[[nodiscard]] std::optional<T> take_record(bytes::ByteReader& in, std::string_view field,
                                           bytes::DamageLog& damage) {
  auto record = in.read<T>();
  if (!record) {
    damage.add({.offset = in.offset(),
                .length = in.remaining(),
                .kind = bytes::DamageKind::Truncated,
                .field = field,
                .found = in.remaining(),
                .expected = sizeof(T)});
  }
  return record;
}

}  // namespace mapi
