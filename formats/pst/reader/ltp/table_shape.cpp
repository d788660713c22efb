#include "formats/pst/reader/ltp/table_shape.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ltp/property_type.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

Damage odd(const HeapItem& item, std::string_view field, std::uint64_t found,
           std::uint64_t expected) {
  return {.offset = item.block->offset,
          .length = item.block->data.size(),
          .kind = DamageKind::OutOfRange,
          .field = field,
          .found = found,
          .expected = expected};
}

/// A cell of 8 bytes or less that is wider than its type is read as far as the type goes: third
/// parties write such tables.
bool is_readable(const TableColumn& column) {
  const auto size = cell_size(column.type);
  return column.size >= size && column.size <= sizeof(std::uint64_t);
}

/// Two columns on the same bytes: nobody knows whose they are.
void check_overlaps(const Ndb& ndb, const HeapItem& item, TableShape& shape) {
  std::vector<std::size_t> by_offset(shape.columns.size());
  for (std::size_t i = 0; i < by_offset.size(); ++i) {
    by_offset[i] = i;
  }
  std::ranges::stable_sort(by_offset, {}, [&](std::size_t i) { return shape.columns[i].offset; });
  std::size_t end = 0;
  std::size_t last = 0;
  for (const auto i : by_offset) {
    const auto& column = shape.columns[i];
    if (column.offset < end) {
      const auto why = odd(item, "TCOLDESC.ibData", column.offset, end);
      ndb.note(why);
      for (const auto each : {last, i}) {
        if (!shape.doubts[each]) {
          shape.doubts[each] = {.why = why, .usable = true};
        }
      }
    }
    if (column.offset + std::size_t{column.size} >= end) {
      end = column.offset + std::size_t{column.size};
      last = i;
    }
  }
}

void read_columns(const Ndb& ndb, const HeapItem& item, bytes::ByteReader& reader,
                  TableShape& shape) {
  while (const auto raw = reader.read<disk::TCOLDESC>()) {
    const std::uint32_t tag = raw->tag;
    const TableColumn column{.id = static_cast<std::uint16_t>(tag >> 16U),
                             .type = static_cast<std::uint16_t>(tag),
                             .offset = raw->ibData,
                             .size = raw->cbData,
                             .bit = raw->iBit};
    std::optional<TableShape::Doubt> doubt;
    if (column.size == 0 || column.offset + std::size_t{column.size} > shape.existence) {
      doubt = {.why = odd(item, "TCOLDESC.ibData", column.offset, shape.existence)};
    } else if (column.bit / 8U >= shape.row_size - shape.existence) {
      doubt = {.why = odd(item, "TCOLDESC.iBit", column.bit, shape.columns.size())};
    } else if (!is_readable(column)) {
      doubt = {.why = odd(item, "TCOLDESC.cbData", column.size, cell_size(column.type))};
    } else if (column.size != cell_size(column.type)) {
      ndb.note(odd(item, "TCOLDESC.cbData", column.size, cell_size(column.type)));
    }
    if (doubt) {
      ndb.note(doubt->why);
    }
    shape.columns.push_back(column);
    shape.doubts.push_back(doubt);
  }
}

}  // namespace

std::optional<TableShape> read_table_shape(const Heap& heap, Damage& why) {
  const auto item = heap.item(heap.root(), why);
  if (!item) {
    return std::nullopt;
  }
  bytes::ByteReader reader(item->data, item->block->offset);
  const auto info = reader.read<disk::TCINFO>();
  const auto refuse = [&](std::string_view field, std::uint64_t found, std::uint64_t expected) {
    why = item->block->sound() ? odd(*item, field, found, expected) : item->block->faults.front();
    return std::nullopt;
  };
  if (!info || info->bType != disk::kTableType) {
    return refuse("TCINFO.bType", info ? std::uint64_t{info->bType} : 0, disk::kTableType);
  }
  TableShape shape;
  constexpr std::size_t kOneByteEnd = 2;    // TCI_1b
  constexpr std::size_t kExistenceEnd = 3;  // TCI_bm
  shape.existence = info->rgib[kOneByteEnd];
  shape.row_size = info->rgib[kExistenceEnd];
  shape.row_index = {info->hidRowIndex};
  shape.rows = info->hnidRows;
  shape.faults = faults_of(*item);
  if (shape.row_size <= shape.existence) {
    return refuse("TCINFO.rgib", shape.row_size, shape.existence + 1);
  }
  read_columns(*heap.ndb(), *item, reader, shape);
  if (shape.columns.size() != info->cCols) {
    const auto damage = odd(*item, "TCINFO.cCols", info->cCols, shape.columns.size());
    heap.ndb()->note(damage);
    if (shape.columns.size() < info->cCols) {
      shape.faults.push_back({.damage = damage, .missing = true});
    }
    const auto count = std::min<std::size_t>(info->cCols, shape.columns.size());
    shape.columns.resize(count);
    shape.doubts.resize(count);
  }
  check_overlaps(*heap.ndb(), *item, shape);
  return shape;
}

}  // namespace pst::reader
