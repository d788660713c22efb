// What a folder holds, by its tables and by the node index behind them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "converters/mapi_store/item.h"

namespace convert::mapi_store {

/// One kind of a folder's children.
struct Listing {
  /// A row of the table, or a node that has no row.
  struct Entry {
    Child how = Child::Message;  // what to ask Item::child for
    std::size_t index = 0;
    std::optional<std::uint32_t> identifier;  // when the row or the node tells
  };
  std::vector<Entry> entries;
  std::size_t rows = 0;                    // how many of them have a row
  std::optional<std::string> table_error;  // why the table cannot be read
  std::vector<std::string> table_faults;   // why rows of it may be missing, or be another's

  [[nodiscard]] std::size_t without_row() const { return entries.size() - rows; }
};

struct Contents {
  Listing folders;
  Listing messages;
  Listing associated;
};

/// Lists the children of `folder` from its three tables; where the node index names more children
/// than the tables have rows, or a table cannot be read, also those. Opens no child that has a row.
/// Of a search folder only the sub folders: its rows are found elsewhere.
[[nodiscard]] Contents list_contents(const Item& folder);

}  // namespace convert::mapi_store
