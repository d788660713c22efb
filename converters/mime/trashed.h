// The mark of mail that waits for its deletion: Maildir's T, X-Status D. Not every model's target
// knows it, so it is no member but a property of our own set.
#pragma once

#include "converters/mapi/own_set.h"
#include "converters/model/message.h"

namespace convert::mime {

[[nodiscard]] inline model::PropertyName trashed_name() {
  return {.set = {.bytes = mapi::kOwnSet}, .id = "Trashed"};
}

inline void set_trashed(model::Message& message) {
  if (message.properties.find(trashed_name()) == nullptr) {
    message.properties.add(
        {.id = 0, .type = model::PropertyType::Boolean, .name = trashed_name(), .value = true});
  }
}

[[nodiscard]] inline bool is_trashed(const model::Message& message) {
  return message.properties.find(trashed_name()) != nullptr;
}

}  // namespace convert::mime
