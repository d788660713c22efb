// Whether two items are the same message.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "converters/model/message.h"
#include "formats/bytes/result.h"
#include "formats/bytes/sha256.h"

namespace convert::mapi_store {

using Fingerprint = bytes::Sha256::Digest;

/// SHA-256 over everything of `message`: properties, recipients, attachments with their content,
/// embedded messages. Left out is what changes while a message lies in a store, or belongs to the
/// row and not to the message: flags, change keys, modification time, row ids.
[[nodiscard]] bytes::Result<Fingerprint> fingerprint(const model::Message& message);

/// A cheap hash of the inline part of the same properties: equal for equal fingerprints.
[[nodiscard]] std::uint64_t quick_hash(const model::Message& message);

/// Remembers which items were delivered, 16 bytes or so for each.
class LiveItems {
 public:
  void add(const model::Message& message, std::uint32_t identifier) {
    by_hash_.emplace(quick_hash(message), identifier);
  }
  /// Node ids of delivered items that may equal `message`.
  [[nodiscard]] std::vector<std::uint32_t> candidates(const model::Message& message) const;

 private:
  std::unordered_multimap<std::uint64_t, std::uint32_t> by_hash_;
};

}  // namespace convert::mapi_store
