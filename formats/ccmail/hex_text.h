// Files as hexadecimal text: /FILES/HEX. FORMAT.md 2, 4.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "formats/bytes/byte_source.h"

namespace ccmail {

/// Lines with an even count of hexadecimal digits and nothing else; at least one.
[[nodiscard]] bool is_hex_text(std::span<const std::byte> data);

/// The bytes that the digits of such a text are, read when they are needed. `owner` keeps `data`.
[[nodiscard]] bytes::Blob make_hex_blob(std::span<const std::byte> data,
                                        std::shared_ptr<const void> owner);

}  // namespace ccmail
