#include "formats/pff/file.h"

#include "formats/pff/bfio_view.h"
#include "formats/pff/handles.h"
#include "formats/pff/header_checksums.h"
#include "formats/pff/limits.h"

namespace pff {
namespace {

using bytes::ErrorKind;
using bytes::Result;

Encryption to_encryption(std::uint8_t type) {
  switch (type) {
    case LIBPFF_ENCRYPTION_TYPE_NONE:
      return Encryption::None;
    case LIBPFF_ENCRYPTION_TYPE_COMPRESSIBLE:
      return Encryption::Compressible;
    case LIBPFF_ENCRYPTION_TYPE_HIGH:
      return Encryption::High;
    default:
      return Encryption::Unknown;
  }
}

Content to_content(std::uint8_t type, Layout layout) {
  switch (type) {
    case LIBPFF_FILE_CONTENT_TYPE_PAB:
      return Content::Pab;
    case LIBPFF_FILE_CONTENT_TYPE_OST:
      return Content::Ost;
    case LIBPFF_FILE_CONTENT_TYPE_PST:
      // As in sniff(): only OSTs have pages of 4 KB, and theirs say "SM" like a PST.
      return layout == Layout::Unicode4k ? Content::Ost : Content::Pst;
    default:
      return Content::Unknown;
  }
}

Layout to_layout(std::uint8_t type) {
  switch (type) {
    case LIBPFF_FILE_TYPE_32BIT:
      return Layout::Ansi;
    case LIBPFF_FILE_TYPE_64BIT:
      return Layout::Unicode;
    case LIBPFF_FILE_TYPE_64BIT_4K_PAGE:
      return Layout::Unicode4k;
    default:
      return Layout::Unknown;
  }
}

/// Calls a libpff function that makes an item; one that returns 0 has none.
template <class Get>
Result<Item> get_item(const std::shared_ptr<FileHandle>& file, Get get) {
  auto handle = std::make_shared<ItemHandle>();
  handle->file = file;
  LibraryError error;
  const int result = get(&handle->item, error.out());
  if (result == 1 && handle->item != nullptr) {
    return Item(std::move(handle));
  }
  return result == 0 ? bytes::fail(ErrorKind::NotThisFormat, "the store has no such item")
                     : library_failure(*file, error);
}

template <class Count>
Result<std::size_t> get_count(const FileHandle& file, Count count) {
  LibraryError error;
  int number = 0;
  if (count(&number, error.out()) != 1) {
    return library_failure(file, error);
  }
  if (number < 0 || static_cast<std::size_t>(number) > kMaxRecovered) {
    return bytes::fail(ErrorKind::LimitExceeded,
                       "libpff counts " + std::to_string(number) + " items");
  }
  return static_cast<std::size_t>(number);
}

}  // namespace

Result<File> File::open(std::shared_ptr<const bytes::FileView> view, OnRead on_read) {
  const auto path = view->path().string();
  auto handle = std::make_shared<FileHandle>();
  auto mended = mend_header(view->bytes());
  handle->io = std::make_unique<ViewIo>(std::move(view), std::move(on_read));
  if (mended) {
    handle->io->overlay(std::move(mended->bytes));
    handle->header_damage = std::move(mended->damage);
  }
  LibraryError error;
  if (make_bfio_handle(*handle->io, handle->bfio, error.out()) &&
      libpff_file_initialize(&handle->file, error.out()) == 1 &&
      libpff_file_open_file_io_handle(handle->file, handle->bfio, LIBPFF_OPEN_READ, error.out()) ==
          1) {
    // libpff opens a file whose indexes the disk did not deliver, and finds it empty.
    File file(handle);
    if (handle->io->failures() == 0 || file.root_folder()) {
      return file;
    }
  }
  if (const auto offset = handle->io->failed_offset()) {
    return bytes::fail(ErrorKind::Io, path + ": cannot be read at byte " + std::to_string(*offset),
                       "copy the file to a healthy disk first, with a tool that goes on after read "
                       "errors");
  }
  return bytes::fail(ErrorKind::NotThisFormat, path + ": libpff cannot open it: " + error.text());
}

const std::vector<bytes::Damage>& File::header_damage() const { return handle_->header_damage; }

FileFacts File::facts() const {
  std::uint8_t content = 0;
  std::uint8_t layout = 0;
  std::uint8_t encryption = 0;
  int code_page = 0;
  FileFacts facts;
  if (libpff_file_get_type(handle_->file, &layout, nullptr) == 1) {
    facts.layout = to_layout(layout);
  }
  if (libpff_file_get_content_type(handle_->file, &content, nullptr) == 1) {
    facts.content = to_content(content, facts.layout);
  }
  if (libpff_file_get_encryption_type(handle_->file, &encryption, nullptr) == 1) {
    facts.encryption = to_encryption(encryption);
  }
  if (libpff_file_get_ascii_codepage(handle_->file, &code_page, nullptr) == 1 && code_page > 0) {
    facts.ascii_code_page = static_cast<std::uint32_t>(code_page);
  }
  facts.corrupted = libpff_file_is_corrupted(handle_->file, nullptr) == 1;
  return facts;
}

std::uint64_t File::bytes_read() const { return handle_->io->bytes_read(); }
std::uint64_t File::read_failures() const { return handle_->io->failures(); }
std::optional<std::uint64_t> File::failed_offset() const { return handle_->io->failed_offset(); }

Result<Item> File::root_folder() const {
  return get_item(handle_, [this](libpff_item_t** item, libpff_error_t** error) {
    return libpff_file_get_root_folder(handle_->file, item, error);
  });
}

Result<Item> File::message_store() const {
  return get_item(handle_, [this](libpff_item_t** item, libpff_error_t** error) {
    return libpff_file_get_message_store(handle_->file, item, error);
  });
}

Result<Item> File::item(std::uint32_t identifier) const {
  return get_item(handle_, [&](libpff_item_t** item, libpff_error_t** error) {
    return libpff_file_get_item_by_identifier(handle_->file, identifier, item, error);
  });
}

Result<void> File::recover() const {
  LibraryError error;
  if (libpff_file_recover_items(handle_->file, 0, error.out()) != 1) {
    return library_failure(*handle_, error);
  }
  return {};
}

Result<std::size_t> File::recovered_count() const {
  return get_count(*handle_, [this](int* number, libpff_error_t** error) {
    return libpff_file_get_number_of_recovered_items(handle_->file, number, error);
  });
}

Result<Item> File::recovered(std::size_t index) const {
  return get_item(handle_, [&](libpff_item_t** item, libpff_error_t** error) {
    return libpff_file_get_recovered_item_by_index(handle_->file, static_cast<int>(index), item,
                                                   error);
  });
}

Result<std::size_t> File::orphan_count() const {
  return get_count(*handle_, [this](int* number, libpff_error_t** error) {
    return libpff_file_get_number_of_orphan_items(handle_->file, number, error);
  });
}

Result<Item> File::orphan(std::size_t index) const {
  return get_item(handle_, [&](libpff_item_t** item, libpff_error_t** error) {
    return libpff_file_get_orphan_item_by_index(handle_->file, static_cast<int>(index), item,
                                                error);
  });
}

}  // namespace pff
