#include "converters/mapi/own_text.h"

#include <utility>

#include "converters/mapi/own_set.h"
#include "formats/bytes/byte_source.h"

namespace convert::mapi {

void keep_text(std::string name, std::string utf8, model::PropertyBag& bag,
               std::size_t largest_inline) {
  model::PropertyValue value;
  if (utf8.size() > largest_inline) {
    value = model::LargeValue{.blob = bytes::make_blob(utf8)};
  } else {
    value = std::move(utf8);
  }
  bag.add({.id = 0,
           .type = model::PropertyType::String,
           .name = model::PropertyName{.set = {.bytes = kOwnSet}, .id = std::move(name)},
           .value = std::move(value)});
}

}  // namespace convert::mapi
