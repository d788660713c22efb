#include "formats/pst/ndb/section_writer.h"

#include <algorithm>
#include <array>

#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"

namespace pst {
namespace {

constexpr std::uint64_t round_up(std::uint64_t value, std::uint64_t alignment) {
  return (value + alignment - 1) / alignment * alignment;
}

/// Where the map lies in its page: ANSI pages begin with four bytes of padding (2.2.2.7.2.1).
constexpr std::size_t map_begin(Width width) { return page_body_size(width) - kMapBytes; }

/// FORMAT.md 2.3: min(255, longest run of free slots).
std::uint8_t longest_free_run(const std::bitset<kSlotsInSection>& used) {
  std::size_t longest = 0;
  std::size_t run = 0;
  for (std::size_t slot = 0; slot < used.size(); ++slot) {
    run = used[slot] ? 0 : run + 1;
    longest = std::max(longest, run);
  }
  return static_cast<std::uint8_t>(std::min<std::size_t>(longest, 255));
}

void fill_full_map(Page page, Width width, std::uint8_t ptype, std::uint64_t offset) {
  std::ranges::fill(page.subspan(map_begin(width), kMapBytes), std::byte{0xFF});
  seal_map_page(page, width, ptype, offset);
}

}  // namespace

SectionWriter::SectionWriter(bytes::PatchableFile& file, Width width)
    : file_(file), width_(width), buffer_(kSectionSize) {
  begin_section();
}

void SectionWriter::begin_section() {
  position_ = section_offset(section_);
  const auto maps = map_pages(section_) * kPageSize;
  used_.reset();
  mark(position_, maps);
  position_ += maps;
}

void SectionWriter::mark(std::uint64_t offset, std::size_t size) {
  const auto first = (offset - section_offset(section_)) / kBlockAlignment;
  for (std::size_t slot = 0; slot < size / kBlockAlignment; ++slot) {
    used_[first + slot] = true;
  }
}

std::span<std::byte> SectionWriter::at(std::uint64_t offset, std::size_t size) {
  return std::span(buffer_).subspan(offset - section_offset(section_), size);
}

bytes::Result<SectionWriter::Space> SectionWriter::allocate(std::size_t size,
                                                            std::size_t alignment) {
  auto offset = round_up(position_, alignment);
  if (offset + size > section_offset(section_ + 1)) {
    if (width_ == Width::Ansi && section_ + 1 == kMostAnsiSections) {
      return bytes::fail(bytes::ErrorKind::NoSpace, "an ANSI PST holds at most 2 GB",
                         "write a Unicode PST, or smaller parts");
    }
    if (auto ended = end_section(); !ended) {
      return tl::unexpected(ended.error());
    }
    ++section_;
    std::fill(buffer_.begin(), buffer_.end(), std::byte{});
    begin_section();
    offset = round_up(position_, alignment);
  }
  mark(offset, size);
  position_ = offset + size;
  return Space{.offset = offset, .bytes = at(offset, size)};
}

bytes::Result<void> SectionWriter::end_section() {
  const auto begin = section_offset(section_);
  const Page amap(at(begin, kPageSize).first<kPageSize>());
  const auto map = amap.subspan(map_begin(width_), kMapBytes);
  for (std::size_t slot = 0; slot < used_.size(); ++slot) {
    if (used_[slot]) {
      map[slot / 8] |= std::byte{0x80} >> (slot % 8);  // the most significant bit comes first
    }
  }
  seal_map_page(amap, width_, disk::ptypeAMap, begin);
  if (has_pmap(section_)) {
    // 2.2.2.7.3: Outlook 2007 SP2 and later keep no partial maps, every bit says "in use".
    const auto offset = begin + kPageSize;
    fill_full_map(Page(at(offset, kPageSize).first<kPageSize>()), width_, disk::ptypePMap, offset);
  }
  if (has_fpmap(section_)) {
    const auto offset = begin + 2 * kPageSize;
    fill_full_map(Page(at(offset, kPageSize).first<kPageSize>()), width_, disk::ptypeFPMap, offset);
  }
  free_bytes_ += (used_.size() - used_.count()) * kBlockAlignment;
  longest_run_.push_back(longest_free_run(used_));
  return file_.write_at(begin, buffer_);
}

std::uint64_t SectionWriter::size_bound(std::uint64_t more) const {
  // What a section holds at least: less its maps, and the end that is too short for the next piece.
  constexpr std::uint64_t kUsable = kSectionSize - 3 * kPageSize - kLargestBlock;
  const auto rest = section_offset(section_ + 1) - position_;
  if (more + kLargestBlock <= rest) {
    return section_offset(section_ + 1);
  }
  return section_offset(section_ + 2 + more / kUsable);
}

bytes::Result<void> SectionWriter::write_fmaps() {
  for (auto section = kFirstFMapSection; section <= section_; section += kSectionsOfFMap) {
    std::array<std::byte, kPageSize> bytes{};
    const Page page(bytes);
    const auto runs = std::span(longest_run_).subspan(section);
    const auto covered = runs.first(std::min<std::size_t>(runs.size(), kSectionsOfFMap));
    std::ranges::transform(covered, page.subspan(map_begin(width_)).begin(),
                           [](std::uint8_t run) { return std::byte{run}; });
    const auto offset = section_offset(section) + 2 * kPageSize;
    seal_map_page(page, width_, disk::ptypeFMap, offset);
    if (auto written = file_.write_at(offset, page); !written) {
      return written;
    }
  }
  return {};
}

bytes::Result<SectionWriter::Totals> SectionWriter::finish() {
  if (auto ended = end_section(); !ended) {
    return tl::unexpected(ended.error());
  }
  if (auto written = write_fmaps(); !written) {
    return tl::unexpected(written.error());
  }
  return Totals{.file_size = section_offset(section_ + 1),
                .last_amap = section_offset(section_),
                .free_bytes = free_bytes_};
}

}  // namespace pst
