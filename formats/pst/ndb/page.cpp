#include "formats/pst/ndb/page.h"

#include <cstring>

#include "formats/bytes/crc.h"
#include "formats/pst/ndb/disk.h"

namespace pst {
namespace {

template <class Word>
void seal(Page page, std::uint8_t ptype, std::uint64_t bid, std::uint16_t page_signature) {
  using Trailer = disk::PAGETRAILER<Word>;
  constexpr std::size_t kBody = kPageSize - sizeof(Trailer);
  Trailer trailer;
  trailer.ptype = ptype;
  trailer.ptypeRepeat = ptype;
  trailer.wSig = page_signature;
  trailer.dwCRC = bytes::crc_from_zero(page.first<kBody>());
  trailer.bid = static_cast<decltype(+trailer.bid)>(bid);
  std::memcpy(page.subspan<kBody>().data(), &trailer, sizeof trailer);
}

void seal(Page page, Width width, std::uint8_t ptype, std::uint64_t bid,
          std::uint16_t page_signature) {
  if (width == Width::Unicode) {
    seal<disk::u64>(page, ptype, bid, page_signature);
  } else {
    seal<disk::u32>(page, ptype, bid, page_signature);
  }
}

}  // namespace

void seal_page(Page page, Width width, std::uint8_t ptype, Bid bid, std::uint64_t offset) {
  seal(page, width, ptype, bid.value, signature(offset, bid));
}

void seal_map_page(Page page, Width width, std::uint8_t ptype, std::uint64_t offset) {
  seal(page, width, ptype, offset, 0);
}

}  // namespace pst
