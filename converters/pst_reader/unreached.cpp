#include "converters/pst_reader/unreached.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "converters/mapi_store/orphans.h"

namespace convert::pst_reader {
namespace {

using mapi_store::node_type;

/// Folders before messages, those whose parent is gone before those whose parent is not.
std::vector<std::uint32_t> unreached_nodes(const ::pst::reader::Store& store,
                                           const mapi_store::Walk& walk) {
  const auto& nodes = store.index().nodes;
  struct Node {
    std::uint32_t identifier = 0;
    int rank = 0;
  };
  std::vector<Node> found;
  for (const auto& entry : nodes.entries()) {
    const auto type = node_type(entry.nid.value);
    const bool again = !found.empty() && found.back().identifier == entry.nid.value;
    if (again || walk.reached(entry.nid.value) ||
        (!mapi_store::is_folder(type) && !mapi_store::is_message(type))) {
      continue;
    }
    const bool has_parent = nodes.find(entry.parent) != nullptr;
    found.push_back({.identifier = entry.nid.value,
                     .rank = (mapi_store::is_folder(type) ? 0 : 2) + (has_parent ? 1 : 0)});
  }
  std::ranges::stable_sort(found, {}, &Node::rank);
  std::vector<std::uint32_t> identifiers;
  identifiers.reserve(found.size());
  for (const auto& node : found) {
    identifiers.push_back(node.identifier);
  }
  return identifiers;
}

}  // namespace

model::Result<void> deliver_unreached(mapi_store::Session& session,
                                      const ::pst::reader::Store& store, mapi_store::Walk& walk) {
  const auto nodes = unreached_nodes(store, walk);
  return mapi_store::deliver_orphans(session, walk,
                                     {.count = nodes.size(), .open = [&](std::size_t index) {
                                        return session.from.item(nodes[index]);
                                      }});
}

}  // namespace convert::pst_reader
