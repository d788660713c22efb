// Dates of header fields: RFC 5322 3.3 and 4.3, RFC 850, asctime.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "formats/text/calendar_date.h"

namespace mime {

struct ReadDate {
  text::Ticks ticks = 0;  // UTC when `has_zone`, else what a clock showed
  /// False for "-0000" (RFC 5322 3.3), for no zone and for one whose meaning is not known (4.3).
  bool has_zone = false;
  friend bool operator==(const ReadDate&, const ReadDate&) = default;
};

/// "Tue, 14 Mar 1995 09:15:00 +0100 (MET)", "14-Mar-95 09:15 EST", "Tue Mar 14 09:15:00 1995".
/// The day of the week may be missing or wrong. Years of two digits are 1950 to 2049, of three from
/// 1900 on (RFC 5322 4.3). nullopt for anything else, and for dates that are none (31 Feb).
[[nodiscard]] std::optional<ReadDate> parse_date(std::string_view value);

}  // namespace mime
