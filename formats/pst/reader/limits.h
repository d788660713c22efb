// The named limits that every number of a PST meets before a loop or an allocation.
#pragma once

#include <cstddef>
#include <cstdint>

namespace pst::reader {

/// Levels of the node and block B-trees. Even with two entries a page, 32 levels would name more
/// pages than a file of 2^40 bytes has; Outlook's largest stores need 6.
inline constexpr int kMostTreeLevels = 32;
/// Entries of one index, 32 bytes each in memory: a node id has 32 bits and 5 of them are a type
/// ([MS-PST] 2.2.2.1). Every page is read once, so the file's size limits them, too.
inline constexpr std::size_t kMostIndexEntries = std::size_t{1} << 27U;
/// Entries of one id: a store has one, a sweep adds the copies that were left behind. Each is read
/// whenever the first is not sound.
inline constexpr std::size_t kMostVersions = 16;
/// Bytes of a data tree: XBLOCK.lcbTotal has 32 bits ([MS-PST] 2.2.2.8.3.2.1).
inline constexpr std::uint64_t kMostTreeBytes = 0xFFFF'FFFF;
/// Data blocks of a tree: so many as fit into kMostTreeBytes, and as many again for trees whose
/// blocks are not full.
inline constexpr std::size_t kMostTreeBlocks = std::size_t{1} << 20U;
/// Subnodes of one node. A SIBLOCK of an ANSI file can name 695,982 (FORMAT.md 5).
inline constexpr std::size_t kMostSubnodes = std::size_t{1} << 20U;
/// Subnodes within subnodes: each embedded message takes two levels (attachment, message).
inline constexpr int kMostSubnodeDepth = 128;
/// BTHHEADER.bIdxLevels: with two records an item, a heap's 2^27 items need 27 levels.
inline constexpr int kMostBthLevels = 27;
/// Records of a BTH: a table of Outlook has at most some hundred thousand rows; 8 bytes each here.
inline constexpr std::size_t kMostBthRecords = std::size_t{1} << 24U;
/// Embedded messages and attachments that are opened below one item of the index. Blocks may be
/// shared, so a small file can tell of any number: each of two attachments holding the same message
/// with two attachments, and so on.
inline constexpr std::size_t kMostEmbedded = std::size_t{1} << 16U;
/// Properties of one object: a property id has 16 bits ([MS-OXCDATA] 2.9).
inline constexpr std::size_t kMostProperties = std::size_t{1} << 16U;
/// Rows of one table.
inline constexpr std::size_t kMostRows = kMostBthRecords;
/// Attachments of one message; Exchange stops at 1,024.
inline constexpr std::size_t kMostAttachments = std::size_t{1} << 16U;
/// Values of at most this many bytes are handed out at once, larger ones as a ByteSource.
inline constexpr std::size_t kMaxInlineValue = 32UL * 1024;
/// Bytes and values of a multiple-valued property, which is handed out at once whatever its size:
/// lists of keywords and recipients have some kilobytes.
inline constexpr std::size_t kMostMultiValueBytes = 16UL * 1024 * 1024;
inline constexpr std::size_t kMostValues = std::size_t{1} << 20U;
/// Bytes of one stream of the name-to-id map: 32,767 names ([MS-PST] 2.4.7) of kMaxNameBytes would
/// be more, and no store has them.
inline constexpr std::size_t kMostNameMapBytes = 64UL * 1024 * 1024;
/// Bytes of a name in the name-to-id map: [MS-OXPROPS] 1.3.2 allows 254, third parties write more.
inline constexpr std::size_t kMaxNameBytes = 64UL * 1024;
/// Decoded blocks that are kept for the next reading, at most 8 KB each.
inline constexpr std::size_t kCachedBlocks = 256;

}  // namespace pst::reader
