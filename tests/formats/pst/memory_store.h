// A PST in memory, written by the node database and read back by other means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <span>
#include <vector>

#include "formats/pst/ndb/ndb_writer.h"

namespace test {

using Bytes = std::vector<std::byte>;

/// A number as it lies in `data` at `offset`; fails the test when it does not.
std::uint64_t number_at(std::span<const std::byte> data, std::size_t offset, std::size_t size);
/// Fails the test with `what` unless `law` holds: cheaper than REQUIRE in long loops.
void must(bool law, const char* what);

/// Everything is written first and read afterwards: the first reading finishes the file.
class MemoryStore {
 public:
  explicit MemoryStore(pst::Width width);
  MemoryStore(const MemoryStore&) = delete;
  MemoryStore(MemoryStore&&) = delete;
  MemoryStore& operator=(const MemoryStore&) = delete;
  MemoryStore& operator=(MemoryStore&&) = delete;
  ~MemoryStore();

  [[nodiscard]] pst::Width width() const { return width_; }
  [[nodiscard]] pst::NdbWriter& ndb() { return *ndb_; }

  /// The data blocks of a tree.
  [[nodiscard]] std::vector<Bytes> blocks(pst::Bid tree);
  [[nodiscard]] Bytes data(pst::Bid tree);
  [[nodiscard]] std::map<std::uint32_t, pst::Subnode> subnodes(pst::Bid tree);

 private:
  class File;
  struct Place {
    std::uint64_t offset = 0;
    std::size_t size = 0;
  };
  [[nodiscard]] std::size_t word() const { return width_ == pst::Width::Unicode ? 8 : 4; }
  void read_block_tree(std::uint64_t page);
  [[nodiscard]] std::span<const std::byte> block(std::uint64_t bid);
  void add_blocks(std::uint64_t bid, std::vector<Bytes>& out);
  void add_subnodes(std::uint64_t bid, std::map<std::uint32_t, pst::Subnode>& out);

  pst::Width width_;
  std::unique_ptr<File> file_;
  std::unique_ptr<pst::NdbWriter> ndb_;
  std::map<std::uint64_t, Place> places_;  // of blocks, by BID; empty before the first reading
};

}  // namespace test
