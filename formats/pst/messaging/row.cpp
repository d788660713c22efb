#include "formats/pst/messaging/row.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"
#include "formats/pst/ltp/property_type.h"

namespace pst {
namespace {

constexpr std::size_t kUsualCells = 32;
constexpr std::size_t kUsualSize = 1000;

// Never on a disk that outlives the program, so not in disk.h.
enum class Form : std::uint8_t { Number, Bytes, Data };
struct CellHeader {
  bytes::u8 column;
  bytes::u8 form;
  bytes::u64 number;  // the value, its length, or the block
  bytes::u64 size;    // of the data
};

void append(std::vector<std::byte>& out, std::uint8_t column, Form form, std::uint64_t number,
            std::uint64_t size) {
  const CellHeader header{
      .column = column, .form = static_cast<std::uint8_t>(form), .number = number, .size = size};
  const auto raw = std::as_bytes(std::span(&header, 1));
  if (out.empty()) {
    out.reserve(kUsualSize);
  }
  out.insert(out.end(), raw.begin(), raw.end());
}

}  // namespace

void Row::add_number(std::uint8_t column, std::uint64_t value) {
  append(packed_, column, Form::Number, value, 0);
}

void Row::add_bytes(std::uint8_t column, std::span<const std::byte> value) {
  constexpr std::size_t kSmall = 256;
  append(packed_, column, Form::Bytes, value.size(), 0);
  weight_ += value.size() > kSmall ? value.size() : value.size() / 16;
  packed_.insert(packed_.end(), value.begin(), value.end());
}

void Row::add_data(std::uint8_t column, const DataRef& data) {
  append(packed_, column, Form::Data, data.bid.value, data.size);
  ++shared_;
}

void Row::add_value(const Column& column, const Bytes& value) {
  if (fixed_cell_size(column.type) != 0) {
    bytes::u64 wide;
    std::memcpy(&wide, value.data(), std::min(value.size(), sizeof wide));
    add_number(column.bit, wide);
  } else {
    add_bytes(column.bit, value);
  }
}

void Row::add_value(const Column& column, const StoredValue& value) {
  if (const auto* number = std::get_if<std::uint32_t>(&value)) {
    add_number(column.bit, *number);
  } else if (const auto* data = std::get_if<DataRef>(&value)) {
    add_data(column.bit, *data);
  } else if (const auto* held = std::get_if<Bytes>(&value)) {
    add_value(column, *held);
  }
}

void Row::add_property(NdbWriter& ndb, const TableLayout& layout, const StoredProperty& property) {
  const auto* column = layout.find(property.id);
  if (column == nullptr || column->type != property.type) {
    return;
  }
  const auto* data = std::get_if<DataRef>(&property.value);
  if (data != nullptr && !data->bid.none()) {
    [[maybe_unused]] const bool counted = ndb.share(data->bid);
    assert(counted);  // an object and a row or two name it
  }
  add_value(*column, property.value);
}

void Row::set_number(std::uint8_t column, std::uint64_t value) {
  for (std::size_t at = 0; at < packed_.size();) {
    CellHeader header;
    std::memcpy(&header, std::span(packed_).subspan(at, sizeof header).data(), sizeof header);
    if (header.column == column) {
      header.number = value;
      std::memcpy(std::span(packed_).subspan(at, sizeof header).data(), &header, sizeof header);
      return;
    }
    at += sizeof header;
    if (header.form == static_cast<std::uint8_t>(Form::Bytes)) {
      at += static_cast<std::size_t>(std::uint64_t{header.number});
    }
  }
}

std::vector<Cell> Row::unpack(std::span<const std::byte> packed) {
  std::vector<Cell> cells;
  cells.reserve(kUsualCells);
  bytes::ByteReader reader(packed);
  while (const auto header = reader.read<CellHeader>()) {
    Cell cell{.column = header->column, .value = std::uint64_t{header->number}};
    if (header->form == static_cast<std::uint8_t>(Form::Bytes)) {
      cell.value = *reader.take(header->number);
    } else if (header->form == static_cast<std::uint8_t>(Form::Data)) {
      cell.value = DataRef{.bid = {.value = header->number}, .size = header->size};
    }
    cells.push_back(cell);
  }
  return cells;
}

}  // namespace pst
