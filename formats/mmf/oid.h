// The names of a store's objects. FORMAT.md 5.
#pragma once

#include <compare>
#include <cstdint>
#include <string>

#include "formats/bytes/hex.h"

namespace mmf {

/// The low byte of an OID.
enum class ObjectType : std::uint8_t {
  System = 0x80,
  Hierarchy = 0x81,
  Folder = 0x82,
  SearchResults = 0x83,
  HiddenFolder = 0x84,
  SearchControl = 0x85,
  Message = 0x86,
  Attachment = 0x87,
  MessageFolders = 0x88,
  AttachmentList = 0x89,
  ClassAttributes = 0x8A,
  OutgoingQueue = 0x8B,
  SpareNode = 0x8C,
  Transient = 0x8D,
  Internal = 0x8E,
  FreeBlock = 0x8F,
  SmallList = 0x90,
  ProviderFolder = 0x70,
  ProviderMessage = 0x71,
};

struct Oid {
  std::uint32_t value = 0;

  [[nodiscard]] constexpr ObjectType type() const { return static_cast<ObjectType>(value & 0xFFU); }
  /// The same number under another type.
  [[nodiscard]] constexpr Oid as(ObjectType other) const {
    return {(value & 0xFFFFFF00U) | static_cast<std::uint32_t>(other)};
  }
  // NOLINTNEXTLINE(modernize-use-nullptr): takes the zero of a comparison for a pointer
  friend constexpr auto operator<=>(const Oid&, const Oid&) = default;
};

inline constexpr Oid kVisibleHierarchy{0x4D504981};  // \x81IPM
inline constexpr Oid kHiddenHierarchy{0x64694881};   // \x81Hid
inline constexpr Oid kInbox{0x626E4982};             // \x82Inb
inline constexpr Oid kOutbox{0x74754F82};            // \x82Out
inline constexpr Oid kSentMail{0x74685382};          // \x82Sht
inline constexpr Oid kWastebasket{0x74735782};       // \x82Wst
inline constexpr Oid kMessageClasses{0x73434D80};    // \x80MCs
inline constexpr Oid kAccounts{0x74634180};          // \x80Act
inline constexpr Oid kSearchLists{0x4C435380};       // \x80SCL
inline constexpr Oid kSearchOptions{0x4F435380};     // \x80SCO
inline constexpr Oid kMapObject{0x70616D80};         // \x80map
inline constexpr Oid kAttributeNames{0xFF00008A};    // \x8A0000FF
inline constexpr Oid kAddressBook{0x42415070};       // pPAB

/// "626E4982"
[[nodiscard]] inline std::string to_string(Oid oid) { return bytes::hex_number(oid.value, 8); }

}  // namespace mmf
