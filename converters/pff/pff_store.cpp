#include "converters/pff/pff_store.h"

#include <string>
#include <utility>

namespace convert::pff {
namespace {

using bytes::Result;
using mapi_store::Child;
using mapi_store::Item;
using mapi_store::ItemPtr;

::pff::Child to_pff(Child kind) {
  switch (kind) {
    case Child::Folder:
      return ::pff::Child::Folder;
    case Child::Message:
      return ::pff::Child::Message;
    case Child::Associated:
      return ::pff::Child::Associated;
    case Child::Attachment:
      return ::pff::Child::Attachment;
    case Child::Node:
      break;
  }
  return ::pff::Child::Node;
}

mapi_store::Entry to_entry(::pff::Entry entry) {
  mapi_store::Entry out{.id = entry.id,
                        .type = entry.type,
                        .name = {},
                        .data = std::move(entry.data),
                        .large = std::move(entry.large),
                        .values = std::move(entry.values),
                        .faults = {}};
  if (entry.name) {
    out.name = mapi_store::Name{.set = entry.name->set, .id = std::move(entry.name->id)};
  }
  return out;
}

Result<ItemPtr> wrap(Result<::pff::Item> item) {
  if (!item) {
    return tl::unexpected(item.error());
  }
  return make_item(std::move(*item));
}

/// libpff tells of nothing that it could not rely on.
class PffItem final : public Item {
 public:
  explicit PffItem(::pff::Item item) : item_(std::move(item)) {}

  [[nodiscard]] std::uint32_t identifier() const override { return item_.identifier(); }
  [[nodiscard]] std::vector<std::string> faults() const override { return {}; }
  [[nodiscard]] std::vector<model::ByteRange> byte_ranges() const override { return {}; }
  [[nodiscard]] Result<std::size_t> record_set_count() const override {
    return item_.record_set_count();
  }
  [[nodiscard]] Result<mapi_store::RecordSet> read_record_set(std::size_t index) const override {
    return item_.read_record_set(index).map(to_record_set);
  }
  [[nodiscard]] Result<std::size_t> count(Child kind) const override {
    return item_.count(to_pff(kind));
  }
  [[nodiscard]] Result<ItemPtr> child(Child kind, std::size_t index) const override {
    return wrap(item_.child(to_pff(kind), index));
  }
  [[nodiscard]] Result<std::vector<std::optional<std::uint32_t>>> row_identifiers(
      Child kind) const override {
    return item_.row_identifiers(to_pff(kind));
  }
  [[nodiscard]] std::vector<std::string> listing_faults(Child /*kind*/) const override {
    return {};
  }
  [[nodiscard]] std::vector<Unlisted> unlisted(const std::unordered_set<std::uint32_t>& listed,
                                               std::size_t rows) const override;
  [[nodiscard]] Result<ItemPtr> recipients() const override;
  [[nodiscard]] bool holds_message() const override {
    const auto type = item_.attachment_type();
    return type && *type == ::pff::AttachmentType::Item;
  }
  [[nodiscard]] Result<Content> object_data() const override {
    return item_.attachment_data().map(
        [](bytes::Blob data) { return Content{.data = std::move(data), .faults = {}}; });
  }
  [[nodiscard]] Result<ItemPtr> embedded() const override { return wrap(item_.embedded()); }

 private:
  ::pff::Item item_;
};

/// To open a node takes libpff long: none is opened when the tables have as many rows.
std::vector<Item::Unlisted> PffItem::unlisted(const std::unordered_set<std::uint32_t>& listed,
                                              std::size_t rows) const {
  const auto nodes = item_.count(::pff::Child::Node);
  std::vector<Unlisted> found;
  if (!nodes || *nodes <= rows) {
    return found;
  }
  std::unordered_set<std::uint32_t> taken;
  for (std::size_t i = 0; i < *nodes; ++i) {
    const auto node = item_.child(::pff::Child::Node, i);
    const auto identifier = node ? node->identifier() : 0;
    if (identifier != 0 && !listed.contains(identifier) && taken.insert(identifier).second) {
      found.push_back({.index = i, .identifier = identifier});
    }
  }
  return found;
}

Result<ItemPtr> PffItem::recipients() const {
  auto table = item_.recipients();
  if (!table) {
    return tl::unexpected(table.error());
  }
  return *table ? make_item(std::move(**table)) : ItemPtr();
}

}  // namespace

mapi_store::RecordSet to_record_set(::pff::RecordSet set) {
  mapi_store::RecordSet out;
  out.entries.reserve(set.entries.size());
  for (auto& entry : set.entries) {
    out.entries.push_back(to_entry(std::move(entry)));
  }
  for (auto& missing : set.missing) {
    out.missing.push_back({.id = missing.id, .why = std::move(missing.why)});
  }
  return out;
}

ItemPtr make_item(::pff::Item item) { return std::make_shared<PffItem>(std::move(item)); }

bool PffStore::is_ost() const { return file_.facts().content == ::pff::Content::Ost; }
Result<ItemPtr> PffStore::root_folder() const { return wrap(file_.root_folder()); }
Result<ItemPtr> PffStore::message_store() const { return wrap(file_.message_store()); }
Result<ItemPtr> PffStore::item(std::uint32_t identifier) const {
  return wrap(file_.item(identifier));
}

}  // namespace convert::pff
