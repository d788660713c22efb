#include "formats/pst/ltp/heap_block.h"

#include <cassert>

#include "formats/pst/ltp/disk.h"
#include "formats/pst/ltp/heap.h"
#include "formats/pst/ltp/record_bytes.h"

namespace pst {
namespace {

constexpr std::size_t kUsualItems = 64;

std::size_t page_map_size(std::size_t items) {
  return sizeof(disk::HNPAGEMAP) + (items + 1) * sizeof(disk::u16);
}

void append_bytes(std::vector<std::byte>& to, std::span<const std::byte> from) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

HeapBlock::HeapBlock(std::size_t number, std::size_t capacity)
    : number_(number), capacity_(capacity) {
  const auto header_size = heap_header_size(number);
  bytes_.reserve(capacity);
  bytes_.resize(header_size);
  offsets_.reserve(kUsualItems);
  offsets_.emplace_back(static_cast<std::uint16_t>(header_size));
}

bool HeapBlock::has_room(std::size_t size) const {
  constexpr std::size_t kPad = 1;
  return items() < kMostItemsOfBlock &&
         bytes_.size() + size + kPad + page_map_size(items() + 1) <= capacity_;
}

std::size_t HeapBlock::append(std::span<const std::byte> value) {
  assert(!value.empty() && has_room(value.size()));
  append_bytes(bytes_, value);
  offsets_.emplace_back(static_cast<std::uint16_t>(bytes_.size()));
  return items();
}

std::span<std::byte> HeapBlock::item(std::size_t index) {
  assert(index >= 1 && index <= items());
  const std::size_t begin = offsets_[index - 1];
  return std::span(bytes_).subspan(begin, offsets_[index] - begin);
}

std::span<std::byte> HeapBlock::header() {
  return std::span(bytes_).first(heap_header_size(number_));
}

std::uint8_t HeapBlock::close() {
  // 2.3.1.5: the map is aligned to two bytes, and no more: readers compare its place with the end
  // of the last allocation.
  const auto end = bytes_.size();
  bytes_.resize(end + end % 2);
  put_record(header(), disk::HNPAGEHDR{.ibHnpm = static_cast<std::uint16_t>(bytes_.size())});
  append_bytes(bytes_, record_bytes(disk::HNPAGEMAP{.cAlloc = static_cast<std::uint16_t>(items()),
                                                    .cFree = 0U}));
  append_bytes(bytes_, std::as_bytes(std::span(offsets_)));
  return fill_level(capacity_ - end - page_map_size(items()));
}

}  // namespace pst
