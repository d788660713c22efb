// The names of nodes and blocks, as types that cannot be confused.
#pragma once

#include <compare>
#include <cstdint>

namespace pst {

/// [MS-PST] 2.2.2.1 NID: the low five bits are the type, the rest is the index.
struct Nid {
  std::uint32_t value = 0;
  // NOLINTNEXTLINE(modernize-use-nullptr): clang-tidy 14 misreads the comparison that is made of it
  friend auto operator<=>(const Nid&, const Nid&) = default;
};

/// [MS-PST] 2.2.2.2 BID. 0 is "no block".
struct Bid {
  std::uint64_t value = 0;
  [[nodiscard]] bool none() const { return value == 0; }
  friend auto operator<=>(const Bid&, const Bid&) = default;
};

/// Bits of a BID, [MS-PST] 2.2.2.2: A, which never counts, and B of blocks that hold no data.
inline constexpr std::uint64_t kReservedBit = 1;
inline constexpr std::uint64_t kInternalBit = 2;

/// [MS-PST] 2.2.2.1, nidType.
enum class NidType : std::uint8_t {
  Hid = 0x00,
  Internal = 0x01,
  NormalFolder = 0x02,
  SearchFolder = 0x03,
  NormalMessage = 0x04,
  Attachment = 0x05,
  SearchUpdateQueue = 0x06,
  SearchCriteria = 0x07,
  AssociatedMessage = 0x08,
  OleStorage = 0x09,  // not in the specification: FORMAT.md 4.4
  ContentsTableIndex = 0x0A,
  ReceiveFolderTable = 0x0B,
  OutgoingQueueTable = 0x0C,
  HierarchyTable = 0x0D,
  ContentsTable = 0x0E,
  AssociatedContentsTable = 0x0F,
  SearchContentsTable = 0x10,
  AttachmentTable = 0x11,
  RecipientTable = 0x12,
  Ltp = 0x1F,
};

inline constexpr unsigned kNidTypeBits = 5;
inline constexpr std::uint32_t kNidTypeMask = 0x1F;
/// 27 bits of index.
inline constexpr std::uint32_t kLargestNidIndex = 0x07FF'FFFF;

[[nodiscard]] constexpr Nid make_nid(NidType type, std::uint32_t index) {
  return {.value = (index << kNidTypeBits) | static_cast<std::uint32_t>(type)};
}
[[nodiscard]] constexpr std::uint8_t nid_type(Nid nid) {
  return static_cast<std::uint8_t>(nid.value & kNidTypeMask);
}
[[nodiscard]] constexpr std::uint32_t nid_index(Nid nid) { return nid.value >> kNidTypeBits; }
/// The node of another type that goes with this one: the hierarchy table of a folder.
[[nodiscard]] constexpr Nid sibling(Nid nid, NidType type) {
  return make_nid(type, nid_index(nid));
}

}  // namespace pst
