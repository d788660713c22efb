// Reads property contexts, [MS-PST] 2.3.3.
#pragma once

#include <cstdint>
#include <span>

#include "formats/bytes/result.h"
#include "formats/pst/reader/ltp/record.h"
#include "formats/pst/reader/ndb/ndb.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::reader {

/// The properties of `node`, whose subnodes are `subnodes`. Large values are checked and not read.
/// `only`, when it is not empty: the ids that are wanted; no others are read. An Error
/// (NotThisFormat) when there is no heap of a property context: what is missing or wrong
/// stands in the text, with its offset. Names are not resolved here.
[[nodiscard]] bytes::Result<RecordSet> read_property_context(
    const NdbPtr& ndb, const NodeRef& node, const SubnodeTree& subnodes,
    std::span<const std::uint16_t> only = {});

}  // namespace pst::reader
