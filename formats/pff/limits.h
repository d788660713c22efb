// The named limits that every count from libpff meets before a loop.
#pragma once

#include <cstddef>

namespace pff {

/// Children of one kind (sub folders, messages, associated items) of one folder. A node id has 27
/// index bits ([MS-PST] 2.2.2.1), so no table can name more rows.
inline constexpr std::size_t kMaxChildren = std::size_t{1} << 27U;
/// Attachments of one message: the attachment table numbers its rows in a sub-node id of 27 bits;
/// Exchange stops at 1,024 and nothing in the wild comes near this.
inline constexpr std::size_t kMaxAttachments = std::size_t{1} << 16U;
/// Record sets of one item: one for a message, a row each for a recipient table. Exchange refuses
/// far fewer recipients than this.
inline constexpr std::size_t kMaxRecordSets = std::size_t{1} << 20U;
/// Entries of one record set: a property id has 16 bits ([MS-OXCDATA] 2.9), so a bag without
/// repetitions holds no more.
inline constexpr std::size_t kMaxEntries = std::size_t{1} << 16U;
/// Values of one multiple-valued property; each takes at least two bytes of a heap or data tree
/// that libpff has already bounded by the file's size.
inline constexpr std::size_t kMaxValues = std::size_t{1} << 24U;
/// Items that recovery may find in one store: at most one for each node id.
inline constexpr std::size_t kMaxRecovered = std::size_t{1} << 27U;
/// Bytes of a name in the name-to-id map: [MS-OXPROPS] 1.3.2 allows 254 bytes, third parties write
/// more.
inline constexpr std::size_t kMaxNameBytes = 64UL * 1024;
/// Values of at most this many bytes are handed out at once, larger ones as a ByteSource.
inline constexpr std::size_t kMaxInlineValue = 32UL * 1024;

}  // namespace pff
