// The recipients of a message, [MS-PST] 2.4.5.3.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "formats/pst/ltp/table_context.h"
#include "formats/pst/messaging/content.h"

namespace pst {

class RecipientTableWriter {
 public:
  /// `ndb` must outlive the writer.
  explicit RecipientTableWriter(NdbWriter& ndb);

  /// A row for each of `recipients`, in their order. The table has the columns of its template and
  /// one for every other property that a recipient has, as far as 255 reach. Values whose source
  /// fails are kept as far as they go, those without a column not at all; the errors are added to
  /// `source_errors`.
  [[nodiscard]] Result<WrittenTable> write(std::span<const PropertyList> recipients,
                                           std::vector<bytes::Error>& source_errors);

 private:
  [[nodiscard]] const TableLayout& layout_for(std::span<const PropertyList> recipients);

  NdbWriter& ndb_;
  std::vector<ColumnTag> template_;
  std::vector<ColumnTag> tags_;        // of layout_,
  std::optional<TableLayout> layout_;  // which the next message needs as a rule, too
};

}  // namespace pst
