#include "converters/pst/identity.h"

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

constexpr std::size_t kKeySize = 16;

std::string time_key(const model::OptionalTimestamp& time) {
  return time ? std::to_string(model::ticks_of(*time)) : std::string();
}

}  // namespace

std::string store_key(const model::Store& store) {
  const auto* property = store.properties.find(::mapi::PidTagRecordKey);
  const auto* key = property == nullptr ? nullptr : std::get_if<model::Binary>(&property->value);
  if (key != nullptr && !key->empty()) {
    return bytes::to_hex(*key);
  }
  return store.source.substr(store.source.find_last_of("/\\") + 1);
}

Bytes made_search_key(const model::Message& message, const model::Store& store,
                      std::string_view place) {
  std::string key;
  for (const std::string& piece :
       {store_key(store), message.provenance.native_id, std::string(place), message.message_class,
        message.subject, time_key(message.sent), time_key(message.received),
        time_key(message.created)}) {
    key += piece;
    key += '\0';
  }
  const auto digest = bytes::sha256(std::as_bytes(std::span(key)));
  return {digest.begin(), digest.begin() + kKeySize};
}

}  // namespace convert::pst
