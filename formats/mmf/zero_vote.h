// Where bytes were enciphered, told from the bytes: zeros leave a sequence of period 64 KiB in
// which any five bytes name their place. FORMAT.md 3.1 and 10.4.
#pragma once

#include <cstdint>
#include <optional>

#include "formats/mmf/store_file.h"

namespace mmf {

/// How many bytes further on, modulo 64 KiB, the bytes of [offset, offset + length) stood when they
/// were enciphered; 0: just here. At most the first 16 MiB are asked. nullopt when too few zeros
/// speak, or they disagree. Of the normal cipher only.
[[nodiscard]] std::optional<std::uint64_t> distance_by_zeros(const StoreFile& file,
                                                             std::uint64_t offset,
                                                             std::uint64_t length);

}  // namespace mmf
