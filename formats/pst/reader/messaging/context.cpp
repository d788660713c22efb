#include "formats/pst/reader/messaging/context.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/hex.h"
#include "formats/pst/ndb/width.h"

namespace pst::reader {

NodeRef to_node(const NodeEntry& entry) {
  NodeRef node{.nid = entry.nid,
               .data = entry.data,
               .subnodes = entry.subnodes,
               .parent = entry.parent,
               .origin = entry.origin};
  if (entry.doubtful) {
    // Of a page that a sweep found nothing is wrong but that there may have been a newer one.
    const bool stale = entry.origin == Origin::Sweep;
    node.faults.push_back({.damage = {.offset = std::uint64_t{entry.page} * kPageSize,
                                      .length = kPageSize,
                                      .kind = stale ? bytes::DamageKind::Inconsistent
                                                    : bytes::DamageKind::BadChecksum,
                                      .field = stale ? kPerhapsOlderPage : "BTPAGE.rgentries",
                                      .found = entry.nid.value,
                                      .expected = 0}});
  }
  return node;
}

std::optional<NodeRef> find_node(const Ndb& ndb, Nid nid) {
  const auto all = ndb.index().nodes.all(nid);
  if (all.empty()) {
    return std::nullopt;
  }
  auto node = to_node(all.front());
  const auto rival = std::ranges::find_if(all.subspan(1), [&](const NodeEntry& entry) {
    return entry.origin == Origin::Walk && !entry.doubtful;
  });
  if (rival != all.end() && !all.front().doubtful) {
    node.faults.push_back({.damage = {.offset = std::uint64_t{rival->page} * kPageSize,
                                      .length = kPageSize,
                                      .kind = bytes::DamageKind::Inconsistent,
                                      .field = "NBTENTRY.nid",
                                      .found = nid.value,
                                      .expected = 0}});
  }
  return node;
}

bytes::Result<Item> open_node(const ContextPtr& context, Nid nid) {
  auto node = find_node(*context->ndb, nid);
  if (!node) {
    context->ndb->note(context->ndb->not_indexed({nid.value}, "NBTENTRY.nid"));
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "node " + bytes::hex_offset(nid.value) + " is not in the node index");
  }
  return make_item(context, std::move(*node));
}

}  // namespace pst::reader
