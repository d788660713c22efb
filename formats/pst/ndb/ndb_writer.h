// Writes the node database of a new PST: blocks, data trees, subnode trees, the two B-trees, the
// maps and the header. [MS-PST] 2.2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/patchable_file.h"
#include "formats/bytes/result.h"
#include "formats/bytes/sha256.h"
#include "formats/pst/ndb/ids.h"
#include "formats/pst/ndb/width.h"

namespace pst {

using bytes::Result;

/// Data that has been written: of a node, a subnode, or a large value.
struct DataRef {
  Bid bid;                 // a block, or the XBLOCK or XXBLOCK of several; none when `size` is 0
  std::uint64_t size = 0;  // bytes of its data blocks as stored, fill included
};

/// [MS-PST] 2.2.2.8.3.3.1.1 SLENTRY.
struct Subnode {
  Nid nid;
  Bid data;
  Bid subnodes;
};

struct NdbOptions {
  Width width = Width::Unicode;
  Encoding encoding = Encoding::Permute;
};

/// [MS-PST] 2.2.2.8.3.2.1: lcbTotal has 32 bits.
inline constexpr std::uint64_t kLargestDataTree = 0xFFFF'FFFF;

/// Subnodes one node can have.
[[nodiscard]] std::size_t most_subnodes(Width width);

/// A PST has no valid header until finish(), so nobody takes an unfinished one for a store.
///
/// Every error is one of writing the file (or the temporary ones beside it) and ends the work, but
/// LimitExceeded, which leaves the writer as it was.
///
/// Memory: one section (254 KB), and nothing that grows with the number of blocks or of messages:
/// their entries go to temporary files. Each node of another type takes 24 bytes, each block that
/// is shared some 50.
class NdbWriter {
 public:
  /// `file` is empty and must outlive the writer.
  [[nodiscard]] static Result<std::unique_ptr<NdbWriter>> create(bytes::PatchableFile& file,
                                                                 const NdbOptions& options);
  NdbWriter(const NdbWriter&) = delete;
  NdbWriter(NdbWriter&&) = delete;
  NdbWriter& operator=(const NdbWriter&) = delete;
  NdbWriter& operator=(NdbWriter&&) = delete;
  ~NdbWriter();

  [[nodiscard]] Width width() const;
  [[nodiscard]] std::size_t largest_block_data() const { return pst::largest_block_data(width()); }

  /// One data block of 1 … largest_block_data() bytes. It has one reference, which its user gives
  /// it: a node, a subnode or a data tree.
  [[nodiscard]] Result<Bid> write_block(std::span<const std::byte> data);
  /// The tree over data blocks in their order; all but the last must be full ([MS-PST]
  /// 2.2.2.8.3.2). `size` is the sum of their data. Without blocks: no data. One block is its own
  /// tree. LimitExceeded beyond kLargestDataTree.
  [[nodiscard]] Result<DataRef> write_data_tree(std::span<const Bid> blocks, std::uint64_t size);
  /// Data of any length, in one piece.
  [[nodiscard]] Result<DataRef> write_data(std::span<const std::byte> data);
  /// The subnode tree over `subnodes`, which are sorted by NID here, each NID once. None for an
  /// empty list. LimitExceeded beyond what an SIBLOCK holds (173,400; ANSI 695,982).
  [[nodiscard]] Result<Bid> write_subnodes(std::vector<Subnode> subnodes);
  /// `bid` gets a further user (a second node, subnode or tree names it). The count of one block
  /// has 16 bits: false, and nothing is counted, when it is full.
  [[nodiscard]] bool share(Bid bid);

  /// The next index of a type: of a node, or of a subnode of type 4, 5, 9 or 0x1F ([MS-PST] 2.2.2.6
  /// rgnid, one counter for the whole file).
  [[nodiscard]] Nid next_nid(NidType type);
  /// Whether a million more of each type have their number of 27 bits.
  [[nodiscard]] bool has_ids() const;
  /// Nodes are added once each, in ascending order within their type or in any order for types
  /// whose nodes are few (all but 4 and 8).
  [[nodiscard]] Result<void> add_node(Nid nid, Bid data, Bid subnodes, Nid parent);
  /// A row version ([MS-PST] 2.3.4.4.1 rowVer), used nowhere else in the file.
  [[nodiscard]] std::uint32_t next_row_version();

  /// Of every block so far: the same content has the same digest. To be called once.
  [[nodiscard]] bytes::Sha256::Digest take_digest();

  /// Upper bound of the file's size, should `more` bytes of blocks come, trailers and padding
  /// included, and then finish(). It takes them for blocks of 4 KB on average: whoever will write
  /// many smaller ones makes `more` larger.
  [[nodiscard]] std::uint64_t size_when_finished(std::uint64_t more) const;
  /// Writes trees, maps and header. Nothing may be called afterwards.
  [[nodiscard]] Result<void> finish();

 private:
  struct State;
  explicit NdbWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// Collects data of unknown length into full blocks, and makes the tree over them.
class DataTreeWriter {
 public:
  /// `ndb` must outlive the writer.
  explicit DataTreeWriter(NdbWriter& ndb) : ndb_(ndb) {}

  /// LimitExceeded, and nothing of `data` is taken, beyond kLargestDataTree: what was appended
  /// before can still become a tree.
  [[nodiscard]] Result<void> append(std::span<const std::byte> data);
  /// The rest of the block under way becomes zeros, unless it is empty: the next byte begins a
  /// block.
  void fill_block();
  /// Bytes left in the block under way.
  [[nodiscard]] std::size_t room() const { return ndb_.largest_block_data() - pending_.size(); }
  [[nodiscard]] Result<DataRef> finish();

 private:
  [[nodiscard]] Result<void> flush();

  NdbWriter& ndb_;
  std::vector<std::byte> pending_;
  std::vector<Bid> blocks_;
  std::uint64_t size_ = 0;
};

/// All bytes of `source` as one data tree. An error of the source is told apart from one of the
/// file: `source_error` is set. LimitExceeded beyond `limit` bytes.
struct Copied {
  DataRef data;
  std::optional<bytes::Error> source_error;  // what was read until then is in `data`
};
[[nodiscard]] Result<Copied> copy_data(NdbWriter& ndb, const bytes::ByteSource& source,
                                       std::uint64_t limit);

}  // namespace pst
