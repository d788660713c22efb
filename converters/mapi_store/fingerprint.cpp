#include "converters/mapi_store/fingerprint.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>
#include <string>
#include <type_traits>

namespace convert::mapi_store {
namespace {

using bytes::Result;
using bytes::Sha256;

// What a message's copy may differ in and still be a copy.
constexpr std::array<std::uint16_t, 12> kVolatile = {
    0x0E07,  // PidTagMessageFlags: read, unread
    0x0E08,  // PidTagMessageSize
    0x0E17,  // PidTagMessageStatus
    0x0E79,  // PidTagTrustSender
    0x1080,  // PidTagIconIndex: follows replies
    0x1081,  // PidTagLastVerbExecuted
    0x1082,  // PidTagLastVerbExecutionTime
    0x3008,  // PidTagLastModificationTime
    0x65E2,  // PidTagChangeKey
    0x65E3,  // PidTagPredecessorChangeList
    0x67F2,  // PidTagLtpRowId
    0x67F3,  // PidTagLtpRowVer
};

bool is_volatile(const model::Property& property) {
  return !property.name && std::ranges::find(kVolatile, property.id) != kVolatile.end();
}

class Hasher {
 public:
  void number(std::uint64_t value) {
    std::array<std::byte, sizeof(value)> raw{};
    std::memcpy(raw.data(), &value, sizeof(value));
    sha_.update(raw);
  }
  void data(std::span<const std::byte> bytes) {
    number(bytes.size());
    sha_.update(bytes);
  }
  void text(std::string_view text) { data(std::as_bytes(std::span(text))); }
  Result<void> blob(const model::Blob& blob) {
    if (!blob) {
      number(0);
      return {};
    }
    number(blob->size());
    auto stream = blob->open();
    if (!stream) {
      return tl::unexpected(stream.error());
    }
    std::array<std::byte, 16UL * 1024> chunk{};
    for (;;) {
      const auto got = (*stream)->read(chunk);
      if (!got) {
        return tl::unexpected(got.error());
      }
      if (*got == 0) {
        return {};
      }
      sha_.update(std::span<const std::byte>(chunk).first(*got));
    }
  }
  Fingerprint finish() { return sha_.finish(); }

 private:
  Sha256 sha_;
};

/// Feeds one value of the bag; a large one through `large`.
template <class Large>
struct ValueHasher {
  Hasher& hasher;
  Large& large;

  void operator()(std::monostate /*none*/) { hasher.number(0); }
  void operator()(const std::string& value) { hasher.text(value); }
  void operator()(const model::String8& value) { hasher.text(value.bytes); }
  void operator()(const model::Binary& value) { hasher.data(value); }
  void operator()(const model::Untyped& value) { hasher.data(value.bytes); }
  void operator()(const model::Guid& value) { hasher.data(value.bytes); }
  void operator()(const model::FileTime& value) { hasher.number(value.ticks); }
  void operator()(const model::LargeValue& value) { large(value.blob); }
  template <class T>
  void operator()(const std::vector<T>& values) {
    hasher.number(values.size());
    for (const auto& value : values) {
      (*this)(value);
    }
  }
  template <class T>
  requires std::is_arithmetic_v<T>
  void operator()(T value) {
    std::array<std::byte, sizeof(T)> raw{};
    std::memcpy(raw.data(), &value, sizeof(T));
    hasher.data(raw);
  }
};

// Named properties are hashed by id: both bags are of one store.
template <class Large>
void hash_bag(const model::PropertyBag& bag, Hasher& hasher, Large& large) {
  for (const auto& property : bag.items()) {
    if (is_volatile(property)) {
      continue;
    }
    hasher.number(property.id);
    hasher.number(static_cast<std::uint64_t>(property.type));
    std::visit(ValueHasher<Large>{hasher, large}, property.value);
  }
}

Result<void> hash_message(const model::Message& message, Hasher& hasher) {
  Result<void> result;
  auto large = [&](const model::Blob& blob) {
    if (result) {
      result = hasher.blob(blob);
    }
  };
  hash_bag(message.properties, hasher, large);
  hasher.number(message.recipients.size());
  for (const auto& recipient : message.recipients) {
    hash_bag(recipient.properties, hasher, large);
  }
  hasher.number(message.attachments.size());
  for (const auto& attachment : message.attachments) {
    hash_bag(attachment.properties, hasher, large);
    if (attachment.message && result) {
      result = hash_message(*attachment.message, hasher);
    }
  }
  return result;
}

}  // namespace

Result<Fingerprint> fingerprint(const model::Message& message) {
  Hasher hasher;
  if (auto hashed = hash_message(message, hasher); !hashed) {
    return tl::unexpected(hashed.error());
  }
  return hasher.finish();
}

std::uint64_t quick_hash(const model::Message& message) {
  Hasher hasher;
  auto size_only = [&](const model::Blob& blob) { hasher.number(blob ? blob->size() : 0); };
  hash_bag(message.properties, hasher, size_only);
  const auto digest = hasher.finish();
  std::uint64_t hash = 0;
  std::memcpy(&hash, digest.data(), sizeof(hash));
  return hash;
}

std::vector<std::uint32_t> LiveItems::candidates(const model::Message& message) const {
  std::vector<std::uint32_t> identifiers;
  const auto [first, last] = by_hash_.equal_range(quick_hash(message));
  for (auto entry = first; entry != last; ++entry) {
    identifiers.push_back(entry->second);
  }
  return identifiers;
}

}  // namespace convert::mapi_store
