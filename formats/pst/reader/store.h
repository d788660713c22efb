// A PST, or an OST with pages of 512 bytes, read by ourselves.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/range_map.h"
#include "formats/bytes/result.h"
#include "formats/pst/reader/messaging/item.h"
#include "formats/pst/reader/messaging/name_map.h"
#include "formats/pst/reader/ndb/file_header.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/ndb.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::reader {

struct Context;

/// Owns the indexes of a store, and shares them with every Item it gave out. A password is not
/// asked for: it encodes nothing ([MS-PST] 2.4.3.3). For one thread.
class Store {
 public:
  /// Reads the header and walks the indexes. Errors are those of read_file_header(); what is wrong
  /// below that is damage(), and index().node_gaps and .block_gaps. When the header's encoding is
  /// not that of the blocks (most heaps have their signature under another), the blocks decide, and
  /// HEADER.bCryptMethod is damage.
  [[nodiscard]] static bytes::Result<Store> open(std::shared_ptr<const bytes::FileView> view);
  /// The same for bytes in memory; `owner` (may be null) keeps them.
  [[nodiscard]] static bytes::Result<Store> open(std::span<const std::byte> content,
                                                 std::shared_ptr<const void> owner);
  /// A store whose index came from elsewhere (a sweep, or a walk that a sweep completed), and whose
  /// header may be gone. `index` is settled; `damage` is what was found in making it.
  [[nodiscard]] static Store with_index(StoreFile file, std::optional<FileHeader> header,
                                        Index index, bytes::DamageLog damage = {});

  [[nodiscard]] const std::optional<FileHeader>& header() const { return header_; }
  [[nodiscard]] const StoreFile& file() const { return ndb_->file(); }
  [[nodiscard]] const Index& index() const { return ndb_->index(); }
  [[nodiscard]] const NdbPtr& ndb() const { return ndb_; }
  /// Everything found wrong so far, whether it hit content or not: grows while items are read.
  [[nodiscard]] const bytes::DamageLog& damage() const { return ndb_->damage(); }

  /// Node 0x122.
  [[nodiscard]] bytes::Result<Item> root_folder() const;
  /// Node 0x21: the store's own properties.
  [[nodiscard]] bytes::Result<Item> message_store() const;
  /// Any node of the index.
  [[nodiscard]] bytes::Result<Item> item(std::uint32_t identifier) const;
  [[nodiscard]] const NameMap& names() const;

  /// Registers header, tree pages, allocation maps where they must lie, and every block of the
  /// index, each under its structure's name. What overlaps, or lies outside the file, is damage.
  void claim(bytes::RangeMap& map, bytes::DamageLog& damage) const;

 private:
  Store(NdbPtr ndb, std::optional<FileHeader> header);

  NdbPtr ndb_;
  std::optional<FileHeader> header_;
  std::shared_ptr<const Context> context_;
};

}  // namespace pst::reader
