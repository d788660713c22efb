#include <algorithm>
#include <cassert>
#include <iterator>

#include "formats/pst/ltp/property_type.h"
#include "formats/pst/ltp/table_context.h"

namespace pst {
namespace {

bool begins_with_row_id(std::span<const ColumnTag> tags) {
  return tags.size() >= 2 && tags[0].id == kLtpRowId && tags[1].id == kLtpRowVersion;
}

}  // namespace

TableLayout::TableLayout(std::span<const ColumnTag> tags) {
  assert(begins_with_row_id(tags) && tags.size() <= kMostColumns);
  columns_.reserve(tags.size());
  by_id_.reserve(tags.size());
  for (const auto& tag : tags) {
    by_id_.push_back({.id = tag.id, .column = static_cast<std::uint8_t>(columns_.size())});
    columns_.push_back({.id = tag.id,
                        .type = tag.type,
                        .offset = 0,
                        .size = static_cast<std::uint8_t>(cell_size(tag.type)),
                        .bit = static_cast<std::uint8_t>(columns_.size())});
  }
  std::ranges::sort(by_id_, {}, &Place::id);
  assert(std::ranges::adjacent_find(by_id_, {}, &Place::id) == by_id_.end());
  // 2.3.4.1 rgib: the cells of 8 and 4 bytes share a region, without any alignment of those of 8.
  std::size_t end = 0;
  const auto place = [&](std::size_t least, std::size_t most) {
    for (auto& column : columns_) {
      if (column.size >= least && column.size <= most) {
        column.offset = static_cast<std::uint16_t>(end);
        end += column.size;
      }
    }
    return end;
  };
  ends_[0] = place(4, 8);
  ends_[1] = place(2, 2);
  ends_[2] = place(1, 1);
  ends_[3] = end + (columns_.size() + 7) / 8;  // 2.3.4.4.1 rgbCEB: one bit a column
}

const Column* TableLayout::find(std::uint16_t id) const {
  const auto found = std::ranges::lower_bound(by_id_, id, {}, &Place::id);
  return found != by_id_.end() && found->id == id ? &columns_[found->column] : nullptr;
}

}  // namespace pst
