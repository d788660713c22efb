// The numbers a spool has to respect. FORMAT.md 5 lists them.
#pragma once

#include <cstddef>
#include <cstdint>

namespace convert::spool {

/// The only version there is. A reader refuses a greater one.
inline constexpr std::uint32_t kVersion = 1;

/// A header line, without its newline. The bags of one message hold values of at most 32 KiB
/// (model::kLargestInlineValue) each; what is larger is a payload. 64 MiB leaves room for two
/// thousand such values.
inline constexpr std::size_t kMaxLine = 64UL * 1024 * 1024;

/// Messages within messages. Mail systems stop nesting at some dozens.
inline constexpr unsigned kMaxEmbedded = 100;

/// Each embedded message adds three levels of JSON: the array of attachments, the attachment, the
/// message. The rest is for the deepest field of the innermost one.
inline constexpr unsigned kMaxJsonDepth = 3 * kMaxEmbedded + 16;

/// Values of every kind in one header line: keeps a line of "[[],[],…" from taking gigabytes (a
/// value takes 64 bytes while its line is read).
inline constexpr std::size_t kMaxJsonValues = 2UL * 1024 * 1024;

/// Payloads of one record: attachments and large values of one message.
inline constexpr std::uint64_t kMaxPayloads = 1024UL * 1024;

/// The line that tells why a payload failed.
inline constexpr std::size_t kMaxReason = 64UL * 1024;

/// Items that a spool announced and that are not reached when it is cut off: so many are told one
/// by one. A folder with ten times as many was never seen.
inline constexpr std::uint64_t kMostNotReached = 1'000'000;

/// A writer cuts payloads into chunks of this size.
inline constexpr std::size_t kChunk = 256UL * 1024;

/// A reader keeps payloads up to this size in memory, as long as those of one record fit the
/// second number together; the rest goes to an unlinked temporary file.
inline constexpr std::size_t kLargestInMemory = 4UL * 1024 * 1024;
inline constexpr std::size_t kMemoryPerRecord = 16UL * 1024 * 1024;

}  // namespace convert::spool
