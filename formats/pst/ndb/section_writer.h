// Gives out space in the file and writes it, section by section, with its maps.
#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "formats/bytes/patchable_file.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/ndb/width.h"

namespace pst {

/// Space is only ever given out behind what was given out before, and never across the border of a
/// section: the maps of the next one lie there. One section is kept in memory; it is written
/// whole, so the file grows front to back.
class SectionWriter {
 public:
  /// `file` must outlive the writer.
  SectionWriter(bytes::PatchableFile& file, Width width);

  struct Space {
    std::uint64_t offset = 0;    // in the file
    std::span<std::byte> bytes;  // zeros, to be filled before the next call
  };
  /// `size` is a multiple of 64 and at most 8,192; `alignment` 64 or 512. NoSpace also when an ANSI
  /// file is as large as it can be.
  [[nodiscard]] bytes::Result<Space> allocate(std::size_t size, std::size_t alignment);

  /// How large the file is at most when `more` bytes are given out in pieces of at most 8,192.
  [[nodiscard]] std::uint64_t size_bound(std::uint64_t more) const;

  struct Totals {
    std::uint64_t file_size = 0;
    std::uint64_t last_amap = 0;
    std::uint64_t free_bytes = 0;
  };
  /// Writes the last section and the pages that could not be known before.
  [[nodiscard]] bytes::Result<Totals> finish();

 private:
  void begin_section();
  void mark(std::uint64_t offset, std::size_t size);
  [[nodiscard]] bytes::Result<void> end_section();
  [[nodiscard]] std::span<std::byte> at(std::uint64_t offset, std::size_t size);
  [[nodiscard]] bytes::Result<void> write_fmaps();

  bytes::PatchableFile& file_;
  Width width_;
  std::vector<std::byte> buffer_;          // the section under way
  std::bitset<kSlotsInSection> used_;      // its slots
  std::uint64_t section_ = 0;              // its number
  std::uint64_t position_ = 0;             // the first byte not given out
  std::uint64_t free_bytes_ = 0;           // in the sections written
  std::vector<std::uint8_t> longest_run_;  // of each section written, as an FMap counts it
};

}  // namespace pst
