// Texts under names of our own property set.
#pragma once

#include <cstddef>
#include <string>

#include "converters/model/property.h"

namespace convert::mapi {

/// Adds `utf8` to `bag` as property `name` of our own set: as a Blob, which copies of the item
/// share, when it has more bytes than `largest_inline`.
void keep_text(std::string name, std::string utf8, model::PropertyBag& bag,
               std::size_t largest_inline = model::kLargestInlineValue);

}  // namespace convert::mapi
