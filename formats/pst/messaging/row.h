// A row of a table, held until the table is written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/pst/ltp/table_context.h"

namespace pst {

/// The cells of one row in one piece of memory, so that thousands can be kept on disk.
class Row {
 public:
  void add_number(std::uint8_t column, std::uint64_t value);
  void add_bytes(std::uint8_t column, std::span<const std::byte> value);
  void add_data(std::uint8_t column, const DataRef& data);
  /// An object has no cell.
  void add_value(const Column& column, const StoredValue& value);
  void add_value(const Column& column, const Bytes& value);
  /// The cell of `property`, if the layout has a column of its id and type. Data that the property
  /// keeps outside its object is shared with the cell: `ndb` counts the new user.
  void add_property(NdbWriter& ndb, const TableLayout& layout, const StoredProperty& property);
  /// Gives a number that is there another value.
  void set_number(std::uint8_t column, std::uint64_t value);

  [[nodiscard]] std::span<const std::byte> packed() const { return packed_; }
  /// How many cells lie in subnodes.
  [[nodiscard]] std::size_t shared() const { return shared_; }
  /// Upper bound of what its cells take in their table, beside the row itself: a block of the heap
  /// ends where the next value does not fit.
  [[nodiscard]] std::uint64_t weight() const { return packed_.size() + weight_; }
  /// The cells in `packed`, whose bytes they point into.
  [[nodiscard]] static std::vector<Cell> unpack(std::span<const std::byte> packed);

 private:
  std::vector<std::byte> packed_;
  std::size_t shared_ = 0;
  std::uint64_t weight_ = 0;  // what may stay empty for its values' sake
};

}  // namespace pst
