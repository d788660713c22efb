// Compressed RTF, [MS-OXRTFCP], both ways.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"

namespace text {

/// The RTF in a PidTagRtfCompressed value. Everything that can be decoded is returned; a wrong
/// size, checksum or a cut-off stream is Damage (field "RTF.RAWSIZE", "RTF.CRC" …; offsets within
/// `data`). NotThisFormat when `data` is shorter than the header or COMPTYPE is neither LZFu nor
/// MELA. The result has at most eight bytes for each of `data`.
[[nodiscard]] bytes::Result<std::string> decompress_rtf(std::span<const std::byte> data,
                                                        bytes::DamageLog& damage);

/// `rtf` as LZFu, header and checksum included: the very bytes that Exchange makes of it. The
/// format's sizes have 32 bits: `rtf` must be shorter than 2 GiB.
[[nodiscard]] std::vector<std::byte> compress_rtf(std::string_view rtf);

}  // namespace text
