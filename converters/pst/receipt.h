// What was given to the writer for one message, in a few bytes: to be compared with what the
// finished file says.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/pst/messaging/content.h"

namespace convert::pst {

/// The first bytes of the SHA-256 of a value: enough to tell millions of them apart.
using ValueDigest = std::uint64_t;

[[nodiscard]] ValueDigest digest_of(std::span<const std::byte> value);
/// Reads it once. Errors of reading it.
[[nodiscard]] bytes::Result<ValueDigest> digest_of(const bytes::ByteSource& value);

struct ContentEar;

struct Received {
  ValueDigest digest = 0;
  /// Of a content that is read when it is written, and until then.
  std::shared_ptr<ContentEar> ear{};
};
struct ReceivedProperty {
  std::uint16_t id = 0;
  std::uint16_t type = 0;
  Received value{};
};
using ReceivedList = std::vector<ReceivedProperty>;

struct MessageReceipt {
  struct Attachment;
  ReceivedList properties;
  std::vector<ReceivedList> recipients;
  std::vector<Attachment> attachments;
};
struct MessageReceipt::Attachment {
  ReceivedList properties;
  std::optional<Received> data;         // by value, or of an OLE object
  std::vector<MessageReceipt> message;  // none or one
};

/// Takes the digest of all that `message` holds, and listens at the contents that are read when it
/// is written: settle() takes theirs afterwards.
[[nodiscard]] MessageReceipt receive(::pst::MessageContent& message);
void settle(MessageReceipt& receipt);
/// The same of the properties of a folder.
[[nodiscard]] ReceivedList receive(::pst::PropertyList& list);
void settle(ReceivedList& list);

/// As one piece of bytes, and back; nullopt when these are none.
[[nodiscard]] std::vector<std::byte> to_bytes(const MessageReceipt& receipt);
[[nodiscard]] std::optional<MessageReceipt> to_receipt(std::span<const std::byte> data);

}  // namespace convert::pst
