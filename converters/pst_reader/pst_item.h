// An item of our own reader, as the mapping to the model wants it.
#pragma once

#include "converters/mapi_store/item.h"
#include "converters/pst_reader/fault_text.h"
#include "formats/pst/reader/store.h"

namespace convert::pst_reader {

/// What the items of one reading share.
struct Reading {
  const ::pst::reader::Store& store;
  bool knows_all_nodes = false;  // OpenStore
  ToldDamage& told;
};

/// `reading` outlives the item, which notes there what it offers to tell.
[[nodiscard]] mapi_store::ItemPtr make_item(Reading& reading, ::pst::reader::Item item);

}  // namespace convert::pst_reader
