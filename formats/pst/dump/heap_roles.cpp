#include "formats/pst/dump/heap_roles.h"

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ltp/property_type.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ltp/row_matrix.h"

namespace pst::dump {
namespace {

/// Allocations and subnodes that are remembered: as many as a BTH may have records.
constexpr std::size_t kMostRoles = reader::kMostBthRecords;
/// Faults of the way to them that are told.
constexpr std::size_t kMostRoleFaults = 100;

bool is_hid(std::uint32_t hnid) {
  return nid_type({hnid}) == static_cast<std::uint8_t>(NidType::Hid);
}

/// TCOLDESC.iBit of the cell existence block: the highest bit first.
bool has_cell(const reader::TableShape& shape, const reader::TableColumn& column,
              std::span<const std::byte> row) {
  constexpr unsigned kFirstBit = 0x80;
  const auto at = shape.existence + column.bit / 8U;
  return at < row.size() &&
         (row[at] & static_cast<std::byte>(kFirstBit >> (column.bit % 8U))) != std::byte{};
}

}  // namespace

HeapRoles::HeapRoles(const reader::Heap& heap, const reader::SubnodeTree& subnodes,
                     bool in_name_map)
    : heap_(heap), in_name_map_(in_name_map) {
  constexpr std::uint8_t kTree = 0xB5;  // [MS-PST] 2.3.1.2 bTypeBTH
  switch (heap.client()) {
    case static_cast<std::uint8_t>(HeapClient::PropertyContext):
      bth(heap.root(), HeapRole::Kind::PropertyRecords);
      break;
    case static_cast<std::uint8_t>(HeapClient::TableContext): {
      read_table();
      bytes::Damage why;
      const auto rows =
          table_ == nullptr || table_->rows == 0
              ? std::nullopt
              : reader::RowMatrix::open(heap, subnodes, table_->rows, table_->row_size, why);
      if (table_ != nullptr && table_->rows != 0 && !rows) {
        fault(why);
      }
      if (rows) {
        rows->each_row(
            [&](std::size_t /*position*/, std::span<const std::byte> row, bool /*sound*/) {
              for (const auto& column : table_->columns) {
                if (fixed_cell_size(column.type) == 0 && column.size == sizeof(std::uint32_t) &&
                    column.offset + std::size_t{column.size} <= row.size() &&
                    has_cell(*table_, column, row)) {
                  note_value(*bytes::ByteReader(row.subspan(column.offset)).read<disk::u32>(),
                             {.id = column.id, .type = column.type});
                }
              }
            });
      }
      break;
    }
    case kTree:
      bth(heap.root(), HeapRole::Kind::Records);
      break;
    default:  // of the types that are reserved no layout is published: its items are bytes
      break;
  }
}

const HeapRole* HeapRoles::of(Hid hid) const {
  const auto found = items_.find(hid.value);
  return found == items_.end() ? nullptr : &found->second;
}

const HeapRole* HeapRoles::of_subnode(Nid nid) const {
  const auto found = subnodes_.find(nid.value);
  return found == subnodes_.end() ? nullptr : &found->second;
}

void HeapRoles::fault(const bytes::Damage& damage) {
  if (faults_.size() < kMostRoleFaults) {
    faults_.push_back(fault_text(damage));
  }
}

void HeapRoles::note_value(std::uint32_t hnid, const PropertyKind& property) {
  if (hnid != 0 && items_.size() + subnodes_.size() < kMostRoles) {
    (is_hid(hnid) ? items_ : subnodes_)
        .try_emplace(hnid, HeapRole{.kind = HeapRole::Kind::Value, .property = property});
  }
}

void HeapRoles::bth(Hid header, HeapRole::Kind leaves) {
  bytes::Damage why;
  const auto item = heap_.item(header, why);
  if (!item) {
    return fault(why);
  }
  items_.try_emplace(header.value, HeapRole{.kind = HeapRole::Kind::BthHeader});
  const auto raw = bytes::ByteReader(item->data).read<disk::BTHHEADER>();
  if (!raw || raw->bType != disk::kBthType || raw->cbKey == 0 || raw->cbEnt == 0 ||
      raw->bIdxLevels > reader::kMostBthLevels) {
    return fault({.offset = item->block->offset,
                  .length = item->data.size(),
                  .kind = bytes::DamageKind::OutOfRange,
                  .field = "BTHHEADER.bType",
                  .found = raw ? std::uint64_t{raw->bType} : 0,
                  .expected = disk::kBthType});
  }
  const HeapRole leaf{.kind = leaves, .key_size = raw->cbKey, .data_size = raw->cbEnt};
  if (raw->hidRoot != 0) {
    bth_level({raw->hidRoot}, raw->bIdxLevels, leaf);
  }
}

void HeapRoles::bth_level(Hid hid, int levels, const HeapRole& leaf) {
  bytes::Damage why;
  const auto item = heap_.item(hid, why);
  if (!item) {
    return fault(why);
  }
  auto role = leaf;
  role.kind = levels > 0 ? HeapRole::Kind::BthIndex : leaf.kind;
  if (items_.size() >= kMostRoles || !items_.try_emplace(hid.value, role).second) {
    return;  // a cycle, or what something else is already
  }
  if (levels == 0) {
    if (leaf.kind == HeapRole::Kind::PropertyRecords) {
      properties(item->data);
    }
    return;
  }
  bytes::ByteReader reader(item->data);
  while (reader.take(leaf.key_size)) {
    const auto next = reader.read<disk::u32>();
    if (!next) {
      return;
    }
    bth_level({*next}, levels - 1, leaf);
  }
}

void HeapRoles::properties(std::span<const std::byte> leaf) {
  bytes::ByteReader reader(leaf);
  while (const auto record = reader.read<disk::PCBTHRECORD>()) {
    constexpr std::uint16_t kNull = 1;
    const std::uint16_t type = record->wPropType;
    if (inline_size(type) == 0 && type > kNull) {
      note_value(record->dwValueHnid,
                 {.id = record->wPropId, .type = type, .in_name_map = in_name_map_});
    }
  }
}

void HeapRoles::read_table() {
  bytes::Damage why;
  auto shape = reader::read_table_shape(heap_, why);
  items_.try_emplace(heap_.root().value, HeapRole{.kind = HeapRole::Kind::TableInfo});
  if (!shape) {
    return fault(why);
  }
  table_ = std::make_shared<const reader::TableShape>(std::move(*shape));
  if (!table_->row_index.none()) {
    bth(table_->row_index, HeapRole::Kind::RowIndex);
  }
  if (table_->rows != 0) {
    (is_hid(table_->rows) ? items_ : subnodes_)
        .try_emplace(table_->rows, HeapRole{.kind = HeapRole::Kind::Rows});
  }
}

}  // namespace pst::dump
