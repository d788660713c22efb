// What makes the copies of one meeting one meeting: [MS-OXOCAL] 2.2.1.27, 2.2.1.28.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace mapi {

struct GlobalObjectId {
  /// The iCalendar UID, [MS-OXCICAL] 2.1.3.1.1.20.26: the one a foreign calendar gave it (behind
  /// "vCal-Uid"), else the bytes, without the date of the instance, in upper-case hexadecimal.
  std::string uid{};
  /// The day this instance of a series originally was on; zeros where it is the series.
  std::uint16_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;

  friend bool operator==(const GlobalObjectId&, const GlobalObjectId&) = default;
};

/// PidLidGlobalObjectId or PidLidCleanGlobalObjectId. A foreign ByteArrayID or a wrong Size is
/// Damage, and the bytes as they are still identify the meeting; nullopt when too short for that.
[[nodiscard]] std::optional<GlobalObjectId> read_global_object_id(std::span<const std::byte> data,
                                                                  bytes::DamageLog& damage);

/// The object id whose `uid` reads as this one: of hexadecimal digits that are one, its bytes; of
/// anything else, one that carries `uid` as a foreign calendar's.
[[nodiscard]] std::vector<std::byte> write_global_object_id(std::string_view uid);

}  // namespace mapi
