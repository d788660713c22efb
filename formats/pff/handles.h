// libpff's own handles with their lifetimes; for the sources of this room only.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <libpff.h>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/pff/view_io.h"

namespace pff {

/// The error argument of one libpff call; freed with its owner.
class LibraryError {
 public:
  LibraryError() = default;
  LibraryError(const LibraryError&) = delete;
  LibraryError(LibraryError&&) = delete;
  LibraryError& operator=(const LibraryError&) = delete;
  LibraryError& operator=(LibraryError&&) = delete;
  ~LibraryError() { libpff_error_free(&error_); }

  /// For the call's last argument.
  [[nodiscard]] libpff_error_t** out() { return &error_; }
  /// The two deepest lines of libpff's backtrace, without the names of its functions: what went
  /// wrong, and on what. One line, no full stop; never empty.
  [[nodiscard]] std::string text() const;

 private:
  libpff_error_t* error_ = nullptr;
};

/// An open file. Items keep it alive: libpff's items refer to it.
struct FileHandle {
  FileHandle() = default;
  FileHandle(const FileHandle&) = delete;
  FileHandle(FileHandle&&) = delete;
  FileHandle& operator=(const FileHandle&) = delete;
  FileHandle& operator=(FileHandle&&) = delete;
  ~FileHandle();

  std::unique_ptr<ViewIo> io;
  libbfio_handle_t* bfio = nullptr;
  libpff_file_t* file = nullptr;
  std::vector<bytes::Damage> header_damage;
};

/// An item, or one of libpff's tables. An item libpff hands out of another (an attachment of its
/// message) may refer to that one's values: `parent` keeps it.
struct ItemHandle {
  ItemHandle() = default;
  ItemHandle(const ItemHandle&) = delete;
  ItemHandle(ItemHandle&&) = delete;
  ItemHandle& operator=(const ItemHandle&) = delete;
  ItemHandle& operator=(ItemHandle&&) = delete;
  ~ItemHandle();

  std::shared_ptr<FileHandle> file;
  std::shared_ptr<ItemHandle> parent;
  libpff_item_t* item = nullptr;
};

/// An Error of one libpff call: Io when the file could not be read under it, else NotThisFormat.
[[nodiscard]] tl::unexpected<bytes::Error> library_failure(const FileHandle& file,
                                                           const LibraryError& error);

}  // namespace pff
