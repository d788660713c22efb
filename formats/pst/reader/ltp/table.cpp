#include "formats/pst/reader/ltp/table.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ltp/property_type.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ltp/btree.h"
#include "formats/pst/reader/ltp/error.h"
#include "formats/pst/reader/ltp/row_matrix.h"
#include "formats/pst/reader/ltp/table_shape.h"
#include "formats/pst/reader/ltp/values.h"

namespace pst::reader {
namespace {

using bytes::Damage;
using bytes::DamageKind;

/// 2.3.4.4.1 rgbCEB: "the highest bit of the first byte is the first column".
bool exists(std::span<const std::byte> row, const TableShape& shape, const TableColumn& column) {
  const auto byte = std::to_integer<unsigned>(row[shape.existence + column.bit / 8U]);
  return (byte & (0x80U >> (column.bit % 8U))) != 0;
}

std::uint32_t number_of(std::span<const std::byte> data) {
  std::uint32_t number = 0;
  for (std::size_t i = std::min(data.size(), sizeof number); i > 0; --i) {
    number = (number << 8U) | std::to_integer<std::uint32_t>(data[i - 1]);
  }
  return number;
}

}  // namespace

struct Table::State {
  Heap heap;
  SubnodeTree subnodes;
  TableShape shape;
  std::optional<RowMatrix> matrix;
};

namespace {

using Row = std::pair<std::uint32_t, std::uint32_t>;  // id, position

/// The ids in the matrix, of the rows that can be read.
class MatrixIds {
 public:
  MatrixIds(const TableShape& shape, const std::optional<RowMatrix>& matrix) {
    const auto column = std::ranges::find(shape.columns, kRowId, &TableColumn::id);
    if (!matrix || column == shape.columns.end()) {
      return;
    }
    const auto number = static_cast<std::size_t>(column - shape.columns.begin());
    known_ = !shape.doubts[number] && column->size >= sizeof(std::uint32_t);
    if (!known_) {
      return;
    }
    matrix->each_row([&](std::size_t position, std::span<const std::byte> row, bool sound) {
      if (exists(row, shape, *column)) {
        ids_.push_back({.position = static_cast<std::uint32_t>(position),
                        .id = number_of(row.subspan(column->offset, sizeof(std::uint32_t))),
                        .sound = sound});
      }
    });
  }

  struct Id {
    std::uint32_t position = 0;
    std::uint32_t id = 0;
    bool sound = false;
  };
  /// By position.
  [[nodiscard]] const std::vector<Id>& all() const { return ids_; }
  /// Whether the matrix agrees, or has nothing to say.
  [[nodiscard]] bool agrees(const Row& row) const {
    const auto found = std::ranges::lower_bound(ids_, row.second, {}, &Id::position);
    const bool silent = !known_ || found == ids_.end() || found->position != row.second;
    return silent || found->id == row.first || !found->sound;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::uint32_t id) const {
    if (by_id_.empty()) {
      for (const auto& one : ids_) {
        by_id_.emplace(one.id, one.position);
      }
    }
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
  }

 private:
  bool known_ = false;
  std::vector<Id> ids_;
  mutable std::unordered_map<std::uint32_t, std::uint32_t> by_id_;
};

struct Rows {
  std::vector<Row> rows;
  Faults faults;
};

/// 2.3.4.3: the row index, checked against the matrix.
Rows list_rows(const Heap& heap, const TableShape& shape, const std::optional<RowMatrix>& matrix) {
  Rows result;
  std::vector<std::pair<Row, Damage>> doubtful;
  const MatrixIds ids(shape, matrix);
  const auto capacity = matrix ? matrix->capacity() : 0;
  const auto index = read_bth(
      heap, shape.row_index,
      [&](std::span<const std::byte> key, std::span<const std::byte> data, const HeapItem& item) {
        const Row row{number_of(key), number_of(data)};
        if (row.second < capacity && ids.agrees(row)) {
          result.rows.push_back(row);
        } else {
          const Damage damage{.offset = item.block->offset,
                              .length = item.block->data.size(),
                              .kind = DamageKind::OutOfRange,
                              .field = "TCROWID.dwRowIndex",
                              .found = row.second,
                              .expected = capacity};
          heap.ndb()->note(damage);
          doubtful.emplace_back(row, damage);
        }
        return true;
      });
  result.faults = index.faults;
  std::unordered_map<std::uint32_t, bool> listed;
  for (const auto& row : result.rows) {
    listed.emplace(row.first, true);
  }
  for (const auto& [row, damage] : doubtful) {
    const auto found = ids.find(row.first);
    if (found && listed.emplace(row.first, true).second) {
      result.rows.emplace_back(row.first, *found);
    } else if (!found) {
      result.faults.push_back({.damage = damage, .missing = true});
    }
  }
  if (!index.faults.empty()) {
    for (const auto& one : ids.all()) {
      if (one.id != 0 && listed.emplace(one.id, true).second) {
        result.rows.emplace_back(one.id, one.position);
      }
    }
  }
  std::ranges::stable_sort(result.rows, {}, &Row::first);
  return result;
}

}  // namespace

bytes::Result<Table> Table::open(const NdbPtr& ndb, const NodeRef& node) {
  Table table;
  table.faults_ = node.faults;
  auto tree = read_data_tree(*ndb, node.data);
  const auto add = [&](const Faults& faults) {
    table.faults_.insert(table.faults_.end(), faults.begin(), faults.end());
  };
  add(tree.faults);
  Damage why;
  auto heap = Heap::open(ndb, std::move(tree), why);
  if (!heap) {
    return no_structure(*ndb, "table", node.nid, why);
  }
  auto shape = read_table_shape(*heap, why);
  if (!shape) {
    return no_structure(*ndb, "table", node.nid, why);
  }
  add(shape->faults);
  auto subnodes = read_subnodes(*ndb, node.subnodes);
  std::optional<RowMatrix> matrix;
  if (shape->rows != 0) {
    matrix = RowMatrix::open(*heap, subnodes, shape->rows, shape->row_size, why);
    if (!matrix) {
      return no_structure(*ndb, "row matrix", node.nid, why);
    }
    add(matrix->faults());
  }
  const auto rows = list_rows(*heap, *shape, matrix);
  add(rows.faults);
  table.rows_.reserve(rows.rows.size());
  for (const auto& row : rows.rows) {
    table.rows_.push_back({.id = row.first, .position = row.second});
  }
  table.columns_ = shape->columns;
  table.state_ = std::make_shared<const State>(State{.heap = std::move(*heap),
                                                     .subnodes = std::move(subnodes),
                                                     .shape = std::move(*shape),
                                                     .matrix = std::move(matrix)});
  return table;
}

RecordSet Table::read_row(std::size_t number) const {
  RecordSet set;
  const auto& shape = state_->shape;
  const auto& row = rows_[number];
  const auto cells = state_->matrix ? state_->matrix->row(row.position) : std::nullopt;
  if (!cells) {
    set.faults.push_back({.damage = state_->heap.ndb()->not_indexed({row.id}, "TCROWID.dwRowIndex"),
                          .missing = true});
    return set;
  }
  // A row whose existence block cannot be relied on may have had other cells.
  set.faults = faults_of(*cells);
  set.faults.insert(set.faults.end(), shape.faults.begin(), shape.faults.end());
  const ValueSource source{.heap = state_->heap, .subnodes = state_->subnodes};
  for (std::size_t i = 0; i < shape.columns.size(); ++i) {
    const auto& column = shape.columns[i];
    const auto& doubt = shape.doubts[i];
    if (doubt && !doubt->usable) {
      set.missing.push_back({.id = column.id, .type = column.type, .why = doubt->why});
      continue;
    }
    if (!exists(cells->data, shape, column)) {
      continue;
    }
    Entry entry;
    entry.id = column.id;
    entry.type = column.type;
    const auto cell = cells->data.subspan(column.offset, cell_size(column.type));
    if (fixed_cell_size(column.type) != 0) {
      entry.data.assign(cell.begin(), cell.end());
      entry.faults = faults_of(*cells);
    } else if (auto missing = read_value(source, number_of(cell), *cells, entry)) {
      set.missing.push_back(*missing);
      continue;
    }
    if (doubt) {
      entry.faults.push_back({.damage = doubt->why});
    }
    set.entries.push_back(std::move(entry));
  }
  return set;
}

}  // namespace pst::reader
