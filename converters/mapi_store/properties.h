// From a store's record sets to the model's property bags.
#pragma once

#include <cstdint>
#include <string>

#include "converters/mapi_store/item.h"
#include "converters/model/property.h"
#include "converters/model/provenance.h"

namespace convert::mapi_store {

/// "property 0x1000 (PidTagBody)"; without a name where nobody knows it.
[[nodiscard]] std::string property_name(std::uint32_t id);

/// Adds every entry of `set` to `bag`, in order; values over the model's inline limit as
/// LargeValues. What is announced and not there, what may not be as it was written, and text that
/// cannot be decoded, goes to `provenance`.
void add_properties(const RecordSet& set, model::PropertyBag& bag, model::Provenance& provenance);

/// Adds every record set of `item` to `bag`. The Error is that of the first set: without it there
/// is no item; a later one that fails is noted in `provenance`.
[[nodiscard]] bytes::Result<void> read_properties(const Item& item, model::PropertyBag& bag,
                                                  model::Provenance& provenance);

}  // namespace convert::mapi_store
