// ATT files: attachments of letters. FORMAT.md 8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "formats/wgpo/string_cipher.h"

namespace wgpo {

/// How an ATT is enciphered is not published. What is tried is accepted on evidence only.
enum class AttachmentEncoding : std::uint8_t {
  Plain,
  StringCipher,  // FORMAT.md 7, over the whole file
  StoreCipher,   // of Microsoft Mail stores, by offset
  Unknown,
};

struct AttachmentVerdict {
  AttachmentEncoding encoding = AttachmentEncoding::Unknown;
  std::string_view evidence;  // "the signature of a ZIP file"; of Unknown: why
};

/// `name` is the attachment's stored name: 8-bit text; empty when none is known. `key` is that of
/// the post office. Of files beyond 64 MiB the ciphers are not tried.
[[nodiscard]] AttachmentVerdict judge_attachment(std::span<const std::byte> file,
                                                 std::string_view name, const StringKey& key);

/// The content as the verdict says; of Unknown the bytes as they are.
[[nodiscard]] std::vector<std::byte> decode_attachment(std::span<const std::byte> file,
                                                       AttachmentEncoding encoding,
                                                       const StringKey& key);

inline constexpr std::size_t kLargestDeciphered = std::size_t{64} << 20U;

}  // namespace wgpo
