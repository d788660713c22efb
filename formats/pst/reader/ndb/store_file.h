// The bytes of a store, and how to read them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "formats/bytes/file_view.h"
#include "formats/pst/ndb/width.h"

namespace pst::reader {

struct OddBlocks;

/// What every layer needs to know of the file. A sweep that has no header to believe makes its own.
struct StoreFile {
  /// Keeps `content` alive; may be null when something else does.
  std::shared_ptr<const void> owner;
  std::span<const std::byte> content;
  Width width = Width::Unicode;
  Encoding encoding = Encoding::Permute;
  std::shared_ptr<const OddBlocks> odd{};  // null: every data block has that encoding

  /// [offset, offset + length), or nothing when the file does not have it all.
  [[nodiscard]] std::optional<std::span<const std::byte>> at(std::uint64_t offset,
                                                             std::uint64_t length) const {
    if (offset > content.size() || length > content.size() - offset) {
      return std::nullopt;
    }
    return content.subspan(static_cast<std::size_t>(offset), static_cast<std::size_t>(length));
  }
};

}  // namespace pst::reader
