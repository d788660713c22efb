// All of a PST in the order of the file; for the sources of this room.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "formats/bytes/annotation.h"
#include "formats/bytes/range_map.h"
#include "formats/bytes/result.h"
#include "formats/pst/check/owners.h"
#include "formats/pst/reader/store.h"
#include "formats/pst/reader/sweep/landmarks.h"

namespace pst::dump {

/// Knows what lies where. 24 bytes of memory for each structure, and those of a RangeMap.
class FileDump {
 public:
  /// Checks every block: of two that overlap the sound one keeps its place. `store` outlives the
  /// object.
  FileDump(const reader::Store& store, const reader::Progress& progress);

  /// Tells everything.
  [[nodiscard]] bytes::Result<void> all(bytes::AnnotationSink& sink);
  /// Tells the record that holds `offset`, which lies in the file.
  [[nodiscard]] bytes::Result<void> one(std::uint64_t offset, bytes::AnnotationSink& sink);
  /// The nodes that the block at `offset` is part of; none when there is no block.
  [[nodiscard]] std::vector<Nid> nodes_at(std::uint64_t offset) const;

 private:
  enum class Kind : std::uint8_t { Header, HeaderSpace, DList, Map, TreePage, Block };
  struct Piece {
    std::uint64_t offset = 0;
    std::uint32_t length = 0;
    Kind kind = Kind::Header;
    std::uint8_t ptype = 0;   // of a Map
    std::uint32_t index = 0;  // of a TreePage or Block: in the index
  };

  void claim(const Piece& piece);
  void find_pages();
  void claim_front();
  void claim_maps();
  void claim_pages(reader::Origin origin);
  void claim_blocks(bool sound);
  [[nodiscard]] const bytes::Range& range_at(std::uint64_t offset) const;
  [[nodiscard]] bytes::Result<void> tell(const bytes::Range& range, bytes::AnnotationSink& sink);
  [[nodiscard]] bytes::Result<void> tell_piece(const Piece& piece, bytes::AnnotationSink& sink);
  [[nodiscard]] bytes::Result<void> tell_space(std::uint64_t offset, std::uint64_t length,
                                               bytes::AnnotationSink& sink);
  /// What the AMap says of the byte at `offset`, and where it says something else.
  struct Space {
    std::string_view what;
    std::uint64_t end = 0;
  };
  [[nodiscard]] Space space_at(std::uint64_t offset, std::uint64_t end) const;
  [[nodiscard]] std::string owners_text(Bid bid) const;

  const reader::Store& store_;
  reader::Progress progress_;
  check::Course course_;
  check::Owners owners_;
  std::uint64_t end_ = 0;                // of the store, by its header where that can be believed
  std::vector<reader::TreePage> pages_;  // those of the index, and those it could not read
  std::vector<bool> sound_;              // by position in the block index
  std::vector<std::uint32_t> lengths_;   // the same: bytes in the file; 0: it has none there
  std::vector<Piece> pieces_;            // Range::group is one more than a position here
  bytes::RangeMap claims_;
  std::vector<bytes::Range> ranges_;
};

}  // namespace pst::dump
