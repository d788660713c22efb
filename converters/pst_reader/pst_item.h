// An item of our own reader, as the mapping to the model wants it.
#pragma once

#include "converters/mapi_store/item.h"
#include "formats/pst/reader/store.h"

namespace convert::pst_reader {

/// `store` outlives the item. `all_nodes`: OpenStore::knows_all_nodes().
[[nodiscard]] mapi_store::ItemPtr make_item(const ::pst::reader::Store& store, bool all_nodes,
                                            ::pst::reader::Item item);

}  // namespace convert::pst_reader
