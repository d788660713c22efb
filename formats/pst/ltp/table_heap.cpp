#include "formats/pst/ltp/table_heap.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {
namespace {

// 2.3.4.1: rgTCOLDESC is in the order of the tags. In the specification that is a remark; Outlook
// misreads tables where it does not hold.
std::vector<disk::TCOLDESC> to_descriptions(std::span<const Column> columns) {
  std::vector<disk::TCOLDESC> descriptions;
  descriptions.reserve(columns.size());
  for (const auto& column : columns) {
    descriptions.push_back({.tag = static_cast<std::uint32_t>(column.id) << 16U | column.type,
                            .ibData = column.offset,
                            .cbData = column.size,
                            .iBit = column.bit});
  }
  std::ranges::sort(descriptions, {},
                    [](const disk::TCOLDESC& column) -> std::uint32_t { return column.tag; });
  return descriptions;
}

disk::u16 narrow(std::size_t size) { return static_cast<std::uint16_t>(size); }

/// 2.3.4.1 TCINFO with its columns, before it is known where the rows are.
Bytes to_info(const TableLayout& layout, Hid row_index) {
  const auto columns = to_descriptions(layout.columns());
  const disk::TCINFO head{
      .bType = disk::kTableType,
      .cCols = static_cast<std::uint8_t>(columns.size()),
      .rgib = {narrow(layout.end_of_4_byte_cells()), narrow(layout.end_of_2_byte_cells()),
               narrow(layout.end_of_1_byte_cells()), narrow(layout.row_size())},
      .hidRowIndex = row_index.value,
      .hnidRows = 0U,
      .hidIndex = 0U};
  Bytes info(sizeof(head) + columns.size() * sizeof(disk::TCOLDESC));
  put_record(info, head);
  std::ranges::copy(std::as_bytes(std::span(columns)), info.begin() + sizeof(head));
  return info;
}

template <class Index>
constexpr BthShape kRowIndexShape = {.key_size = sizeof(disk::TCROWID<Index>::dwRowID),
                                     .data_size = sizeof(Index)};

BthShape row_index_shape(Width width) {
  return width == Width::Unicode ? kRowIndexShape<disk::u32> : kRowIndexShape<disk::u16>;
}

/// Upper bound of the blocks of a row index: two of the largest items lie in a block.
std::size_t row_index_blocks(std::uint64_t rows) {
  constexpr auto kRecords = kLargestHeapItem / sizeof(disk::TCROWID<disk::u32>);
  const auto leaves = rows / kRecords + 1;
  const auto indexes = leaves / (kRecords - 1) + 3;
  return (leaves + indexes) / 2 + 1;
}

}  // namespace

Result<void> TableHeap::begin(const TableLayout& layout) {
  auto begun = BthWriter::begin(heap_, row_index_shape(width_));
  if (!begun) {
    return tl::unexpected(std::move(begun.error()));
  }
  row_index_.emplace(std::move(*begun));
  return heap_.add(to_info(layout, row_index_->header())).map([this](Hid hid) {
    info_ = hid;
    heap_.set_user_root(hid);
  });
}

bool TableHeap::has_room(std::size_t values, std::uint64_t rows) const {
  // Each value may begin a block.
  return heap_.blocks() + values + row_index_blocks(rows) <= kMostHeapBlocks;
}

Result<void> TableHeap::add_row_ids(NdbWriter& ndb, std::span<const std::uint32_t> row_ids) {
  const auto shape = row_index_shape(width_);
  disk::TCROWID<disk::u32> record;
  // The index is little-endian: its first two bytes are that of an ANSI store.
  const auto bytes = record_bytes(record).first(std::size_t{shape.key_size} + shape.data_size);
  for (std::size_t i = 0; i < row_ids.size(); ++i) {
    record = {.dwRowID = row_ids[i], .dwRowIndex = static_cast<std::uint32_t>(i)};
    if (auto added = row_index_->append(bytes); !added) {
      return added;
    }
    if (auto written = heap_.write_complete_blocks(ndb); !written) {
      return written;
    }
  }
  return row_index_->finish();
}

void TableHeap::set_rows(std::uint32_t hnid) {
  put_record(heap_.at(info_).subspan(offsetof(disk::TCINFO, hnidRows)), disk::u32(hnid));
}

Result<DataRef> TableHeap::write(NdbWriter& ndb) {
  heap_.close();
  return heap_.write(ndb);
}

}  // namespace pst
