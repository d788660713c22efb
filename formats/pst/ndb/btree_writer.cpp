#include "formats/pst/ndb/btree_writer.h"

#include <algorithm>
#include <cstring>

#include "formats/pst/ndb/disk.h"
#include "formats/pst/ndb/page.h"

namespace pst {
namespace {

constexpr std::size_t entries_size(Width width) {
  return width == Width::Unicode ? sizeof(disk::BTPAGE<disk::u64>::rgentries)
                                 : sizeof(disk::BTPAGE<disk::u32>::rgentries);
}
constexpr std::size_t child_size(Width width) {
  return width == Width::Unicode ? sizeof(disk::BTENTRY<disk::u64>)
                                 : sizeof(disk::BTENTRY<disk::u32>);
}

template <class Word>
std::vector<std::byte> child_entry(std::uint64_t key, const BlockRef& child) {
  using Number = decltype(+Word{});
  disk::BTENTRY<Word> entry;
  entry.btkey = static_cast<Number>(key);
  entry.BREFchild.bid = static_cast<Number>(child.bid.value);
  entry.BREFchild.ib = static_cast<Number>(child.offset);
  std::vector<std::byte> out(sizeof entry);
  std::memcpy(out.data(), &entry, sizeof entry);
  return out;
}

template <class Word>
void fill_page(std::span<std::byte> page, std::span<const std::byte> entries, std::size_t each,
               std::size_t most, std::size_t level) {
  disk::BTPAGE<Word> out;
  std::ranges::copy(entries, out.rgentries.begin());
  out.tail.cEnt = static_cast<std::uint8_t>(entries.size() / each);
  out.tail.cEntMax = static_cast<std::uint8_t>(most);
  out.tail.cbEnt = static_cast<std::uint8_t>(each);
  out.tail.cLevel = static_cast<std::uint8_t>(level);
  std::memcpy(page.data(), &out, sizeof out);
}

}  // namespace

BTreeWriter::BTreeWriter(SectionWriter& sections, Width width, std::uint8_t ptype,
                         std::size_t entry_size, std::uint64_t& next_page)
    : sections_(sections),
      width_(width),
      ptype_(ptype),
      leaf_size_(entry_size),
      next_page_(next_page),
      levels_(1) {}

std::size_t BTreeWriter::entry_size(std::size_t level) const {
  return level == 0 ? leaf_size_ : child_size(width_);
}

std::size_t BTreeWriter::page_holds(std::size_t level) const {
  return entries_size(width_) / entry_size(level);
}

bytes::Result<void> BTreeWriter::add(std::uint64_t key, std::span<const std::byte> entry) {
  return add_to(0, key, entry);
}

bytes::Result<void> BTreeWriter::add_to(std::size_t level, std::uint64_t key,
                                        std::span<const std::byte> entry) {
  if (level == levels_.size()) {
    levels_.emplace_back();
  }
  if (levels_[level].entries.size() == page_holds(level) * entry_size(level)) {
    if (auto passed = pass_up(level); !passed) {
      return passed;
    }
  }
  auto& page = levels_[level];
  if (page.entries.empty()) {
    page.first_key = key;
  }
  page.entries.insert(page.entries.end(), entry.begin(), entry.end());
  return {};
}

// 2.2.2.7.7.2: a parent's key is the first key of its child.
bytes::Result<void> BTreeWriter::pass_up(std::size_t level) {
  const auto key = levels_[level].first_key;
  const auto child = write_page(level);
  if (!child) {
    return tl::unexpected(child.error());
  }
  return add_to(level + 1, key,
                width_ == Width::Unicode ? child_entry<disk::u64>(key, *child)
                                         : child_entry<disk::u32>(key, *child));
}

bytes::Result<BlockRef> BTreeWriter::write_page(std::size_t level) {
  const auto space = sections_.allocate(kPageSize, kPageSize);
  if (!space) {
    return tl::unexpected(space.error());
  }
  const BlockRef page{.bid = {.value = next_page_++}, .offset = space->offset};
  auto& entries = levels_[level].entries;
  if (width_ == Width::Unicode) {
    fill_page<disk::u64>(space->bytes, entries, entry_size(level), page_holds(level), level);
  } else {
    fill_page<disk::u32>(space->bytes, entries, entry_size(level), page_holds(level), level);
  }
  seal_page(Page(space->bytes.first<kPageSize>()), width_, ptype_, page.bid, page.offset);
  entries.clear();
  return page;
}

bytes::Result<BlockRef> BTreeWriter::finish() {
  for (std::size_t level = 0; level + 1 < levels_.size(); ++level) {
    if (auto passed = pass_up(level); !passed) {
      return tl::unexpected(passed.error());
    }
  }
  return write_page(levels_.size() - 1);
}

std::uint64_t btree_pages(std::uint64_t entries, Width width, std::size_t entry_size) {
  std::uint64_t pages = 0;
  auto holds = entries_size(width) / entry_size;
  do {
    entries = entries / holds + 1;
    pages += entries;
    holds = entries_size(width) / child_size(width);
  } while (entries > 1);
  return pages;
}

}  // namespace pst
