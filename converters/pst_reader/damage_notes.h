// What is wrong with a store beside what its items say of themselves.
#pragma once

#include "converters/mapi_store/session.h"
#include "converters/pst_reader/fault_text.h"
#include "formats/pst/reader/store.h"

namespace convert::pst_reader {

/// Tells, as losses of structure, the parts of the node index that were not found or are not as
/// they were written: what they named may be lost without anything else knowing of it.
[[nodiscard]] model::Result<void> tell_index_gaps(const mapi_store::Session& session,
                                                  const ::pst::reader::Store& store);

/// Notes as damage everything else that reading met and that no item has told.
[[nodiscard]] model::Result<void> tell_damage(const mapi_store::Session& session,
                                              const ::pst::reader::Store& store,
                                              const ToldDamage& told);

}  // namespace convert::pst_reader
