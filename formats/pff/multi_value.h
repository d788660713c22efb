// Multiple-valued properties, taken apart.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace pff {

/// The single values in `data`, the stored form of a property of multiple-valued `type` ([MS-PST]
/// 2.3.3.4). nullopt when the type is unknown or the offsets do not lie in order within the data.
/// libpff's own function finds no values in a multiple Binary (FORMAT.md 3).
[[nodiscard]] std::optional<std::vector<std::vector<std::byte>>> split_multi_value(
    std::uint32_t type, std::span<const std::byte> data);

}  // namespace pff
