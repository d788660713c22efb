#include "converters/pst_reader/pst_item.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "converters/model/stream.h"

namespace convert::pst_reader {
namespace {

using mapi_store::Child;
using mapi_store::Item;
using mapi_store::ItemPtr;
using model::Result;

::pst::reader::Child to_reader(Child kind) {
  switch (kind) {
    case Child::Folder:
      return ::pst::reader::Child::Folder;
    case Child::Message:
      return ::pst::reader::Child::Message;
    case Child::Associated:
      return ::pst::reader::Child::Associated;
    case Child::Attachment:
      return ::pst::reader::Child::Attachment;
    case Child::Node:
      break;
  }
  return ::pst::reader::Child::Node;
}

/// The lines of `faults`, for whoever tells them.
std::vector<std::string> tell(Reading& reading, const ::pst::reader::Faults& faults) {
  return reading.told.offer(faults);
}

mapi_store::Entry to_entry(::pst::reader::Entry entry, Reading& reading) {
  mapi_store::Entry out{.id = entry.id,
                        .type = entry.type,
                        .name = {},
                        .data = std::move(entry.data),
                        .large = std::move(entry.large),
                        .values = std::move(entry.values),
                        .faults = tell(reading, entry.faults)};
  if (entry.name) {
    out.name = mapi_store::Name{.set = entry.name->set, .id = std::move(entry.name->id)};
  }
  return out;
}

mapi_store::RecordSet to_record_set(::pst::reader::RecordSet set, Reading& reading) {
  mapi_store::RecordSet out;
  out.entries.reserve(set.entries.size());
  for (auto& entry : set.entries) {
    out.entries.push_back(to_entry(std::move(entry), reading));
  }
  for (const auto& missing : set.missing) {
    out.missing.push_back(
        {.id = missing.id, .why = tell(reading, {{.damage = missing.why}}).front()});
  }
  out.faults = tell(reading, set.faults);
  return out;
}

class PstItem final : public Item {
 public:
  PstItem(Reading& reading, ::pst::reader::Item item) : reading_(reading), item_(std::move(item)) {}

  [[nodiscard]] std::uint32_t identifier() const override { return item_.identifier(); }
  [[nodiscard]] std::vector<std::string> faults() const override {
    return tell(reading_, item_.faults());
  }
  [[nodiscard]] std::vector<model::ByteRange> byte_ranges() const override;
  [[nodiscard]] Result<std::size_t> record_set_count() const override {
    return item_.record_set_count();
  }
  [[nodiscard]] Result<mapi_store::RecordSet> read_record_set(std::size_t index) const override {
    auto set = item_.read_record_set(index);
    if (!set) {
      return tl::unexpected(set.error());
    }
    return to_record_set(std::move(*set), reading_);
  }
  [[nodiscard]] Result<std::size_t> count(Child kind) const override {
    const auto rows = rows_of(kind);
    return rows ? Result<std::size_t>((*rows)->size()) : tl::unexpected(rows.error());
  }
  [[nodiscard]] Result<ItemPtr> child(Child kind, std::size_t index) const override;
  [[nodiscard]] Result<std::vector<std::optional<std::uint32_t>>> row_identifiers(
      Child kind) const override;
  [[nodiscard]] std::vector<std::string> listing_faults(Child kind) const override {
    return tell(reading_, item_.listing_faults(to_reader(kind)));
  }
  [[nodiscard]] std::vector<Unlisted> unlisted(const std::unordered_set<std::uint32_t>& listed,
                                               std::size_t rows) const override;
  [[nodiscard]] Result<ItemPtr> recipients() const override;
  [[nodiscard]] bool holds_message() const override {
    const auto type = item_.attachment_type();
    return type && *type == ::pst::reader::AttachmentType::Item;
  }
  [[nodiscard]] Result<Content> object_data() const override;
  [[nodiscard]] Result<ItemPtr> embedded() const override { return wrap(item_.embedded()); }

 private:
  /// A row that is believed: where the reader has it, and what it names.
  struct Row {
    std::size_t index = 0;
    std::optional<std::uint32_t> identifier;
  };
  using Rows = std::vector<Row>;

  [[nodiscard]] Result<ItemPtr> wrap(Result<::pst::reader::Item> item) const {
    if (!item) {
      return tl::unexpected(item.error());
    }
    return make_item(reading_, std::move(*item));
  }
  [[nodiscard]] Result<const Rows*> rows_of(Child kind) const;
  [[nodiscard]] bool is_believed(const std::optional<std::uint32_t>& identifier) const;

  Reading& reading_;
  ::pst::reader::Item item_;
  mutable std::array<std::optional<Rows>, 5> rows_;  // by Child
};

/// The blocks of the item and of its subnodes. One that another item has as well is in both.
std::vector<model::ByteRange> PstItem::byte_ranges() const {
  std::vector<model::ByteRange> blocks;
  item_.visit_blocks([&](::pst::Bid bid, ::pst::reader::BlockUse, ::pst::Nid) {
    if (const auto* block = reading_.store.index().blocks.find(bid)) {
      blocks.push_back({.offset = block->offset, .length = block->size});
    }
  });
  std::ranges::sort(blocks, {}, &model::ByteRange::offset);
  // [MS-PST] 2.2.2.8: behind a block's data stand less than 64 bytes to the next multiple of 64,
  // and its trailer. What lies no further apart is one piece.
  constexpr std::uint64_t kMostBetween = 64 + 16;
  std::vector<model::ByteRange> ranges;
  for (const model::ByteRange& block : blocks) {
    const std::uint64_t end = ranges.empty() ? 0 : ranges.back().offset + ranges.back().length;
    if (!ranges.empty() && (block.offset <= end || block.offset - end < kMostBetween)) {
      ranges.back().length = std::max(end, block.offset + block.length) - ranges.back().offset;
    } else if (ranges.size() < mapi_store::kMostRanges) {
      ranges.push_back(block);
    } else {
      break;
    }
  }
  return ranges;
}

/// Of a table that cannot be relied on: the node index knows better where an item belongs. What it
/// does not know is a row for something lost, or, when it knows all, for nothing.
bool PstItem::is_believed(const std::optional<std::uint32_t>& identifier) const {
  if (!identifier) {
    return !reading_.knows_all_nodes;
  }
  const auto* node = reading_.store.index().nodes.find({*identifier});
  return node == nullptr ? !reading_.knows_all_nodes : node->parent.value == item_.identifier();
}

Result<const PstItem::Rows*> PstItem::rows_of(Child kind) const {
  auto& rows = rows_.at(static_cast<std::size_t>(kind));
  if (rows) {
    return &*rows;
  }
  const auto identifiers = item_.row_identifiers(to_reader(kind));
  if (!identifiers) {
    return tl::unexpected(identifiers.error());
  }
  const bool of_folder = kind != Child::Attachment && kind != Child::Node;
  const bool doubtful = of_folder && !item_.listing_faults(to_reader(kind)).empty();
  std::unordered_set<std::uint32_t> taken;
  rows.emplace();
  for (std::size_t i = 0; i < identifiers->size(); ++i) {
    const auto& identifier = (*identifiers)[i];
    const bool again = identifier && !taken.insert(*identifier).second;
    if (!doubtful || (!again && is_believed(identifier))) {
      rows->push_back({.index = i, .identifier = identifier});
    }
  }
  return &*rows;
}

Result<ItemPtr> PstItem::child(Child kind, std::size_t index) const {
  const auto rows = rows_of(kind);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  if (index >= (*rows)->size()) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "there is no row " + std::to_string(index + 1));
  }
  return wrap(item_.child(to_reader(kind), (**rows)[index].index));
}

Result<std::vector<std::optional<std::uint32_t>>> PstItem::row_identifiers(Child kind) const {
  const auto rows = rows_of(kind);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  std::vector<std::optional<std::uint32_t>> identifiers;
  identifiers.reserve((*rows)->size());
  for (const auto& row : **rows) {
    identifiers.push_back(row.identifier);
  }
  return identifiers;
}

std::vector<Item::Unlisted> PstItem::unlisted(const std::unordered_set<std::uint32_t>& listed,
                                              std::size_t /*rows*/) const {
  std::vector<Unlisted> found;
  const auto nodes = rows_of(Child::Node);
  if (!nodes) {
    return found;
  }
  for (std::size_t i = 0; i < (*nodes)->size(); ++i) {
    const auto& identifier = (**nodes)[i].identifier;
    if (identifier && !listed.contains(*identifier)) {
      found.push_back({.index = i, .identifier = *identifier});
    }
  }
  return found;
}

Result<ItemPtr> PstItem::recipients() const {
  auto table = item_.recipients();
  if (!table) {
    return tl::unexpected(table.error());
  }
  return *table ? make_item(reading_, std::move(**table)) : ItemPtr();
}

Result<Item::Content> PstItem::object_data() const {
  auto content = item_.attachment_content();
  if (!content) {
    return tl::unexpected(content.error());
  }
  return Content{.data = std::move(content->data), .faults = tell(reading_, content->faults)};
}

}  // namespace

ItemPtr make_item(Reading& reading, ::pst::reader::Item item) {
  return std::make_shared<PstItem>(reading, std::move(item));
}

}  // namespace convert::pst_reader
