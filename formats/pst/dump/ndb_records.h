// Records of the node database, as they lie in a file; for the sources of this room. What is wrong
// with each is among its faults.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "formats/pst/dump/records.h"
#include "formats/pst/reader/ndb/index.h"
#include "formats/pst/reader/ndb/ndb.h"
#include "formats/pst/reader/ndb/store_file.h"

namespace pst::dump {

/// [MS-PST] 2.2.2.6, as much of it as the file has.
[[nodiscard]] AnnotatedRecord header_record(const reader::StoreFile& file);
/// The page of 512 bytes at `offset`: 2.2.2.7.4 DLISTPAGE, or 2.2.2.7.2 to 2.2.2.7.6 by `ptype`.
/// `name` is "AMAPPAGE".
[[nodiscard]] AnnotatedRecord dlist_record(const reader::StoreFile& file);
[[nodiscard]] AnnotatedRecord map_record(const reader::StoreFile& file, std::uint64_t offset,
                                         std::uint8_t ptype, std::string_view name);
/// 2.2.2.7.7.1 BTPAGE, with its entries.
[[nodiscard]] AnnotatedRecord tree_page_record(const reader::Index& index,
                                               const reader::StoreFile& file,
                                               const reader::TreePage& page);
/// The entry of a node in the leaf page that the index has it from; nullopt when it is not there.
[[nodiscard]] std::optional<AnnotatedRecord> node_entry_record(const reader::StoreFile& file,
                                                               const reader::NodeEntry& entry);

/// A block as it lies in the file: its data, what there is of padding, and its trailer.
struct TakenBlock {
  AnnotatedRecord record{};
  std::vector<std::byte> decoded{};  // the record's spans lie here
  FileBytes data{};
  /// XBLOCK, XXBLOCK, SIBLOCK: what it leads to, as far as it has room for what it announces.
  std::vector<Bid> children{};
};

/// [MS-PST] 2.2.2.8. Of a block that the end of the file cuts off, what is there. `ndb` tells how
/// it is enciphered. The record ends with the file, or where stored_block_size() says.
[[nodiscard]] TakenBlock take_block(const reader::Ndb& ndb, const reader::BlockEntry& entry);

}  // namespace pst::dump
