#include "formats/pst/check/checking.h"

namespace pst::check {

void Checking::add(std::string_view rule, const bytes::Damage& damage, std::optional<Nid> node,
                   Severity severity) {
  findings.add({.rule = rule, .severity = severity, .damage = damage, .node = node});
  if (node) {
    hit_node(*node);
  }
}

std::optional<Nid> Checking::item_of(Nid node) const {
  const auto known = [this](Nid folder) {
    return index().nodes.find(folder) != nullptr ? std::optional(folder) : std::nullopt;
  };
  switch (static_cast<NidType>(nid_type(node))) {
    case NidType::NormalFolder:
    case NidType::SearchFolder:
    case NidType::NormalMessage:
    case NidType::AssociatedMessage:
      return node;
    case NidType::HierarchyTable:
    case NidType::ContentsTable:
    case NidType::AssociatedContentsTable:
      return known(sibling(node, NidType::NormalFolder));
    case NidType::SearchContentsTable:
      return known(sibling(node, NidType::SearchFolder));
    default:
      return std::nullopt;
  }
}

void Checking::hit_node(Nid node) {
  if (const auto item = item_of(node)) {
    hit.insert(*item);
  }
}

bool Checking::has_block(const reader::BlockEntry& entry) const {
  return entry.origin == reader::Origin::Walk ||
         (!index().block_gaps.empty() && !owners.of(entry.bid).empty());
}

void Checking::resolve() {
  for (const auto& entry : index().nodes.entries()) {
    if (hit_pages.contains(std::uint64_t{entry.page} * kPageSize) ||
        hit_nodes.contains(entry.nid.value)) {
      hit_node(entry.nid);
    }
  }
  for (const auto& entry : index().blocks.entries()) {
    if (hit_pages.contains(std::uint64_t{entry.page} * kPageSize) ||
        hit_blocks.contains(entry.bid.value)) {
      hit_block(entry.bid);
    }
  }
  for (const auto bid : hit_bids) {
    for (const auto& part : owners.of({bid})) {
      hit_node(part.node);
    }
  }
}

void Checking::take(const reader::Faults& faults, Nid node, bool in_table) {
  for (const auto& fault : faults) {
    take(fault.damage, node, in_table);
  }
}
void Checking::take(const bytes::Damage& damage, Nid node, bool in_table) {
  add(rule_of(damage, in_table), damage, node);
  hit_node(node);
  partial.insert(node);
}
void Checking::unreadable(Nid node) {
  lost.insert(node);
  part_unreadable(node);
}
void Checking::part_unreadable(Nid node) {
  partial.insert(node);
  hit_node(node);
  // Why is in the reader's damage; here is at least the place.
  const auto* const entry = index().nodes.find(node);
  const auto* const block = entry != nullptr ? index().blocks.find(entry->data) : nullptr;
  add("STRUCT",
      {.offset = block != nullptr ? block->offset : 0,
       .length = block != nullptr ? block->size : std::uint64_t{0},
       .kind = bytes::DamageKind::OutOfRange,
       .field = "NBTENTRY.bidData",
       .found = entry != nullptr ? entry->data.value : 0},
      node);
}
void Checking::take(const reader::RecordSet& set, Nid node, bool in_table) {
  take(set.faults, node, in_table);
  for (const auto& missing : set.missing) {
    take(missing.why, node, in_table);
  }
  for (const auto& entry : set.entries) {
    take(entry.faults, node, in_table);
  }
}

void Checking::inconsistent(std::string_view rule, std::string_view field, Nid node,
                            std::uint64_t found, std::uint64_t expected) {
  const auto* const entry = index().nodes.find(node);
  const auto* const block = entry != nullptr ? index().blocks.find(entry->data) : nullptr;
  add(rule,
      {.offset = block != nullptr ? block->offset : 0,
       .length = block != nullptr ? block->size : std::uint64_t{0},
       .kind = bytes::DamageKind::Inconsistent,
       .field = field,
       .found = found,
       .expected = expected},
      node);
}

}  // namespace pst::check
