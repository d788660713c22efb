#include "formats/pst/check/checking.h"

namespace pst::check {

void Checking::add(std::string_view rule, const bytes::Damage& damage, std::optional<Nid> node,
                   Severity severity) {
  findings.add({.rule = rule, .severity = severity, .damage = damage, .node = node});
  if (node) {
    hit_node(*node);
  }
}

void Checking::hit_node(Nid node) {
  switch (static_cast<NidType>(nid_type(node))) {
    case NidType::NormalFolder:
    case NidType::SearchFolder:
    case NidType::NormalMessage:
    case NidType::AssociatedMessage:
      hit.insert(node);
      break;
    case NidType::HierarchyTable:
    case NidType::ContentsTable:
    case NidType::AssociatedContentsTable:
      if (const auto folder = sibling(node, NidType::NormalFolder);
          index().nodes.find(folder) != nullptr) {
        hit.insert(folder);
      }
      break;
    case NidType::SearchContentsTable:
      if (const auto folder = sibling(node, NidType::SearchFolder);
          index().nodes.find(folder) != nullptr) {
        hit.insert(folder);
      }
      break;
    default:
      break;
  }
}

void Checking::hit_block(Bid bid) {
  for (const auto& part : owners.of(bid)) {
    hit_node(part.node);
  }
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
}

}  // namespace pst::check
