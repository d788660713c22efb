// The attributes of a TNEF stream. [MS-OXTNEF] 2.1.2; FORMAT.md 1, 2 and 4.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"

namespace tnef {

/// [MS-OXTNEF] 2.1.2: type in the high word, number in the low one.
enum class AttributeId : std::uint32_t {
  Owner = 0x0006'0000,
  SentFor = 0x0006'0001,
  Delegate = 0x0006'0002,
  OriginalMessageClass = 0x0007'0006,
  DateStart = 0x0003'0006,
  DateEnd = 0x0003'0007,
  AidOwner = 0x0005'0008,
  RequestResponse = 0x0004'0009,
  From = 0x0000'8000,
  Subject = 0x0001'8004,
  DateSent = 0x0003'8005,
  DateReceived = 0x0003'8006,
  MessageStatus = 0x0006'8007,
  MessageClass = 0x0007'8008,
  MessageId = 0x0001'8009,
  ParentId = 0x0001'800A,
  ConversationId = 0x0001'800B,
  Body = 0x0002'800C,
  Priority = 0x0004'800D,
  AttachData = 0x0006'800F,
  AttachTitle = 0x0001'8010,
  AttachMetaFile = 0x0006'8011,
  AttachCreateDate = 0x0003'8012,
  AttachModifyDate = 0x0003'8013,
  DateModified = 0x0003'8020,
  AttachTransportFilename = 0x0006'9001,
  AttachRendData = 0x0006'9002,
  MessageProperties = 0x0006'9003,
  RecipientTable = 0x0006'9004,
  Attachment = 0x0006'9005,
  TnefVersion = 0x0008'9006,
  OemCodepage = 0x0006'9007,
};

[[nodiscard]] bool is_known(std::uint32_t id);

enum class Level : std::uint8_t { Message = 1, Attachment = 2 };

struct Attribute {
  Level level = Level::Message;
  std::uint32_t id = 0;           // an AttributeId, or one nobody knows
  std::uint64_t offset = 0;       // of its header, in the file
  std::uint64_t data_offset = 0;  // of its data, in the file
  std::span<const std::byte> data;
  bool complete = true;  // false: the data end before the attribute says

  [[nodiscard]] bool is(AttributeId wanted) const {
    return id == static_cast<std::uint32_t>(wanted);
  }
};

/// Where a stream begins: at its signature, which some transports put bytes before, though no more
/// than 4 KiB. nullopt when there is none.
[[nodiscard]] std::optional<std::size_t> find_stream(std::span<const std::byte> data);

/// Whether `head`, the beginning of a file, begins with a signature, or has one with an attribute
/// behind it that one knows: rather a stream than a file that happens to have the same four bytes.
[[nodiscard]] bool is_stream(std::span<const std::byte> head);

/// The attributes of `stream`, which begins with its signature at `offset` in the file and must
/// outlive them, in their order. Behind what is no attribute it goes on with the next one whose
/// checksum agrees; an attribute longer than the stream ends there, too. A checksum that differs
/// is told (but of the two message classes, which old writers got wrong), and the data are
/// delivered. At most kMostAttributes; what follows them is told as unclaimed.
[[nodiscard]] std::vector<Attribute> read_attributes(std::span<const std::byte> stream,
                                                     std::uint64_t offset,
                                                     bytes::DamageLog& damage);

inline constexpr std::size_t kMostAttributes = std::size_t{1} << 20U;

}  // namespace tnef
