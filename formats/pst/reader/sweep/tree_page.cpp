#include "formats/pst/reader/sweep/tree_page.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/ndb/disk.h"

namespace pst::reader {
namespace {

template <class Word>
struct Reading {
  using Tail = disk::BTPAGETAIL<Word>;

  static std::size_t stride(PageBytes page) {
    const std::size_t size = bytes::record_at<Tail>(page.template last<sizeof(Tail)>()).cbEnt;
    return size < sizeof(Word) ? 0 : size;
  }

  template <class Record>
  static std::size_t count(PageBytes page) {
    const auto tail = bytes::record_at<Tail>(page.template last<sizeof(Tail)>());
    const auto each = stride(page);
    return each < sizeof(Record)
               ? 0
               : std::min<std::size_t>(tail.cEnt, (kPageSize - sizeof(Tail)) / each);
  }

  static std::vector<TreeReference> references(PageBytes page) {
    using Record = disk::BTENTRY<Word>;
    std::vector<TreeReference> found;
    for (std::size_t i = 0; i < count<Record>(page); ++i) {
      const auto at = i * stride(page);
      const auto entry =
          bytes::record_at<Record>(page.subspan(at).template first<sizeof(Record)>());
      found.push_back({.key = entry.btkey,
                       .bid = {entry.BREFchild.bid},
                       .offset = entry.BREFchild.ib,
                       .at = at});
    }
    return found;
  }

  static std::vector<std::uint64_t> keys(PageBytes page) {
    std::vector<std::uint64_t> found;
    for (std::size_t i = 0; i < count<Word>(page); ++i) {
      found.push_back(
          bytes::record_at<Word>(page.subspan(i * stride(page)).template first<sizeof(Word)>()));
    }
    return found;
  }
};

}  // namespace

std::vector<TreeReference> tree_references(PageBytes page, Width width) {
  return width == Width::Unicode ? Reading<disk::u64>::references(page)
                                 : Reading<disk::u32>::references(page);
}

std::vector<std::uint64_t> tree_keys(PageBytes page, Width width) {
  return width == Width::Unicode ? Reading<disk::u64>::keys(page) : Reading<disk::u32>::keys(page);
}

std::size_t tree_entry_size(PageBytes page, Width width) {
  return width == Width::Unicode ? Reading<disk::u64>::stride(page)
                                 : Reading<disk::u32>::stride(page);
}

}  // namespace pst::reader
