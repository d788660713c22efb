// The children of folders and messages, by their tables.
#include <algorithm>
#include <unordered_set>
#include <utility>

#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/messaging/item_state.h"

namespace pst::reader {
namespace {

/// [MS-PST] 2.4.4: the tables of a folder have its index.
NidType table_type(NidType folder, Child kind) {
  switch (kind) {
    case Child::Folder:
      return NidType::HierarchyTable;
    case Child::Associated:
      return NidType::AssociatedContentsTable;
    default:
      return folder == NidType::SearchFolder ? NidType::SearchContentsTable
                                             : NidType::ContentsTable;
  }
}

Listing list_table(const Item::State& state, Child kind) {
  Listing listing;
  const auto nid = sibling(state.node.nid, table_type(state.type(), kind));
  const auto node = find_node(state.ndb(), nid);
  if (!node) {
    if (state.type() == NidType::NormalFolder) {
      const auto damage = state.ndb().not_indexed({nid.value}, "NBTENTRY.nid");
      state.ndb().note(damage);
      listing.faults.push_back({.damage = damage, .missing = true});
    }
    return listing;
  }
  if (node->data.none()) {
    listing.faults = node->faults;
    return listing;
  }
  const auto table = Table::open(state.context->ndb, *node);
  if (!table) {
    listing.error = table.error();
    return listing;
  }
  listing.faults = table->faults();
  listing.ids.reserve(table->row_count());
  for (std::size_t row = 0; row < table->row_count(); ++row) {
    const auto id = table->row_id(row);
    listing.ids.push_back(id == 0 ? std::nullopt : std::optional(id));
  }
  return listing;
}

Listing list_nodes(const Item::State& state) {
  Listing listing;
  for (const auto nid : state.ndb().index().nodes.children(state.node.nid)) {
    switch (static_cast<NidType>(nid_type(nid))) {
      case NidType::NormalFolder:
      case NidType::SearchFolder:
      case NidType::NormalMessage:
      case NidType::AssociatedMessage:
        listing.ids.emplace_back(nid.value);
        break;
      default:
        break;
    }
  }
  return listing;
}

/// Rows of the attachment table, then what lies among the subnodes without a row.
Listing list_attachments(const Item::State& state) {
  Listing listing;
  const auto& subnodes = state.subnodes();
  add_faults(subnodes.faults, listing.faults);
  std::unordered_set<std::uint32_t> listed;
  /// false: it is one too many.
  const auto add = [&](std::uint32_t id) {
    if (listed.contains(id)) {
      return true;
    }
    if (listing.ids.size() >= kMostAttachments) {
      return false;
    }
    listed.insert(id);
    listing.ids.emplace_back(id);
    return true;
  };
  bool all = true;
  if (const auto node = subnodes.ref(kAttachmentTable); node && !node->data.none()) {
    if (const auto table = Table::open(state.context->ndb, *node)) {
      // What a damaged table leaves out is found among the subnodes: they tell whether all is
      // there.
      for (std::size_t row = 0; row < table->row_count() && all; ++row) {
        const auto id = table->row_id(row);
        const bool sound = table->faults().empty() || subnodes.find({id}) != nullptr;
        all = !sound || add(id);
      }
    }
  }
  for (const auto& entry : subnodes.entries) {
    if (static_cast<NidType>(nid_type(entry.nid)) == NidType::Attachment) {
      all = all && add(entry.nid.value);
    }
  }
  if (!all) {
    listing.faults.push_back({.damage = {.offset = 0,
                                         .length = 0,
                                         .kind = bytes::DamageKind::OutOfRange,
                                         .field = "SLBLOCK.cEnt",
                                         .found = subnodes.entries.size(),
                                         .expected = kMostAttachments},
                              .missing = true});
  }
  return listing;
}

}  // namespace

const SubnodeTree& Item::State::subnodes() const {
  if (!lazy.subnodes) {
    lazy.subnodes = read_subnodes(ndb(), node.subnodes);
  }
  return *lazy.subnodes;
}

const Listing& Item::State::listing(Child kind) const {
  auto& listing = lazy.listings[static_cast<std::size_t>(kind)];
  if (!listing) {
    listing = kind == Child::Node         ? list_nodes(*this)
              : kind == Child::Attachment ? list_attachments(*this)
                                          : list_table(*this, kind);
  }
  return *listing;
}

}  // namespace pst::reader
