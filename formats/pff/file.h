// A PST, OST or PAB opened through libpff.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/result.h"
#include "formats/pff/item.h"
#include "formats/pff/sniff.h"
#include "formats/pff/view_io.h"

namespace pff {

struct FileHandle;

enum class Encryption : std::uint8_t { Unknown, None, Compressible, High };

/// What libpff says about the file as a whole.
struct FileFacts {
  Content content = Content::Unknown;
  Layout layout = Layout::Unknown;
  Encryption encryption = Encryption::Unknown;
  /// libpff's setting for 8-bit text, not a statement of the file.
  std::uint32_t ascii_code_page = 0;
  /// libpff found its indexes inconsistent while opening.
  bool corrupted = false;

  friend bool operator==(const FileFacts&, const FileFacts&) = default;
};

/// Owns libpff's file, and shares it with every Item it gave out. For one thread.
class File {
 public:
  /// NotThisFormat when libpff refuses the file (the error names it and says what libpff met), Io
  /// when the disk does not deliver it. `on_read` is kept as long as the file is.
  [[nodiscard]] static bytes::Result<File> open(std::shared_ptr<const bytes::FileView> view,
                                                OnRead on_read = {});

  [[nodiscard]] FileFacts facts() const;
  /// What is wrong with the header's checksums: libpff was given right ones, and read on.
  [[nodiscard]] const std::vector<bytes::Damage>& header_damage() const;
  /// All bytes libpff has asked for so far; a byte asked for twice counts twice.
  [[nodiscard]] std::uint64_t bytes_read() const;
  /// How many of libpff's reads the disk has failed so far.
  [[nodiscard]] std::uint64_t read_failures() const;
  /// Where the last of them failed.
  [[nodiscard]] std::optional<std::uint64_t> failed_offset() const;

  [[nodiscard]] bytes::Result<Item> root_folder() const;
  /// The store's own properties (nid 0x21).
  [[nodiscard]] bytes::Result<Item> message_store() const;
  /// Any item of the node index, with or without a folder that lists it.
  [[nodiscard]] bytes::Result<Item> item(std::uint32_t identifier) const;

  /// Searches the unallocated parts of the indexes for items. Slow on large files, and the part of
  /// libpff most likely to crash: once, after everything else.
  [[nodiscard]] bytes::Result<void> recover() const;
  [[nodiscard]] bytes::Result<std::size_t> recovered_count() const;
  [[nodiscard]] bytes::Result<Item> recovered(std::size_t index) const;
  /// Items of the node index whose parent is not there; known without recover().
  [[nodiscard]] bytes::Result<std::size_t> orphan_count() const;
  [[nodiscard]] bytes::Result<Item> orphan(std::size_t index) const;

 private:
  explicit File(std::shared_ptr<FileHandle> handle) : handle_(std::move(handle)) {}

  std::shared_ptr<FileHandle> handle_;
};

}  // namespace pff
