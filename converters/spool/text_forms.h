// How times and GUIDs are spelled in JSON. FORMAT.md 3.1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "converters/model/property.h"
#include "converters/model/timestamp.h"

namespace convert::spool {

/// "1995-03-14T09:15:00Z" for an instant, without the Z for a wall clock; a fraction of seven
/// digits when it is not zero.
[[nodiscard]] std::string to_text(const model::Timestamp& time);
/// Strict; nullopt for what is no date, or lies outside the range of the ticks.
[[nodiscard]] std::optional<model::Timestamp> timestamp_from(std::string_view text);

/// "00062008-0000-0000-c000-000000000046".
[[nodiscard]] std::string to_text(const model::Guid& guid);
[[nodiscard]] std::optional<model::Guid> guid_from(std::string_view text);

/// Exactly `digits` hexadecimal digits of either case.
[[nodiscard]] std::optional<std::uint64_t> hex_from(std::string_view text, std::size_t digits);

}  // namespace convert::spool
