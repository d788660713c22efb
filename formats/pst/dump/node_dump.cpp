#include "formats/pst/dump/node_dump.h"

#include <algorithm>
#include <utility>

#include "formats/pst/messaging/fixed_nodes.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ndb/subnodes.h"

namespace pst::dump {
namespace {

constexpr std::uint16_t kText8 = 0x001E;
constexpr std::uint16_t kText16 = 0x001F;

/// The entry that is read of those with this id.
const reader::BlockEntry* entry_that_is_read(const reader::Ndb& ndb, Bid bid) {
  const auto found = ndb.verify(bid);
  if (!found) {
    return nullptr;
  }
  const auto entries = ndb.index().blocks.all(bid);
  const auto entry = std::ranges::find(entries, found->offset, &reader::BlockEntry::offset);
  return entry == entries.end() ? nullptr : &*entry;
}

/// Where a block's entry stands: "BBTENTRY in the page at 0x4800".
std::string index_words(const reader::BlockEntry& entry) {
  return entry.page == 0
             ? ""
             : ", BBTENTRY in the page at " + hex_of(std::uint64_t{entry.page} * kPageSize);
}

std::string part_words(Nid nid, const char* what) {
  return std::string(", ") + what + " " + hex_of(nid.value) + " " + node_name(nid);
}

}  // namespace

void NodeDump::tell(const reader::NodeEntry& entry) {
  if (auto record = node_entry_record(ndb_->file(), entry)) {
    if (entry.doubtful) {
      record->faults.push_back("the page that it stands in is not sound: it may be another's");
    }
    if (entry.origin == reader::Origin::Sweep) {
      record->about += ", found by a search";
    }
    emitter_.tell(std::move(*record));
  }
  part({.nid = entry.nid, .data = entry.data, .subnodes = entry.subnodes}, 1, 0);
}

std::optional<TakenBlock> NodeDump::take(Bid bid, unsigned depth, std::string_view field) {
  const auto* const entry = entry_that_is_read(*ndb_, bid);
  if (entry == nullptr || entry->offset >= ndb_->file().content.size()) {
    AnnotatedRecord missing{.name = "missing block",
                            .about = "bid " + hex_of(bid.value),
                            .offset = entry != nullptr ? entry->offset : 0,
                            .depth = depth};
    missing.faults.push_back(entry != nullptr
                                 ? "it would lie behind the end of the file"
                                 : std::string(field) + " names it, and no index leads to it");
    emitter_.tell(std::move(missing));
    return std::nullopt;
  }
  auto taken = take_block(*ndb_, *entry);
  taken.record.depth = depth;
  taken.record.about += index_words(*entry);
  return taken;
}

void NodeDump::part(Part part, unsigned depth, int levels) {
  const bool has_data = !part.data.none() && !is_told(part.data);
  const bool has_subnodes = !part.subnodes.none() && !is_told(part.subnodes);
  if (emitter_.ended() || (!has_data && !has_subnodes)) {
    return;
  }
  const auto tree = reader::read_data_tree(*ndb_, has_data ? part.data : Bid{});
  const auto subnodes = reader::read_subnodes(*ndb_, has_subnodes ? part.subnodes : Bid{});
  bytes::Damage why;
  const bool is_heap = has_data && part.role == nullptr;
  const auto heap = is_heap ? reader::Heap::open(ndb_, tree, why) : std::nullopt;
  std::optional<HeapRoles> roles;
  std::optional<HeapDump> dump;
  std::optional<RowsOfTable> rows;
  if (heap) {
    roles.emplace(*heap, subnodes, levels == 0 && part.nid == kNameToIdMap);
    dump.emplace(*heap, *roles, store_.names());
    if (roles->table() != nullptr) {
      rows.emplace(RowsOfTable{.table = *roles->table(), .names = store_.names(), .heap = *heap});
    }
  }
  part.leaves = tree.leaves.size();
  for (std::size_t i = 0; part.leaves > 1 && i < part.leaves; ++i) {
    part.numbers.emplace(tree.leaves[i].bid.value | kReservedBit, i);
  }
  part.heap = dump ? &*dump : nullptr;
  if (has_data) {
    data_block(part, part.data, depth, 0);
  }
  if (!has_subnodes || !is_new(part.subnodes)) {
    return;
  }
  subnode_block(part.subnodes, depth, 0);
  if (levels >= reader::kMostSubnodeDepth) {
    return;
  }
  for (const auto& entry : subnodes.entries) {
    const auto* const role = roles ? roles->of_subnode(entry.nid) : nullptr;
    const bool has_rows = role != nullptr && role->kind == HeapRole::Kind::Rows && rows;
    // An attachment or message that a record names is an object of its own.
    const bool is_object = nid_type(entry.nid) != static_cast<std::uint8_t>(NidType::Ltp);
    this->part({.nid = entry.nid,
                .data = entry.data,
                .subnodes = entry.subnodes,
                .role = is_object ? nullptr : role,
                .rows = has_rows ? &*rows : nullptr},
               depth + 1, levels + 1);
  }
}

void NodeDump::data_block(const Part& part, Bid bid, unsigned depth, int levels) {
  constexpr int kMostLevels = 2;  // XXBLOCK, XBLOCK
  if (emitter_.ended() || !is_new(bid)) {
    return;
  }
  auto taken = take(bid, depth, levels == 0 ? "bidData" : "rgbid");
  if (!taken) {
    return;
  }
  if ((bid.value & kInternalBit) == 0) {
    return leaf(part, std::move(*taken), bid, depth);
  }
  taken->record.about += part_words(part.nid, "data of");
  const auto children = taken->children;
  emitter_.tell(std::move(taken->record));
  for (const auto child : children) {
    if (levels < kMostLevels) {
      data_block(part, child, depth + 1, levels + 1);
    }
  }
}

void NodeDump::leaf(const Part& part, TakenBlock taken, Bid bid, unsigned depth) {
  const auto found = part.numbers.find(bid.value | kReservedBit);
  const auto number = found == part.numbers.end() ? 0 : found->second;
  const bool is_leaf = part.leaves == 1 || found != part.numbers.end();
  auto& record = taken.record;
  record.about += part_words(part.nid, part.rows != nullptr ? "rows in" : "data of");
  if (part.leaves > 1) {
    record.about += ", block " + std::to_string(number) + " of " + std::to_string(part.leaves);
  }
  const bool is_value = part.role != nullptr && part.role->kind == HeapRole::Kind::Value;
  if (is_value) {
    const auto& property = part.role->property;
    record.about +=
        ", " + property_text(property, store_.names()) + ", " + type_text(property.type);
    if (!record.fields.empty() && (property.type == kText8 || property.type == kText16)) {
      record.fields.front().value = value_text(property.type, taken.data.text());
    }
  }
  if (!emitter_.wants(record.offset, record.length)) {
    return;
  }
  emitter_.tell(record);
  const Below below{emitter_, depth + 1};
  if (!is_leaf || taken.data.raw.empty()) {
    return;
  }
  if (part.heap != nullptr) {
    part.heap->tell_block(number, taken.data, below);
  } else if (part.rows != nullptr) {
    const auto of_block = largest_block_data(ndb_->file().width) / part.rows->table.row_size;
    const auto size = of_block * part.rows->table.row_size;
    tell_rows(*part.rows, taken.data.part(0, size), number * of_block, below);
  } else if (is_value && part.leaves == 1 && part.role->property.type != kText8 &&
             part.role->property.type != kText16) {
    AnnotatedRecord value{.name = "property value",
                          .about = property_text(part.role->property, store_.names()),
                          .source = "[MS-PST] 2.3.3.3",
                          .offset = taken.data.offset,
                          .length = taken.data.raw.size(),
                          .depth = below.depth};
    append_value(value, part.role->property, taken.data);
    emitter_.tell(std::move(value));
  }
}

void NodeDump::subnode_block(Bid bid, unsigned depth, int levels) {
  auto taken =
      emitter_.ended() ? std::nullopt : take(bid, depth, levels == 0 ? "bidSub" : "SIENTRY.bid");
  if (!taken) {
    return;
  }
  const bool is_index = taken->record.name == "SIBLOCK";
  const auto children = taken->children;
  emitter_.tell(std::move(taken->record));
  for (const auto child : children) {
    if (is_index && levels == 0 && is_new(child)) {
      subnode_block(child, depth + 1, 1);
    }
  }
}

}  // namespace pst::dump
