#include "formats/pst/ltp/table_row.h"

#include <algorithm>
#include <cassert>

#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/property_type.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {

TableRow::TableRow(const TableLayout& layout) : layout_(layout), bytes_(layout.row_size()) {}

void TableRow::begin(std::uint32_t row_id, std::uint32_t row_version) {
  std::ranges::fill(bytes_, std::byte{0});
  set(layout_.columns()[0], row_id);
  set(layout_.columns()[1], row_version);
}

void TableRow::set_fixed(std::uint8_t column, std::uint64_t value) {
  const auto& found = layout_.columns()[column];
  assert(fixed_cell_size(found.type) != 0 && fits(value, found.size));
  set(found, value);
}

void TableRow::set_hnid(std::uint8_t column, std::uint32_t hnid) {
  const auto& found = layout_.columns()[column];
  assert(fixed_cell_size(found.type) == 0);
  set(found, hnid);
}

void TableRow::set(const Column& column, std::uint64_t value) {
  const bytes::u64 raw = value;
  std::ranges::copy(record_bytes(raw).first(column.size),
                    std::span(bytes_).subspan(column.offset).begin());
  // 2.3.4.4.1 rgbCEB: the first column is the most significant bit.
  bytes_[layout_.end_of_1_byte_cells() + column.bit / 8U] |=
      static_cast<std::byte>(0x80U >> (column.bit % 8U));
}

}  // namespace pst
