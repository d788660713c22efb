// The rows of many tables, until the tables are written: in memory while they are few, then on
// disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/bytes/temporary_file.h"

namespace pst {

/// Rows of different tables come in any mixture; those of one come back in their order. Memory: 8
/// MB at most, and 16 bytes for each piece of a table that went to disk.
class RowStore {
 public:
  /// A table is a number from 0, as its owner counts them.
  struct Header {
    std::uint32_t row_id = 0;
    std::uint32_t version = 0;
  };
  [[nodiscard]] bytes::Result<void> add(std::size_t table, const Header& header,
                                        std::span<const std::byte> cells);

  /// One pass over the rows of a table, in their order.
  class Reader {
   public:
    Reader(const RowStore& rows, std::size_t table);

    struct Entry {
      Header header;
      std::span<const std::byte> cells;  // valid until the next call
    };
    /// False at the end.
    [[nodiscard]] bytes::Result<bool> next(Entry& entry);

   private:
    [[nodiscard]] bytes::Result<bool> load_piece();

    const RowStore* rows_;
    std::size_t table_;
    std::size_t piece_ = 0;            // the next one
    std::vector<std::byte> loaded_;    // from disk
    std::span<const std::byte> rest_;  // of the piece at hand
    bool at_end_ = false;
  };

 private:
  struct Piece {
    std::uint64_t offset = 0;
    std::uint64_t size = 0;
  };
  struct Table {
    std::vector<Piece> pieces;
    std::vector<std::byte> memory;  // what follows them
  };

  [[nodiscard]] bytes::Result<void> move_to_disk();

  std::vector<Table> tables_;
  std::size_t in_memory_ = 0;
  std::shared_ptr<bytes::TemporaryFile> file_;
};

}  // namespace pst
