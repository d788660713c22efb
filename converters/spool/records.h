// The records that are the spool's own: how it opens, and how it ends.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "converters/model/folder.h"
#include "converters/spool/limits.h"

namespace convert::spool {

inline constexpr std::string_view kFormatName = "restante-spool";

/// What an opening announces when the end record has a CRC-32.
inline constexpr std::string_view kCrc32 = "crc32";

/// Every spool begins with these bytes (FORMAT.md 2).
inline constexpr std::string_view kMagic = R"({"record":"spool",)";

/// The first record.
struct Opening {
  std::string format = std::string(kFormatName);
  std::uint32_t version = kVersion;
  std::string creator;
  std::string checksum;  // kCrc32, or empty
};

/// A call of Sink::expect.
struct Expectation {
  model::FolderId folder;
  std::uint64_t more = 0;
};

/// What the last record tells about those before it.
struct Counts {
  std::uint64_t records = 0;  // all of them, the first included, the end record not
  std::uint64_t folders = 0;
  std::uint64_t messages = 0;
  std::uint64_t losses = 0;
  std::uint64_t notes = 0;
  std::uint64_t payload_bytes = 0;
  std::optional<std::uint32_t> crc32;  // of all bytes before the end record
  friend bool operator==(const Counts&, const Counts&) = default;
};

}  // namespace convert::spool
