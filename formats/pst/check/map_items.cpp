#include "formats/pst/check/map_items.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "formats/bytes/hex.h"
#include "formats/pst/check/checking.h"
#include "formats/pst/messaging/fixed_nodes.h"

namespace pst::check {
namespace {

std::string_view kind_of(Nid nid) {
  if (nid == kMessageStore) {
    return "message store";
  }
  if (nid == kNameToIdMap) {
    return "name-to-id map";
  }
  switch (static_cast<NidType>(nid_type(nid))) {
    case NidType::NormalFolder:
      return "folder";
    case NidType::SearchFolder:
      return "search folder";
    case NidType::NormalMessage:
      return "message";
    case NidType::AssociatedMessage:
      return "associated message";
    case NidType::HierarchyTable:
      return "hierarchy table";
    case NidType::ContentsTable:
      return "contents table";
    case NidType::AssociatedContentsTable:
      return "associated contents table";
    case NidType::SearchContentsTable:
      return "search contents table";
    case NidType::SearchCriteria:
      return "search criteria";
    case NidType::AttachmentTable:
      return "attachment table";
    case NidType::RecipientTable:
      return "recipient table";
    default:
      return "node";
  }
}

/// Whose name the node has: a table that of its folder.
Nid named_by(Nid nid) {
  switch (static_cast<NidType>(nid_type(nid))) {
    case NidType::HierarchyTable:
    case NidType::ContentsTable:
    case NidType::AssociatedContentsTable:
      return sibling(nid, NidType::NormalFolder);
    case NidType::SearchContentsTable:
    case NidType::SearchCriteria:
      return sibling(nid, NidType::SearchFolder);
    default:
      return nid;
  }
}

bool has_name(Nid nid) {
  const auto type = static_cast<NidType>(nid_type(nid));
  return type == NidType::NormalFolder || type == NidType::SearchFolder ||
         type == NidType::NormalMessage || type == NidType::AssociatedMessage;
}

bytes::ItemHit hit_of(CheckedItem::State state) {
  switch (state) {
    case CheckedItem::State::Intact:
      return bytes::ItemHit::Intact;
    case CheckedItem::State::Partial:
      return bytes::ItemHit::Partial;
    case CheckedItem::State::Lost:
      break;
  }
  return bytes::ItemHit::Lost;
}

}  // namespace

std::uint32_t MapItems::number_of(Nid nid, From from) {
  const auto [found, is_new] =
      numbers_.try_emplace({nid, from}, static_cast<std::uint32_t>(nodes_.size()));
  if (is_new) {
    nodes_.emplace_back(nid, from);
    hits_.push_back(bytes::ItemHit::None);
  }
  return found->second;
}

std::uint32_t MapItems::group_of(std::span<const Owners::Part> parts, From from) {
  bytes::ItemGroup group;
  auto& items = group.items;
  for (const auto& part : parts) {
    items.push_back(number_of(part.node, from));
  }
  std::ranges::sort(items);
  items.erase(std::unique(items.begin(), items.end()), items.end());
  return groups_.group_of(std::move(group));
}

void MapItems::hit(const CheckedItem& item) {
  hits_[number_of(item.nid, From::Store)] = hit_of(item.state);
}

std::string MapItems::name(Nid nid, From from) const {
  const auto from_node = named_by(nid);
  if (!has_name(from_node)) {
    return {};
  }
  const auto& store = from == From::Store ? store_ : deleted_;
  const auto item = store.item(from_node.value);
  const auto set = item ? item->read_record_set(0) : bytes::Result<reader::RecordSet>();
  return item && set ? name_of(*set, from_node) : std::string();
}

void MapItems::finish(bytes::StoreMap& map) {
  constexpr int kDigits = 8;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto& [nid, from] = nodes_[i];
    map.items.push_back(
        {.id = "nid 0x" + bytes::hex_number(nid.value, kDigits),
         .kind = (from == From::Deleted ? "deleted " : "") + std::string(kind_of(nid)),
         .name = name(nid, from),
         .hit = hits_[i]});
  }
  map.groups = groups_.groups();
}

}  // namespace pst::check
