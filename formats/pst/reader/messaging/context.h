// What the items of a store share; for the sources of this room.
#pragma once

#include <memory>
#include <optional>

#include "formats/bytes/result.h"
#include "formats/pst/reader/messaging/item.h"
#include "formats/pst/reader/messaging/name_map.h"
#include "formats/pst/reader/ndb/ndb.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::reader {

struct Context {
  NdbPtr ndb;
  NameMap names;
};
using ContextPtr = std::shared_ptr<const Context>;

/// An entry of the index as a node: what makes it doubtful becomes its faults.
[[nodiscard]] NodeRef to_node(const NodeEntry& entry);
/// The best entry; where the index has two that are equally good and differ, that is a fault.
[[nodiscard]] std::optional<NodeRef> find_node(const Ndb& ndb, Nid nid);

/// An item of the index.
[[nodiscard]] bytes::Result<Item> make_item(const ContextPtr& context, NodeRef node);
/// A node of the index. NotThisFormat when it has none.
[[nodiscard]] bytes::Result<Item> open_node(const ContextPtr& context, Nid nid);

}  // namespace pst::reader
