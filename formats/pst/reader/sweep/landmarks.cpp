#include "formats/pst/reader/sweep/landmarks.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/ndb/trailer.h"

namespace pst::reader {
namespace {

template <class Word>
class Finder {
 public:
  explicit Finder(std::span<const std::byte> content)
      : content_(content), next_(content.size() / kBlockAlignment * kBlockAlignment) {}

  /// How many bytes at the front have not been looked at.
  [[nodiscard]] std::uint64_t left() const { return next_; }

  /// From where it stands back to `begin`, looks at every slot but those within a block that it
  /// found: what a right checksum covers is that block's, whatever it looks like.
  void scan_back(std::uint64_t begin) {
    while (next_ > begin) {
      const auto at = next_;
      next_ -= kBlockAlignment;
      const auto raw = content_.subspan(static_cast<std::size_t>(at) - sizeof(Block));
      const auto trailer = bytes::record_at<Block>(raw.template first<sizeof(Block)>());
      const std::uint16_t size = trailer.cb;
      if (size == 0) {
        continue;
      }
      if (size <= kLargest) {
        block(at, trailer);
      } else if (at % kPageSize == 0) {
        page(at - kPageSize);
      }
    }
  }

  Landmarks take() {
    std::ranges::reverse(found_.pages);
    std::ranges::reverse(found_.blocks);
    return std::move(found_);
  }

 private:
  using Block = disk::BLOCKTRAILER<Word>;
  static constexpr Width kWidth = sizeof(Word) == 8 ? Width::Unicode : Width::Ansi;
  static constexpr std::size_t kLargest = largest_block_data(kWidth);

  template <class Found>
  void keep(std::vector<Found>& list, const Found& found) {
    if (list.size() >= kMostIndexEntries) {
      ++found_.dropped;
      return;
    }
    list.push_back(found);
  }

  void block(std::uint64_t end, const Block& trailer) {
    const std::uint16_t size = trailer.cb;
    const auto stored = stored_block_size(size, kWidth);
    const Bid bid{trailer.bid};
    if (bid.none() || stored > end || trailer.wSig != signature(end - stored, bid)) {
      return;
    }
    const auto data = content_.subspan(static_cast<std::size_t>(end - stored), size);
    if (bytes::crc_from_zero(data) == trailer.dwCRC) {
      next_ = end - stored;
      keep(found_.blocks, {.bid = bid, .offset = next_, .size = size, .origin = Origin::Sweep});
    }
  }

  void page(std::uint64_t at) {
    const auto bytes = content_.subspan(static_cast<std::size_t>(at)).template first<kPageSize>();
    const auto trailer = page_trailer(bytes, kWidth);
    const auto is = [&](std::uint8_t type) {
      return trailer.type == type || trailer.type_repeat == type;
    };
    const bool of_nodes = is(disk::ptypeNBT);
    if ((!of_nodes && !is(disk::ptypeBBT)) || trailer.bid.none() ||
        bytes::crc_from_zero(bytes.first(page_body_size(kWidth))) != trailer.checksum) {
      return;
    }
    using Tail = disk::BTPAGETAIL<Word>;
    const auto tail = bytes::record_at<Tail>(bytes.template last<sizeof(Tail)>());
    keep(found_.pages, {.offset = at,
                        .bid = trailer.bid,
                        .type = of_nodes ? disk::ptypeNBT : disk::ptypeBBT,
                        .level = tail.cLevel,
                        .at_home = trailer.signature == signature(at, trailer.bid)});
  }

  std::span<const std::byte> content_;
  std::uint64_t next_;  // the end of the slot to be looked at
  Landmarks found_;
};

template <class Word>
Landmarks find(std::span<const std::byte> content, const Progress& progress) {
  Finder<Word> finder(content);
  const auto all = finder.left();
  bool stopped = false;
  while (finder.left() > 0 && !stopped) {
    finder.scan_back(finder.left() - std::min(kProgressStep, finder.left()));
    stopped = progress && !progress(all - finder.left());
  }
  auto found = finder.take();
  found.stopped = stopped;
  return found;
}

}  // namespace

Landmarks find_landmarks(std::span<const std::byte> content, Width width,
                         const Progress& progress) {
  return width == Width::Unicode ? find<disk::u64>(content, progress)
                                 : find<disk::u32>(content, progress);
}

}  // namespace pst::reader
