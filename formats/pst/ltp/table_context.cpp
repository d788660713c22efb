#include "formats/pst/ltp/table_context.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/record_bytes.h"
#include "formats/pst/ltp/table_heap.h"
#include "formats/pst/ltp/table_row.h"

namespace pst {
namespace {

/// Not in the specification: the subnode Outlook puts a row matrix into.
constexpr Nid kRowMatrix = make_nid(NidType::Ltp, 1);

/// A value that belongs into the heap, and where its HID belongs.
struct HeapCell {
  std::uint8_t column = 0;
  std::span<const std::byte> value;
};

/// The same, kept until the table is finished or too large to be kept.
struct KeptCell {
  std::size_t place = 0;  // in the rows
  std::size_t size = 0;   // the values follow one another
};

tl::unexpected<bytes::Error> too_large(const char* what) {
  return bytes::fail(bytes::ErrorKind::LimitExceeded, what);
}

}  // namespace

struct TableContextWriter::State {
  State(NdbWriter& database, const TableLayout& table)
      : ndb(database), layout(table), heap(database.width()), row(table) {}

  [[nodiscard]] Result<void> check_room(std::size_t cells) const;
  [[nodiscard]] Result<void> set_cells(std::span<const Cell> cells);
  [[nodiscard]] Result<void> set_cell(const Cell& cell);
  [[nodiscard]] std::uint32_t add_subnode(const DataRef& data);

  void keep_row();
  [[nodiscard]] Result<void> write_row();
  [[nodiscard]] Result<void> append_to_matrix(std::span<const std::byte> bytes);

  [[nodiscard]] Result<void> place_kept_cells();
  [[nodiscard]] Result<void> begin_matrix();
  [[nodiscard]] Result<void> finish_small();
  [[nodiscard]] Result<void> finish_large();
  [[nodiscard]] Result<WrittenTable> write();

  NdbWriter& ndb;
  const TableLayout& layout;
  TableHeap heap;  // begun when no more rows are kept back
  std::vector<std::uint32_t> row_ids;
  std::vector<Subnode> subnodes;
  std::uint64_t subnode_size = 0;

  TableRow row;
  std::vector<HeapCell> heap_cells;  // of `row`

  // As long as all rows fit into one item of the heap:
  Bytes kept_rows;
  Bytes kept_values;
  std::vector<KeptCell> kept_cells;
  // Afterwards:
  std::optional<DataTreeWriter> matrix;
};

Result<void> TableContextWriter::State::check_room(std::size_t cells) const {
  const auto rows = row_ids.size() + 1;
  if (ndb.width() == Width::Ansi && rows > kMostAnsiRows) {
    return too_large("a table of an ANSI store has no room for more than 65,536 rows");
  }
  if (!heap.has_room(cells, rows)) {
    return too_large("a table has no room for more values");
  }
  const auto capacity = ndb.largest_block_data();
  if ((rows / (capacity / layout.row_size()) + 1) * capacity > kLargestDataTree) {
    return too_large("a table has no room for more rows");
  }
  return {};
}

std::uint32_t TableContextWriter::State::add_subnode(const DataRef& data) {
  if (data.size == 0) {
    return 0;
  }
  const auto nid = ndb.next_nid(NidType::Ltp);
  subnodes.push_back({.nid = nid, .data = data.bid, .subnodes = {}});
  subnode_size += data.size;
  return nid.value;
}

Result<void> TableContextWriter::State::set_cell(const Cell& cell) {
  if (const auto* const number = std::get_if<std::uint64_t>(&cell.value)) {
    row.set_fixed(cell.column, *number);
    return {};
  }
  if (const auto* const data = std::get_if<DataRef>(&cell.value)) {
    row.set_hnid(cell.column, add_subnode(*data));
    return {};
  }
  const auto value = std::get<std::span<const std::byte>>(cell.value);
  if (value.size() > kLargestHeapItem) {
    return ndb.write_data(value).map(
        [&](const DataRef& data) { row.set_hnid(cell.column, add_subnode(data)); });
  }
  row.set_hnid(cell.column, 0);
  if (!value.empty()) {
    heap_cells.push_back({.column = cell.column, .value = value});
  }
  return {};
}

Result<void> TableContextWriter::State::set_cells(std::span<const Cell> cells) {
  heap_cells.clear();
  for (const auto& cell : cells) {
    if (auto set = set_cell(cell); !set) {
      return set;
    }
  }
  return {};
}

void TableContextWriter::State::keep_row() {
  for (const auto& cell : heap_cells) {
    kept_cells.push_back({.place = kept_rows.size() + layout.columns()[cell.column].offset,
                          .size = cell.value.size()});
    kept_values.insert(kept_values.end(), cell.value.begin(), cell.value.end());
  }
  kept_rows.insert(kept_rows.end(), row.bytes().begin(), row.bytes().end());
}

Result<void> TableContextWriter::State::write_row() {
  for (const auto& cell : heap_cells) {
    auto hid = heap.add(cell.value);
    if (!hid) {
      return tl::unexpected(std::move(hid.error()));
    }
    row.set_hnid(cell.column, hid->value);
  }
  if (auto appended = append_to_matrix(row.bytes()); !appended) {
    return appended;
  }
  return heap.write_complete_blocks(ndb);
}

// 2.3.4.4.1: rows do not span blocks. What a block has no room for is filled; behind the last row
// there is nothing.
Result<void> TableContextWriter::State::append_to_matrix(std::span<const std::byte> bytes) {
  if (matrix->room() < bytes.size()) {
    matrix->fill_block();
  }
  return matrix->append(bytes);
}

Result<void> TableContextWriter::State::place_kept_cells() {
  std::span<const std::byte> values = kept_values;
  for (const auto& cell : kept_cells) {
    auto hid = heap.add(values.first(cell.size));
    if (!hid) {
      return tl::unexpected(std::move(hid.error()));
    }
    put_record(std::span(kept_rows).subspan(cell.place), disk::u32(hid->value));
    values = values.subspan(cell.size);
  }
  return {};
}

// 2.3.4.4: rows too large for an item of the heap go to a subnode.
Result<void> TableContextWriter::State::begin_matrix() {
  if (auto begun = heap.begin(layout); !begun) {
    return begun;
  }
  if (auto placed = place_kept_cells(); !placed) {
    return placed;
  }
  matrix.emplace(ndb);
  const auto rows = std::span<const std::byte>(kept_rows);
  for (std::size_t at = 0; at < rows.size(); at += layout.row_size()) {
    if (auto appended = append_to_matrix(rows.subspan(at, layout.row_size())); !appended) {
      return appended;
    }
  }
  kept_rows = Bytes();  // `= {}` would keep its room
  kept_values = Bytes();
  kept_cells = std::vector<KeptCell>();
  return heap.write_complete_blocks(ndb);
}

// The order of allocations is Outlook's: row index, description, leaf, rows, values.
Result<void> TableContextWriter::State::finish_small() {
  if (auto begun = heap.begin(layout); !begun) {
    return begun;
  }
  if (auto added = heap.add_row_ids(ndb, row_ids); !added) {
    return added;
  }
  auto rows = heap.add(kept_rows);
  if (!rows) {
    return tl::unexpected(std::move(rows.error()));
  }
  if (auto placed = place_kept_cells(); !placed) {
    return placed;
  }
  if (!rows->none()) {
    std::ranges::copy(kept_rows, heap.at(*rows).begin());
  }
  heap.set_rows(rows->value);
  return {};
}

Result<void> TableContextWriter::State::finish_large() {
  auto rows = matrix->finish();
  if (!rows) {
    return tl::unexpected(std::move(rows.error()));
  }
  subnodes.push_back({.nid = kRowMatrix, .data = rows->bid, .subnodes = {}});
  subnode_size += rows->size;
  heap.set_rows(kRowMatrix.value);
  return heap.add_row_ids(ndb, row_ids);
}

Result<WrittenTable> TableContextWriter::State::write() {
  auto data = heap.write(ndb);
  if (!data) {
    return tl::unexpected(std::move(data.error()));
  }
  return ndb.write_subnodes(std::move(subnodes)).map([&](Bid bid) {
    return WrittenTable{.data = *data, .subnodes = bid, .subnode_size = subnode_size};
  });
}

TableContextWriter::TableContextWriter(NdbWriter& ndb, const TableLayout& layout)
    : state_(std::make_unique<State>(ndb, layout)) {}
TableContextWriter::~TableContextWriter() = default;

Result<void> TableContextWriter::add_row(std::uint32_t row_id, std::uint32_t row_version,
                                         std::span<const Cell> cells) {
  auto& state = *state_;
  assert(state.row_ids.empty() || row_id > state.row_ids.back());
  if (auto room = state.check_room(cells.size()); !room) {
    return room;
  }
  state.row.begin(row_id, row_version);
  if (auto set = state.set_cells(cells); !set) {
    return set;
  }
  state.row_ids.push_back(row_id);
  if (state.matrix) {
    return state.write_row();
  }
  state.keep_row();
  return state.kept_rows.size() > kLargestHeapItem ? state.begin_matrix() : Result<void>();
}

std::uint64_t TableContextWriter::rows() const { return state_->row_ids.size(); }

Result<WrittenTable> TableContextWriter::finish() {
  auto finished = state_->matrix ? state_->finish_large() : state_->finish_small();
  if (!finished) {
    return tl::unexpected(std::move(finished.error()));
  }
  return state_->write();
}

}  // namespace pst
