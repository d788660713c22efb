// Any bytes as a store without a header, as one that is checked, and as an image with stores in it.
// The input is cut into pages and blocks that are given the trailers they need: the sweep looks at
// nothing else.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <vector>

#include "formats/bytes/crc.h"
#include "formats/pst/check/check_store.h"
#include "formats/pst/check/map_store.h"
#include "formats/pst/ndb/page.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/sweep/carve.h"
#include "formats/pst/reader/sweep/salvage.h"

namespace {

using Bytes = std::vector<std::byte>;

void require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

void put(std::span<std::byte> at, std::uint64_t value, std::size_t size) {
  for (std::size_t i = 0; i < size; ++i) {
    at[i] = static_cast<std::byte>(value >> (8 * i));
  }
}

/// Each 512 bytes of the input begin with what they become: a page of either tree, a map, or a
/// block whose id is the second byte.
Bytes store_of(std::span<const std::byte> input) {
  constexpr std::size_t kFront = 0x4400;
  constexpr auto kWidth = pst::Width::Unicode;
  Bytes content(kFront + (input.size() + pst::kPageSize - 1) / pst::kPageSize * pst::kPageSize);
  std::ranges::copy(input, content.begin() + kFront);
  for (auto at = kFront; at < content.size(); at += pst::kPageSize) {
    const auto piece = std::span(content).subspan(at).first<pst::kPageSize>();
    const auto kind = std::to_integer<unsigned>(piece[0]) % 5U;
    const pst::Bid bid{std::to_integer<std::uint64_t>(piece[1])};
    piece[0] = {};
    piece[1] = {};
    if (kind == 0 || kind == 1) {
      pst::seal_page(piece, kWidth, kind == 0 ? 0x80 : 0x81, bid, at);
    } else if (kind == 2) {
      pst::seal_map_page(piece, kWidth, 0x84, at);
    } else if (kind == 3) {
      constexpr std::size_t kSize = pst::kPageSize - 16;
      const auto trailer = piece.subspan(kSize);
      put(trailer, kSize, 2);
      put(trailer.subspan(2), pst::signature(at, bid), 2);
      put(trailer.subspan(4), bytes::crc_from_zero(piece.first(kSize)), 4);
      put(trailer.subspan(8), bid.value, 8);
    }
  }
  return content;
}

void read_all(const pst::reader::Store& store) {
  for (const auto& entry : store.index().nodes.entries()) {
    if (const auto item = store.item(entry.nid.value)) {
      (void)item->read_record_set(0);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = std::size_t{1} << 17U;
  const auto input = std::as_bytes(std::span(data, std::min(size, kMost)));
  const auto content = store_of(input);
  if (const auto salvaged = pst::reader::salvage_store(content, nullptr, {.deleted = true})) {
    read_all(salvaged->store);
    read_all(salvaged->deleted_store());
    for (const auto& entry : salvaged->deleted) {
      const auto* const now = salvaged->store.index().nodes.find(entry.nid);
      require(now == nullptr || now->data != entry.data || now->subnodes != entry.subnodes);
    }
  }
  if (const auto report = pst::check::check_store(content, nullptr)) {
    require(!report->sound);  // it has no header
    for (const auto& finding : report->findings) {
      require(!finding.rule.empty());
    }
  }
  if (const auto map = pst::check::map_store(content, nullptr)) {
    std::uint64_t at = 0;
    for (const auto& range : map->ranges) {
      require(range.offset == at && range.length > 0);
      at += range.length;
    }
    require(at == content.size());
  }
  std::uint64_t end = 0;
  for (const auto& store : pst::reader::find_stores(content)) {
    require(store.offset >= end && store.size <= content.size() - store.offset);
    end = store.offset + store.size;
  }
  return 0;
}
