// The rows of a table, [MS-PST] 2.3.4.4.1.
#include <algorithm>

#include "formats/pst/dump/heap_dump.h"
#include "formats/pst/ltp/property_type.h"

namespace pst::dump {
namespace {

/// The columns by their places, without those that lie on others or outside the row.
std::vector<const reader::TableColumn*> columns_in_place(const reader::TableShape& table) {
  std::vector<const reader::TableColumn*> columns;
  for (const auto& column : table.columns) {
    columns.push_back(&column);
  }
  std::ranges::stable_sort(columns, {}, &reader::TableColumn::offset);
  std::size_t end = 0;
  std::erase_if(columns, [&](const reader::TableColumn* column) {
    const auto behind = column->offset + std::size_t{column->size};
    const bool fits = column->size != 0 && column->offset >= end && behind <= table.existence;
    end = fits ? behind : end;
    return !fits;
  });
  return columns;
}

void append_cell(AnnotatedRecord& record, const RowsOfTable& of, const reader::TableColumn& column,
                 const FileBytes& row) {
  constexpr unsigned kFirstBit = 0x80;
  const auto bit = of.table.existence + column.bit / 8U;
  const auto text = row.text();
  const bool exists =
      bit < text.size() &&
      (text[bit] & static_cast<std::byte>(kFirstBit >> (column.bit % 8U))) != std::byte{};
  const auto cell = row.part(column.offset, column.size);
  std::string value;
  std::string meaning;
  if (!exists) {
    meaning = "no value";
  } else if (const auto size = fixed_cell_size(column.type); size != 0) {
    value = value_text(column.type, cell.text().first(std::min(size, cell.raw.size())));
  } else if (cell.raw.size() >= sizeof(disk::u32)) {
    const std::uint32_t hnid = read_at<disk::u32>(cell);
    value = bytes::number_text(hnid, sizeof hnid);
    meaning = hnid == 0 ? "empty" : hnid_words(of.heap, hnid, column.type);
    if (meaning.find("which is not there") != std::string::npos) {
      record.faults.push_back("the value of " + hex_of(column.id) + " is not there");
    }
  }
  append_bytes(record, cell, property_text({.id = column.id, .type = column.type}, of.names),
               std::move(value), std::move(meaning));
}

}  // namespace

void tell_rows(const RowsOfTable& of, const FileBytes& rows, std::size_t first, Below below) {
  const auto size = of.table.row_size;
  const auto columns = columns_in_place(of.table);
  for (std::size_t at = 0, i = first; at + size <= rows.raw.size() && !below.emitter.ended();
       at += size, ++i) {
    const auto row = rows.part(at, size);
    if (!below.emitter.wants(row.offset, size)) {
      continue;
    }
    AnnotatedRecord record{.name = "row",
                           .about = "number " + std::to_string(i),
                           .source = "[MS-PST] 2.3.4.4.1",
                           .offset = row.offset,
                           .length = size,
                           .depth = below.depth};
    std::size_t done = 0;
    for (const auto* column : columns) {
      append_bytes(record, row.part(done, column->offset - done), "of no column");
      append_cell(record, of, *column, row);
      done = column->offset + std::size_t{column->size};
    }
    append_bytes(record, row.part(done, of.table.existence - done), "of no column");
    append_bytes(record, row.part(of.table.existence, size - of.table.existence), "rgbCEB");
    below.emitter.tell(std::move(record));
  }
}

}  // namespace pst::dump
