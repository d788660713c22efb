// The mapfiles of GNU ddrescue: what of a medium could be read. FORMAT.md.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/extents.h"
#include "formats/bytes/result.h"

namespace ddrescue {

/// What became of a block, by its character in the file.
enum class Status : char {
  NonTried = '?',
  NonTrimmed = '*',
  NonScraped = '/',
  BadSector = '-',
  Finished = '+',
};

struct Block {
  std::uint64_t position = 0;
  std::uint64_t size = 0;
  Status status = Status::NonTried;

  friend bool operator==(const Block&, const Block&) = default;
};

/// The blocks of a mapfile: they ascend, each begins where the one before it ends, and neighbours
/// may have one status. NotThisFormat, with the line, when `text` is no mapfile; LimitExceeded
/// beyond kMostBlocks.
[[nodiscard]] bytes::Result<std::vector<Block>> read_mapfile(std::string_view text);
/// As many as 8 GB have of which every other sector is bad; they take 24 bytes each.
inline constexpr std::size_t kMostBlocks = std::size_t{1} << 24U;

/// What was not read of a file of `size` bytes: every block that is not finished. NotThisFormat
/// when the blocks are not those of a file of this size: they begin at 0 and end at `size`.
[[nodiscard]] bytes::Result<bytes::Extents> unread_of(std::span<const Block> blocks,
                                                      std::uint64_t size);

/// A mapfile; `program` stands in its first comment. Neighbours of one status become one block.
[[nodiscard]] std::string write_mapfile(std::span<const Block> blocks, std::string_view program);

}  // namespace ddrescue
