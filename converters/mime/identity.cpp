#include "converters/mime/identity.h"

#include <cstddef>
#include <cstdint>
#include <variant>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"

namespace convert::mime {
namespace {

constexpr std::size_t kIdentityDigits = 32;  // 128 bits: no two items of one store meet by chance

// [MS-PST] 2.4.3.1: PidTagRecordKey of the message store, the same in each copy of the file.
constexpr std::uint16_t kRecordKey = 0x0FF9;
// [MS-OXPROPS] PidTagSearchKey: a number of the message's own, which copies of it share.
constexpr std::uint16_t kSearchKey = 0x300B;

/// A binary property that says something.
const model::Binary* find_key(const model::PropertyBag& properties, std::uint16_t id) {
  const auto* property = properties.find(id);
  const auto* key = property == nullptr ? nullptr : std::get_if<model::Binary>(&property->value);
  return key == nullptr || key->empty() ? nullptr : key;
}

std::string time_key(const model::OptionalTimestamp& time) {
  return time ? std::to_string(model::ticks_of(*time)) : std::string();
}

/// What tells an item from those of other stores with the same native id: its own key; without one,
/// what tells its store from others, whatever its copies are called; without either, the file's
/// name. In this order, so that an item keeps its name when its store's record is lost.
std::string origin_key(const model::Message& message, const model::Store& store) {
  const auto* key = find_key(message.properties, kSearchKey);
  key = key != nullptr ? key : find_key(store.properties, kRecordKey);
  return key == nullptr ? source_name(message, store) : bytes::to_hex(*key);
}

}  // namespace

std::string source_name(const model::Message& message, const model::Store& store) {
  if (!message.provenance.source.empty()) {
    return message.provenance.source;
  }
  return store.source.substr(store.source.find_last_of("/\\") + 1);
}

std::string identity_of(const model::Message& message, const model::Store& store,
                        std::string_view parent, std::string_view place) {
  std::string key;
  const auto add = [&key](std::string_view piece) {
    key += piece;
    key += '\0';
  };
  add(origin_key(message, store));
  add(parent);
  add(place);
  add(message.provenance.native_id);
  add(message.message_class);
  add(message.subject);
  add(time_key(message.sent));
  add(time_key(message.received));
  add(time_key(message.created));
  const auto digest = bytes::sha256(std::as_bytes(std::span(key)));
  return bytes::to_hex(digest).substr(0, kIdentityDigits);
}

}  // namespace convert::mime
