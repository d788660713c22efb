#include "converters/mime/identity.h"

#include <cstddef>

#include "formats/bytes/sha256.h"

namespace convert::mime {
namespace {

constexpr std::size_t kIdentityDigits = 32;  // 128 bits: no two items of one store meet by chance

std::string time_key(const model::OptionalTimestamp& time) {
  return time ? std::to_string(model::ticks_of(*time)) : std::string();
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
  add(source_name(message, store));
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
