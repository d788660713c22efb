// Small records, kept in the order they come: in memory while they are few, then on disk.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/bytes/temporary_file.h"

namespace pst {

class RecordLog {
 public:
  /// All records have `record_size` bytes.
  explicit RecordLog(std::size_t record_size) : record_size_(record_size) {}

  [[nodiscard]] bytes::Result<void> append(std::span<const std::byte> record);
  [[nodiscard]] std::uint64_t count() const { return count_; }

  /// One pass, front to back; the log must not grow meanwhile.
  class Reader {
   public:
    explicit Reader(const RecordLog& log) : log_(&log) {}
    /// The next record, valid until the next call; empty at the end.
    [[nodiscard]] bytes::Result<std::span<const std::byte>> next();

   private:
    [[nodiscard]] bytes::Result<void> refill();

    const RecordLog* log_;
    std::vector<std::byte> piece_;
    std::size_t used_ = 0;      // of piece_
    std::uint64_t offset_ = 0;  // in the file
    bool memory_read_ = false;
  };

 private:
  std::size_t record_size_;
  std::uint64_t count_ = 0;
  std::vector<std::byte> memory_;  // what follows the file
  std::shared_ptr<bytes::TemporaryFile> file_;
};

}  // namespace pst
