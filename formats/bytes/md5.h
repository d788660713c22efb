// MD5, through OpenSSL: for the ids that Outlook makes with it, and for nothing else.
#pragma once

#include <array>
#include <cstddef>
#include <span>

namespace bytes {

using Md5Digest = std::array<std::byte, 16>;

[[nodiscard]] Md5Digest md5(std::span<const std::byte> data);

}  // namespace bytes
