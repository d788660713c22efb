// Everything a reader delivers of a store, so that two readings can be compared.
#pragma once

#include <map>
#include <string>

#include "formats/pst/reader/store.h"

namespace test {

struct Snapshot {
  struct Item {
    std::string content;  // all properties, recipients and attachments, and the folder it lies in
    bool marked = false;  // something of it is said to be doubtful or missing
  };
  std::map<std::string, Item> items;  // folders and messages, by node id
  bool told = false;                  // items may be missing, says the store, or one of its folders
};

/// Every folder below the root with its messages: what its tables list, and what names it as its
/// parent.
[[nodiscard]] Snapshot snapshot(const pst::reader::Store& store);

}  // namespace test
