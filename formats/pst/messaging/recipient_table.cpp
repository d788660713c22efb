#include "formats/pst/messaging/recipient_table.h"

#include <algorithm>
#include <string>

#include "formats/bytes/hex.h"
#include "formats/pst/messaging/object_writer.h"
#include "formats/pst/messaging/row.h"
#include "formats/pst/messaging/table_columns.h"

namespace pst {
namespace {

/// A property whose type differs between rows has the type that comes first.
void add_column(const ContentProperty& property, std::vector<ColumnTag>& by_id) {
  const auto place = std::ranges::lower_bound(by_id, property.id, {}, &ColumnTag::id);
  if (place == by_id.end() || place->id != property.id) {
    by_id.insert(place, {.id = property.id, .type = property.type});
  }
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

RecipientTableWriter::RecipientTableWriter(NdbWriter& ndb)
    : ndb_(ndb), template_(template_columns(TableKind::Recipients, ndb.width())) {}

/// The template's columns, then the others by id.
const TableLayout& RecipientTableWriter::layout_for(std::span<const PropertyList> recipients) {
  std::vector<ColumnTag> others;
  others.reserve(kMostColumns);
  for (const auto& recipient : recipients) {
    for (const auto& property : recipient.items()) {
      add_column(property, others);
    }
  }
  std::vector<ColumnTag> tags;
  tags.reserve(kMostColumns);
  tags = template_;
  for (const auto& other : others) {
    const bool has_place =
        std::ranges::find(template_, other.id, &ColumnTag::id) != template_.end();
    if (!has_place && tags.size() < kMostColumns) {
      tags.push_back(other);
    }
  }
  if (!layout_ || tags != tags_) {
    layout_.emplace(tags);
    tags_ = std::move(tags);
  }
  return *layout_;
}

Result<WrittenTable> RecipientTableWriter::write(std::span<const PropertyList> recipients,
                                                 std::vector<bytes::Error>& source_errors) {
  const auto& layout = layout_for(recipients);
  TableContextWriter table(ndb_, layout);
  std::uint32_t row_id = 0;
  for (const auto& recipient : recipients) {
    Row row;
    for (const auto& item : recipient.items()) {
      const auto* column = layout.find(item.id);
      if (column == nullptr || column->type != item.type) {
        source_errors.push_back(no_column(row_id + 1, item));
      } else if (const auto* held = std::get_if<Bytes>(&item.value)) {
        row.add_value(*column, *held);
      } else if (const auto* blob = std::get_if<bytes::Blob>(&item.value)) {
        const auto value = store_blob(ndb_, **blob, source_errors);
        if (!value) {
          return tl::unexpected(value.error());
        }
        row.add_value(*column, *value);
      } else {
        row.add_number(column->bit, std::get<std::uint32_t>(item.value));
      }
    }
    const auto cells = Row::unpack(row.packed());
    if (auto added = table.add_row(++row_id, ndb_.next_row_version(), cells); !added) {
      return tl::unexpected(added.error());
    }
  }
  return table.finish();
}

}  // namespace pst
