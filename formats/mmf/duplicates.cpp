#include "formats/mmf/duplicates.h"

#include <algorithm>
#include <array>

#include "formats/bytes/little_endian.h"
#include "formats/bytes/sha256.h"

namespace mmf {
namespace {

constexpr std::uint32_t kMessageStatus = 0x00068007;
constexpr std::uint32_t kDateModified = 0x00038020;
constexpr std::uint32_t kPiece = 65'536;

std::uint64_t hash_of(const std::vector<Element>& elements) {
  // FNV-1a over numbers.
  constexpr std::uint64_t kBasis = 0xCBF29CE484222325;
  constexpr std::uint64_t kPrime = 0x100000001B3;
  std::uint64_t hash = kBasis;
  for (const Element& element : elements) {
    for (const std::uint64_t number : {element.key, element.size}) {
      hash = (hash ^ number) * kPrime;
    }
  }
  return hash;
}

}  // namespace

std::vector<Element> Duplicates::saying(const Object& object) const {
  bytes::DamageLog ignored;
  const auto list = store_.read(object, ignored);
  std::vector<Element> elements = list ? list->elements : std::vector<Element>();
  std::erase_if(elements, [](const Element& element) {
    return element.key == kMessageStatus || element.key == kDateModified;
  });
  std::ranges::sort(elements, {}, &Element::key);
  return elements;
}

Duplicates::Digest Duplicates::digest(const Object& object) const {
  bytes::Sha256 sum;
  std::vector<std::byte> piece;
  for (const Element& element : saying(object)) {
    const std::array<bytes::u32, 2> head = {bytes::u32(element.key), bytes::u32(element.size)};
    sum.update(std::as_bytes(std::span(head)));
    for (std::uint32_t done = 0; done < element.size; done += kPiece) {
      piece.resize(std::min(kPiece, element.size - done));
      store_.file().read(element.offset + done, piece);
      sum.update(piece);
    }
  }
  return sum.finish();
}

bool Duplicates::add(const Object& object) {
  const auto elements = saying(object);
  if (elements.empty()) {
    return true;  // what says nothing is nobody's copy
  }
  Group& group = groups_[hash_of(elements)];
  if (group.waiting.empty() && group.digests.empty()) {
    group.waiting.push_back(&object);
    return true;
  }
  for (const Object* other : group.waiting) {
    group.digests.insert(digest(*other));
  }
  group.waiting.clear();
  return group.digests.insert(digest(object)).second;
}

}  // namespace mmf
