#include "formats/pff/item.h"

#include <string_view>

#include "formats/pff/handles.h"
#include "formats/pff/limits.h"
#include "formats/pff/read_record.h"
#include "formats/pff/sources.h"

namespace pff {
namespace {

using bytes::ErrorKind;
using bytes::Result;

Result<std::size_t> checked_count(int result, int count, std::size_t limit,
                                  std::string_view of_what, const ItemHandle& item,
                                  const LibraryError& error) {
  if (result != 1) {
    return library_failure(*item.file, error);
  }
  if (count < 0 || static_cast<std::size_t>(count) > limit) {
    return bytes::fail(ErrorKind::LimitExceeded,
                       "libpff counts " + std::to_string(count) + " " + std::string(of_what));
  }
  return static_cast<std::size_t>(count);
}

/// A new handle for an item that libpff gives out of `parent`.
std::shared_ptr<ItemHandle> child_handle(const std::shared_ptr<ItemHandle>& parent) {
  auto handle = std::make_shared<ItemHandle>();
  handle->file = parent->file;
  handle->parent = parent;
  return handle;
}

Result<Item> made(int result, std::shared_ptr<ItemHandle> handle, const LibraryError& error) {
  if (result == 1 && handle->item != nullptr) {
    return Item(std::move(handle));
  }
  if (result == 0) {
    return bytes::fail(ErrorKind::NotThisFormat, "libpff finds no such item");
  }
  return library_failure(*handle->file, error);
}

// [MS-PST] 2.3.4.2: PidTagLtpRowId of a hierarchy or contents table is the node id of the row's
// item.
constexpr std::uint32_t kRowId = 0x67F2;

std::optional<std::uint32_t> row_identifier(const ItemHandle& table, std::size_t row) {
  LibraryError error;
  const RecordSetHandle set(table, row, error);
  libpff_record_entry_t* entry = nullptr;
  std::uint32_t identifier = 0;
  if (set.set() == nullptr ||
      libpff_record_set_get_entry_by_type(set.set(), kRowId, LIBPFF_VALUE_TYPE_INTEGER_32BIT_SIGNED,
                                          &entry, 0, nullptr) != 1) {
    return std::nullopt;
  }
  const bool known =
      libpff_record_entry_get_data_as_32bit_integer(entry, &identifier, nullptr) == 1;
  libpff_record_entry_free(&entry, nullptr);
  return known ? std::optional(identifier) : std::nullopt;
}

}  // namespace

std::uint32_t Item::identifier() const {
  std::uint32_t identifier = 0;
  return libpff_item_get_identifier(handle_->item, &identifier, nullptr) == 1 ? identifier : 0;
}

Result<std::size_t> Item::record_set_count() const {
  LibraryError error;
  int count = 0;
  const int result = libpff_item_get_number_of_record_sets(handle_->item, &count, error.out());
  return checked_count(result, count, kMaxRecordSets, "record sets", *handle_, error);
}

Result<RecordSet> Item::read_record_set(std::size_t index) const {
  return pff::read_record_set(handle_, index);
}

Result<std::size_t> Item::count(Child kind) const {
  LibraryError error;
  int count = 0;
  int result = -1;
  switch (kind) {
    case Child::Folder:
      result = libpff_folder_get_number_of_sub_folders(handle_->item, &count, error.out());
      return checked_count(result, count, kMaxChildren, "sub folders", *handle_, error);
    case Child::Message:
      result = libpff_folder_get_number_of_sub_messages(handle_->item, &count, error.out());
      return checked_count(result, count, kMaxChildren, "messages", *handle_, error);
    case Child::Associated:
      result =
          libpff_folder_get_number_of_sub_associated_contents(handle_->item, &count, error.out());
      return checked_count(result, count, kMaxChildren, "associated items", *handle_, error);
    case Child::Node:
      result = libpff_item_get_number_of_sub_items(handle_->item, &count, error.out());
      return checked_count(result, count, kMaxChildren, "nodes", *handle_, error);
    case Child::Attachment:
      break;
  }
  result = libpff_message_get_number_of_attachments(handle_->item, &count, error.out());
  return checked_count(result, count, kMaxAttachments, "attachments", *handle_, error);
}

Result<Item> Item::child(Child kind, std::size_t index) const {
  LibraryError error;
  auto child = child_handle(handle_);
  const auto number = static_cast<int>(index);
  int result = -1;
  switch (kind) {
    case Child::Folder:
      result = libpff_folder_get_sub_folder(handle_->item, number, &child->item, error.out());
      break;
    case Child::Message:
      result = libpff_folder_get_sub_message(handle_->item, number, &child->item, error.out());
      break;
    case Child::Associated:
      result = libpff_folder_get_sub_associated_content(handle_->item, number, &child->item,
                                                        error.out());
      break;
    case Child::Attachment:
      result = libpff_message_get_attachment(handle_->item, number, &child->item, error.out());
      break;
    case Child::Node:
      result = libpff_item_get_sub_item(handle_->item, number, &child->item, error.out());
      break;
  }
  return made(result, std::move(child), error);
}

Result<std::vector<std::optional<std::uint32_t>>> Item::row_identifiers(Child kind) const {
  LibraryError error;
  ItemHandle table;
  table.file = handle_->file;
  const auto get = kind == Child::Folder    ? libpff_folder_get_sub_folders
                   : kind == Child::Message ? libpff_folder_get_sub_messages
                                            : libpff_folder_get_sub_associated_contents;
  std::vector<std::optional<std::uint32_t>> identifiers;
  const int result = get(handle_->item, &table.item, error.out());
  if (result == 0) {
    return identifiers;
  }
  int count = 0;
  if (result != 1 || libpff_item_get_number_of_record_sets(table.item, &count, error.out()) != 1) {
    return library_failure(*handle_->file, error);
  }
  const auto rows = checked_count(1, count, kMaxChildren, "rows", *handle_, error);
  if (!rows) {
    return tl::unexpected(rows.error());
  }
  identifiers.reserve(*rows);
  for (std::size_t row = 0; row < *rows; ++row) {
    identifiers.push_back(row_identifier(table, row));
  }
  return identifiers;
}

Result<std::optional<Item>> Item::recipients() const {
  LibraryError error;
  auto table = child_handle(handle_);
  const int result = libpff_message_get_recipients(handle_->item, &table->item, error.out());
  if (result == 0) {
    return std::optional<Item>();
  }
  auto item = made(result, std::move(table), error);
  if (!item) {
    return tl::unexpected(item.error());
  }
  return std::optional<Item>(*item);
}

Result<AttachmentType> Item::attachment_type() const {
  LibraryError error;
  int type = 0;
  if (libpff_attachment_get_type(handle_->item, &type, error.out()) != 1) {
    return library_failure(*handle_->file, error);
  }
  switch (type) {
    case LIBPFF_ATTACHMENT_TYPE_DATA:
      return AttachmentType::Data;
    case LIBPFF_ATTACHMENT_TYPE_ITEM:
      return AttachmentType::Item;
    case LIBPFF_ATTACHMENT_TYPE_REFERENCE:
      return AttachmentType::Reference;
    default:
      return AttachmentType::Unknown;
  }
}

Result<bytes::Blob> Item::attachment_data() const { return open_attachment_data(handle_); }

Result<Item> Item::embedded() const {
  LibraryError error;
  auto item = child_handle(handle_);
  const int result = libpff_attachment_get_item(handle_->item, &item->item, error.out());
  return made(result, std::move(item), error);
}

}  // namespace pff
