// Numbers for people.
#pragma once

#include <cstdint>
#include <string>

namespace run {

/// "12,345".
[[nodiscard]] std::string format_count(std::uint64_t count);
/// "999 bytes", "1.5 kB", "2.0 GB": powers of 1000, as disks are sold.
[[nodiscard]] std::string format_bytes(std::uint64_t bytes);
/// "1 item", "2 items".
[[nodiscard]] std::string format_items(std::uint64_t count, const std::string& singular);

}  // namespace run
