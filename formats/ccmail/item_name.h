// What stands behind an item's label: a name, and perhaps a date in somebody's order.
// FORMAT.md 4.
#pragma once

#include <string_view>

namespace ccmail {

/// Parts of the title; both are as they stand, without blanks at their ends.
struct ItemTitle {
  std::string_view name;  // empty: the title is a date alone, or nothing
  std::string_view date;  // empty: there is none
  friend bool operator==(const ItemTitle&, const ItemTitle&) = default;
};

/// Takes a date, with or without a time, off the end.
[[nodiscard]] ItemTitle split_item_title(std::string_view title);

}  // namespace ccmail
