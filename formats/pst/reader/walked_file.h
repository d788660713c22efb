// What header and B-trees say of a file; for the sources of this room.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "formats/bytes/damage.h"
#include "formats/bytes/result.h"
#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

struct WalkedFile {
  StoreFile file;  // under the encoding of its blocks
  FileHeader header;
  Index index;
  bytes::DamageLog damage{};
};

/// Reads the header and walks the indexes, as Store::open() promises.
[[nodiscard]] bytes::Result<WalkedFile> walk_file(std::span<const std::byte> content,
                                                  std::shared_ptr<const void> owner);

/// Gives `file` the encoding of the blocks of `index`; HEADER.bCryptMethod is damage when that is
/// another than it had.
void settle_encoding(StoreFile& file, const Index& index, bytes::DamageLog& damage);

}  // namespace pst::reader
