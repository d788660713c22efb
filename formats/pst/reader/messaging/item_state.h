// What an item knows of itself; for the sources of this room.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "formats/pst/reader/ltp/table.h"
#include "formats/pst/reader/messaging/context.h"

namespace pst::reader {

/// One kind of an item's children.
struct Listing {
  std::vector<std::optional<std::uint32_t>> ids;
  Faults faults;
  std::optional<bytes::Error> error;  // why there is none
};

struct Item::State {
  ContextPtr context;
  NodeRef node;
  int depth = 0;                         // in subnodes
  std::shared_ptr<std::size_t> below{};  // items opened below that of the index
  Faults faults;                         // node.faults, and of a table also those of its rows
  std::optional<Table> table;            // when it is one, and can be read

  // Read when they are first asked for. For one thread, as the store is.
  struct Lazy {
    std::optional<bytes::Error> table_error;
    std::optional<SubnodeTree> subnodes;
    std::array<std::optional<Listing>, 5> listings;  // by Child
  };
  mutable Lazy lazy;

  [[nodiscard]] const Ndb& ndb() const { return *context->ndb; }
  [[nodiscard]] NidType type() const { return static_cast<NidType>(nid_type(node.nid)); }
  [[nodiscard]] const SubnodeTree& subnodes() const;
  [[nodiscard]] const Listing& listing(Child kind) const;
};

/// Whether nodes of this type are tables.
[[nodiscard]] bool is_table(NidType type);

}  // namespace pst::reader
