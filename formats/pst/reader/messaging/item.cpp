#include "formats/pst/reader/messaging/item.h"

#include <array>
#include <span>
#include <string>
#include <utility>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/hex.h"
#include "formats/pst/ltp/disk.h"
#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ltp/property_context.h"
#include "formats/pst/reader/messaging/item_state.h"
#include "formats/pst/reader/messaging/row_evidence.h"

namespace pst::reader {
namespace {

using bytes::ErrorKind;
using bytes::Result;

// [MS-OXCMSG] 2.2.2.7 and 2.2.2.9; the object form of PidTagAttachDataBinary has the same id.
constexpr std::uint16_t kAttachData = 0x3701;
constexpr std::uint16_t kAttachMethod = 0x3705;
constexpr std::uint32_t kObjectType = 0x000D;

std::optional<std::uint32_t> number_of(const Entry* entry) {
  if (entry == nullptr) {
    return std::nullopt;
  }
  const auto number = bytes::ByteReader(entry->data).read<bytes::u32>();
  return number ? std::optional<std::uint32_t>(*number) : std::nullopt;
}

/// [MS-PST] 2.3.3.5: the subnode a PtypObject names.
std::optional<Nid> subnode_of(const Entry& entry) {
  const auto object = bytes::ByteReader(entry.data).read<disk::OBJECTVALUE>();
  return object && entry.type == kObjectType ? std::optional(Nid{object->Nid}) : std::nullopt;
}

}  // namespace

bool is_table(NidType type) {
  switch (type) {
    case NidType::ContentsTableIndex:
    case NidType::ReceiveFolderTable:
    case NidType::OutgoingQueueTable:
    case NidType::HierarchyTable:
    case NidType::ContentsTable:
    case NidType::AssociatedContentsTable:
    case NidType::SearchContentsTable:
    case NidType::AttachmentTable:
    case NidType::RecipientTable:
      return true;
    default:
      return false;
  }
}

namespace {

Item make(const ContextPtr& context, NodeRef node, int depth, std::shared_ptr<std::size_t> below) {
  auto state = std::make_shared<Item::State>();
  state->context = context;
  state->below = std::move(below);
  state->faults = node.faults;
  state->node = std::move(node);
  state->depth = depth;
  if (is_table(state->type()) && !state->node.data.none()) {
    if (auto table = Table::open(context->ndb, state->node)) {
      state->faults = table->faults();
      state->table = std::move(*table);
    } else {
      state->lazy.table_error = table.error();
    }
  }
  return Item(std::move(state));
}

/// An item among the subnodes of another.
Result<Item> make_below(const Item::State& parent, NodeRef node) {
  if (parent.depth >= kMostSubnodeDepth || *parent.below >= kMostEmbedded) {
    return bytes::fail(ErrorKind::LimitExceeded,
                       "subnode " + bytes::hex_offset(node.nid.value) + " lies more than " +
                           std::to_string(kMostSubnodeDepth) + " subnodes deep, or behind " +
                           std::to_string(kMostEmbedded) + " others");
  }
  ++*parent.below;
  return make(parent.context, std::move(node), parent.depth + 1, parent.below);
}

}  // namespace

Result<Item> make_item(const ContextPtr& context, NodeRef node) {
  return make(context, std::move(node), 0, std::make_shared<std::size_t>(0));
}

std::uint32_t Item::identifier() const { return state_->node.nid.value; }
std::uint32_t Item::parent() const { return state_->node.parent.value; }
const Faults& Item::faults() const { return state_->faults; }

Result<std::size_t> Item::record_set_count() const {
  if (state_->lazy.table_error) {
    return tl::unexpected(*state_->lazy.table_error);
  }
  if (is_table(state_->type())) {
    return state_->table ? state_->table->row_count() : 0;
  }
  return std::size_t{1};
}

namespace {

/// Some properties of an attachment: the others may be large, and were read already.
Result<RecordSet> read_some(const Item::State& state, std::span<const std::uint16_t> ids) {
  return read_property_context(state.context->ndb, state.node, state.subnodes(), ids);
}
constexpr std::array<std::uint16_t, 1> kMethodOnly = {kAttachMethod};
constexpr std::array<std::uint16_t, 1> kDataOnly = {kAttachData};

}  // namespace

Result<RecordSet> Item::read_record_set(std::size_t index) const {
  const auto count = record_set_count();
  if (!count) {
    return tl::unexpected(count.error());
  }
  if (index >= *count) {
    return bytes::fail(ErrorKind::NotThisFormat, "node " + bytes::hex_offset(identifier()) +
                                                     " has no row " + std::to_string(index));
  }
  if (state_->table) {
    auto row = state_->table->read_row(index);
    state_->context->names.resolve(row);
    return row;
  }
  const auto& subnodes = state_->subnodes();
  auto set = read_property_context(state_->context->ndb, state_->node, subnodes);
  if (set) {
    add_faults(state_->faults, set->faults);
    add_faults(subnodes.faults, set->faults);
    clear_by_row(state_->context, state_->node, *set);
    state_->context->names.resolve(*set);
  }
  return set;
}

Result<std::size_t> Item::count(Child kind) const {
  const auto& listing = state_->listing(kind);
  if (listing.error) {
    return tl::unexpected(*listing.error);
  }
  return listing.ids.size();
}

Result<Item> Item::child(Child kind, std::size_t index) const {
  const auto size = count(kind);
  if (!size) {
    return tl::unexpected(size.error());
  }
  const auto& ids = state_->listing(kind).ids;
  if (index >= ids.size() || !ids[index]) {
    return bytes::fail(ErrorKind::NotThisFormat, "row " + std::to_string(index) + " of node " +
                                                     bytes::hex_offset(identifier()) +
                                                     " has no id");
  }
  const Nid nid{*ids[index]};
  if (kind != Child::Attachment) {
    return open_node(state_->context, nid);
  }
  auto node = state_->subnodes().ref(nid);
  if (!node) {
    return bytes::fail(ErrorKind::NotThisFormat, "attachment " + bytes::hex_offset(nid.value) +
                                                     " is no subnode of message " +
                                                     bytes::hex_offset(identifier()));
  }
  add_faults(state_->faults, node->faults);
  return make_below(*state_, std::move(*node));
}

Result<std::vector<std::optional<std::uint32_t>>> Item::row_identifiers(Child kind) const {
  const auto size = count(kind);
  if (!size) {
    return tl::unexpected(size.error());
  }
  return state_->listing(kind).ids;
}

Faults Item::listing_faults(Child kind) const { return state_->listing(kind).faults; }

Result<std::optional<Item>> Item::recipients() const {
  auto node = state_->subnodes().ref(kRecipientTable);
  if (!node) {
    return std::optional<Item>();
  }
  auto item = make_below(*state_, std::move(*node));
  if (!item) {
    return tl::unexpected(item.error());
  }
  return std::optional<Item>(std::move(*item));
}

Result<AttachmentType> Item::attachment_type() const {
  const auto set = read_some(*state_, kMethodOnly);
  if (!set) {
    return tl::unexpected(set.error());
  }
  // [MS-OXCMSG] 2.2.2.9 PidTagAttachMethod.
  constexpr std::uint32_t kByValue = 1;
  constexpr std::uint32_t kByReference = 2;
  constexpr std::uint32_t kByWebReference = 7;
  constexpr std::uint32_t kEmbedded = 5;
  constexpr std::uint32_t kOle = 6;
  const auto method = number_of(set->find(kAttachMethod));
  if (method == kEmbedded) {
    return AttachmentType::Item;
  }
  if (method == kByValue || method == kOle) {
    return AttachmentType::Data;
  }
  if (method && *method >= kByReference && *method <= kByWebReference) {
    return AttachmentType::Reference;
  }
  const auto content = read_some(*state_, kDataOnly);
  const auto* const data = content ? content->find(kAttachData) : nullptr;
  if (data == nullptr) {
    return AttachmentType::Unknown;
  }
  const auto subnode = subnode_of(*data);
  const bool message =
      subnode && static_cast<NidType>(nid_type(*subnode)) == NidType::NormalMessage;
  return message ? AttachmentType::Item : AttachmentType::Data;
}

Result<Item::Content> Item::attachment_content() const {
  const auto set = read_some(*state_, kDataOnly);
  if (!set) {
    return tl::unexpected(set.error());
  }
  const auto* const data = set->find(kAttachData);
  if (data == nullptr) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "attachment " + bytes::hex_offset(identifier()) + " has no data");
  }
  Content content{.data = nullptr, .faults = data->faults};
  const auto subnode = subnode_of(*data);
  if (!subnode) {
    content.data = data->large ? data->large : bytes::make_blob(data->data);
    return content;
  }
  const auto node = state_->subnodes().ref(*subnode);
  if (!node) {
    return bytes::fail(ErrorKind::NotThisFormat, "the data of attachment " +
                                                     bytes::hex_offset(identifier()) +
                                                     " is not among its subnodes (" +
                                                     bytes::hex_offset(subnode->value) + ")");
  }
  add_faults(node->faults, content.faults);
  auto tree = read_data_tree(state_->ndb(), node->data);
  add_faults(verify(state_->ndb(), tree), content.faults);
  content.data = make_blob(state_->context->ndb, std::move(tree));
  return content;
}

Result<bytes::Blob> Item::attachment_data() const {
  auto content = attachment_content();
  if (!content) {
    return tl::unexpected(content.error());
  }
  return std::move(content->data);
}

Result<Item> Item::embedded() const {
  const auto set = read_some(*state_, kDataOnly);
  if (!set) {
    return tl::unexpected(set.error());
  }
  const auto* const data = set->find(kAttachData);
  const auto subnode = data != nullptr ? subnode_of(*data) : std::nullopt;
  auto node = subnode ? state_->subnodes().ref(*subnode) : std::nullopt;
  if (!node) {
    return bytes::fail(ErrorKind::NotThisFormat, "attachment " + bytes::hex_offset(identifier()) +
                                                     " has no message among its subnodes");
  }
  add_faults(state_->faults, node->faults);
  add_faults(data->faults, node->faults);
  return make_below(*state_, std::move(*node));
}

void Item::visit_blocks(const std::function<void(Bid, BlockUse, Nid)>& visit) const {
  reader::visit_blocks(state_->ndb(), state_->node, visit);
}

}  // namespace pst::reader
