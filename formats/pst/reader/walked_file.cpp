#include "formats/pst/reader/walked_file.h"

#include <utility>

#include "formats/pst/ndb/disk.h"
#include "formats/pst/reader/ndb/encoding_vote.h"
#include "formats/pst/reader/ndb/odd_blocks.h"
#include "formats/pst/reader/ndb/store_walk.h"

namespace pst::reader {

bytes::Result<WalkedFile> walk_file(std::span<const std::byte> content,
                                    std::shared_ptr<const void> owner) {
  bytes::DamageLog damage;
  const auto header = read_file_header(content, damage);
  if (!header) {
    return tl::unexpected(header.error());
  }
  StoreFile file{.owner = std::move(owner),
                 .content = content,
                 .width = header->width,
                 .encoding = header->encoding};
  auto index = walk_store(file, *header, damage);
  settle_encoding(file, index, damage);
  return WalkedFile{.file = std::move(file),
                    .header = *header,
                    .index = std::move(index),
                    .damage = std::move(damage)};
}

void settle_encoding(StoreFile& file, const Index& index, bytes::DamageLog& damage) {
  const auto voted = vote_encoding(file, index);
  if (voted == file.encoding) {
    file.odd = file.odd != nullptr ? find_odd_blocks(file, index) : nullptr;
    return;
  }
  damage.add({.offset = file.width == Width::Unicode
                            ? offsetof(disk::HEADER<disk::u64>, bCryptMethod)
                            : offsetof(disk::HEADER<disk::u32>, bCryptMethod),
              .length = 1,
              .kind = bytes::DamageKind::Inconsistent,
              .field = "HEADER.bCryptMethod",
              .found = static_cast<std::uint64_t>(file.encoding),
              .expected = static_cast<std::uint64_t>(voted)});
  file.encoding = voted;
  file.odd = find_odd_blocks(file, index);
}

}  // namespace pst::reader
