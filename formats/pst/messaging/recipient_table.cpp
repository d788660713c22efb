#include "formats/pst/messaging/recipient_table.h"

#include <algorithm>
#include <map>
#include <string>

#include "formats/bytes/hex.h"
#include "formats/pst/messaging/row.h"
#include "formats/pst/messaging/table_columns.h"

namespace pst {
namespace {

constexpr std::size_t kMostColumns = 255;  // [MS-PST] 2.3.4.1 cCols

/// The template's columns, then the others by id. A property whose type differs between rows gets
/// the column of the type that comes first.
TableLayout layout_for(std::span<const PropertyList> recipients, Width width) {
  auto columns = template_columns(TableKind::Recipients, width);
  std::map<std::uint16_t, std::uint16_t> others;
  for (const auto& recipient : recipients) {
    for (const auto& property : recipient.items()) {
      others.emplace(property.id, property.type);
    }
  }
  for (const auto& column : columns) {
    others.erase(column.id);
  }
  for (const auto& [id, type] : others) {
    if (columns.size() == kMostColumns) {
      break;
    }
    columns.push_back({.id = id, .type = type});
  }
  return TableLayout(columns);
}

Result<StoredValue> store(NdbWriter& ndb, const ContentValue& value,
                          std::vector<bytes::Error>& source_errors) {
  if (const auto* number = std::get_if<std::uint32_t>(&value)) {
    return StoredValue(*number);
  }
  if (const auto* held = std::get_if<Bytes>(&value)) {
    return StoredValue(*held);
  }
  auto copied = copy_data(ndb, *std::get<bytes::Blob>(value), kLargestPropertySize);
  if (!copied) {
    return tl::unexpected(copied.error());
  }
  if (copied->source_error) {
    source_errors.push_back(std::move(*copied->source_error));
  }
  return StoredValue(copied->data);
}

/// The type of another row came first, or 255 columns are there.
bytes::Error no_column(std::uint32_t recipient, const ContentProperty& property) {
  return {.kind = bytes::ErrorKind::LimitExceeded,
          .what = "recipient " + std::to_string(recipient) + ": the table has no column for his " +
                  "property " + bytes::hex_number(property.id, 4) +
                  bytes::hex_number(property.type, 4),
          .hint = {}};
}

}  // namespace

Result<WrittenTable> write_recipient_table(NdbWriter& ndb, std::span<const PropertyList> recipients,
                                           std::vector<bytes::Error>& source_errors) {
  const auto layout = layout_for(recipients, ndb.width());
  TableContextWriter table(ndb, layout);
  std::uint32_t row_id = 0;
  for (const auto& recipient : recipients) {
    Row row;
    for (const auto& item : recipient.items()) {
      const auto* column = layout.find(item.id);
      if (column == nullptr || column->type != item.type) {
        source_errors.push_back(no_column(row_id + 1, item));
        continue;
      }
      const auto value = store(ndb, item.value, source_errors);
      if (!value) {
        return tl::unexpected(value.error());
      }
      row.add_value(*column, *value);
    }
    const auto cells = Row::unpack(row.packed());
    if (auto added = table.add_row(++row_id, ndb.next_row_version(), cells); !added) {
      return tl::unexpected(added.error());
    }
  }
  return table.finish();
}

}  // namespace pst
