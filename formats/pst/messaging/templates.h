// The nodes every store has and nobody sees: empty tables, queues, the search folder of old.
// [MS-PST] 2.7, FORMAT.md 4.6.
#pragma once

#include <array>
#include <cstdint>

#include "formats/pst/messaging/table_columns.h"
#include "formats/pst/ndb/ndb_writer.h"

namespace pst {

/// Writes the templates, and lends their blocks to tables without rows: an empty table of a new
/// folder is the very block of its template (FORMAT.md 2.2, reference counts).
class Templates {
 public:
  [[nodiscard]] static Result<Templates> write(NdbWriter& ndb);

  /// The data of an empty table.
  [[nodiscard]] Result<Bid> borrow(NdbWriter& ndb, TableKind kind);

 private:
  [[nodiscard]] static Result<Bid> write_empty(NdbWriter& ndb, TableKind kind);

  std::array<Bid, 4> blocks_{};  // of the first four kinds
};

/// Queues, id map and the fixed search folder, whose row the root's hierarchy has.
[[nodiscard]] Result<void> write_fixed_nodes(NdbWriter& ndb, Templates& templates);

}  // namespace pst
