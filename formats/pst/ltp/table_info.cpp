#include "formats/pst/ltp/table_info.h"

#include <algorithm>

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

}  // namespace

Bytes table_info(const TableLayout& layout, Hid row_index) {
  const auto columns = to_descriptions(layout.columns());
  const disk::TCINFO head{
      .bType = disk::kTableType,
      .cCols = static_cast<std::uint8_t>(columns.size()),
      .rgib = {narrow(layout.end_of_4_byte_cells()), narrow(layout.end_of_2_byte_cells()),
               narrow(layout.end_of_1_byte_cells()), narrow(layout.row_size())},
      .hidRowIndex = row_index.value,
      .hnidRows = 0U,
      .hidIndex = 0U};
  const auto raw_head = record_bytes(head);
  const auto raw_columns = std::as_bytes(std::span(columns));
  Bytes info(raw_head.begin(), raw_head.end());
  info.insert(info.end(), raw_columns.begin(), raw_columns.end());
  return info;
}

void set_rows(std::span<std::byte> info, std::uint32_t hnid) {
  put_record(info.subspan(offsetof(disk::TCINFO, hnidRows)), disk::u32(hnid));
}

}  // namespace pst
