#include "formats/pst/messaging/templates.h"

#include <span>
#include <utility>

#include "formats/bytes/little_endian.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/messaging/tags.h"

namespace pst {
namespace {

struct TemplateNode {
  Nid nid;
  TableKind kind;
};

// Those whose blocks are lent come first, in the order of their kinds.
constexpr std::array<TemplateNode, 10> kTemplates = {{
    {{.value = 0x60D}, TableKind::Hierarchy},
    {{.value = 0x60E}, TableKind::Contents},
    {{.value = 0x60F}, TableKind::AssociatedContents},
    {{.value = 0x610}, TableKind::SearchContents},
    {{.value = 0x671}, TableKind::Attachments},
    {{.value = 0x692}, TableKind::Recipients},
    {{.value = 0x6B6}, TableKind::ChangeHistory},
    {{.value = 0x6D7}, TableKind::Replication},
    {{.value = 0x6F8}, TableKind::ChangeTracking},
    {kOutgoingQueueTable, TableKind::OutgoingQueue},
}};

// FORMAT.md 4.6: queues of a store in which nothing waits.
constexpr std::array<Nid, 6> kEmptyQueues = {{kSearchManagementQueue,
                                              kSearchDomainObject,
                                              {.value = 0xE41},
                                              {.value = 0xEC1},
                                              {.value = 0xF21},
                                              sibling(kSearchFolder, NidType::SearchUpdateQueue)}};

// FORMAT.md 4.6: the id map, a heap of its own kind with an empty BTree in it.
constexpr std::array<std::uint8_t, 34> kEmptyIdMap = {
    0x18, 0x00, 0xEC, 0x9C, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,  // HNHDR
    0x40, 0x00, 0x00, 0x00,                                                  // HID of the BTree
    0xB5, 0x10, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00,                          // BTHHEADER 16, 4
    0x02, 0x00, 0x00, 0x00, 0x0C, 0x00, 0x10, 0x00, 0x18, 0x00};             // HNPAGEMAP

constexpr Nid kNoParent{};

}  // namespace

Result<Bid> Templates::write_empty(NdbWriter& ndb, TableKind kind) {
  const TableLayout layout(template_columns(kind, ndb.width()));
  const auto written = TableContextWriter(ndb, layout).finish();
  if (!written) {
    return tl::unexpected(written.error());
  }
  return written->data.bid;
}

Result<Templates> Templates::write(NdbWriter& ndb) {
  Templates out;
  for (const auto& node : kTemplates) {
    const auto bid = write_empty(ndb, node.kind);
    if (!bid) {
      return tl::unexpected(bid.error());
    }
    if (static_cast<std::size_t>(node.kind) < out.blocks_.size()) {
      out.blocks_.at(static_cast<std::size_t>(node.kind)) = *bid;
    }
    if (auto added = ndb.add_node(node.nid, *bid, {}, kNoParent); !added) {
      return tl::unexpected(added.error());
    }
  }
  return out;
}

Result<Bid> Templates::borrow(NdbWriter& ndb, TableKind kind) {
  auto& block = blocks_.at(static_cast<std::size_t>(kind));
  if (!ndb.share(block)) {
    // Its count is full: the next ones share a fresh copy, whose first user this one is.
    const auto copy = write_empty(ndb, kind);
    if (!copy) {
      return copy;
    }
    block = *copy;
  }
  return block;
}

Result<void> write_fixed_nodes(NdbWriter& ndb, Templates& templates) {
  for (const auto nid : kEmptyQueues) {
    if (auto added = ndb.add_node(nid, {}, {}, kNoParent); !added) {
      return added;
    }
  }
  const auto id_map = ndb.write_block(std::as_bytes(std::span(kEmptyIdMap)));
  if (!id_map) {
    return tl::unexpected(id_map.error());
  }
  const bytes::u32 searched(kSearchFolder.value);
  const auto activity = ndb.write_block(std::as_bytes(std::span(&searched, 1)));
  if (!activity) {
    return tl::unexpected(activity.error());
  }
  std::vector<Subnode> none;
  auto criteria = PropertyContext::plan(
      ndb, {{.id = tag::PidTagSearchFlags, .type = tag::kInteger32, .value = std::uint32_t{0}}},
      none);
  if (!criteria) {
    return tl::unexpected(criteria.error());
  }
  const auto flags = criteria->write(ndb);
  if (!flags) {
    return tl::unexpected(flags.error());
  }
  const auto results = templates.borrow(ndb, TableKind::SearchContents);
  if (!results) {
    return tl::unexpected(results.error());
  }
  for (const auto& [nid, data] :
       {std::pair(kIdMap, *id_map), std::pair(kSearchActivityList, *activity),
        std::pair(sibling(kSearchFolder, NidType::SearchCriteria), flags->bid),
        std::pair(sibling(kSearchFolder, NidType::SearchContentsTable), *results)}) {
    if (auto added = ndb.add_node(nid, data, {}, kNoParent); !added) {
      return added;
    }
  }
  return {};
}

}  // namespace pst
