#include "formats/wgpo/folder_file.h"

#include "formats/wgpo/element.h"
#include "formats/wgpo/letter.h"

namespace wgpo {
namespace {

constexpr std::uint64_t kSmallest = 32;

/// A message whose elements fill it exactly, and one of which is a field.
bool is_letter(std::span<const std::byte> data) {
  bytes::DamageLog damage;
  const auto letter = read_letter(data, damage);
  return letter && damage.total() == 0 && !letter->fields.empty();
}

}  // namespace

std::vector<LetterPlace> find_letters(std::span<const std::byte> file) {
  constexpr unsigned kKindBits = 0x7F;
  constexpr std::byte kIndefinite{0x80};
  constexpr std::uint64_t kTimes = 64;
  // What looks like a letter and is none costs its length: so often through the file, no more.
  std::uint64_t budget = kTimes * file.size();
  std::vector<LetterPlace> found;
  std::size_t at = 0;
  while (at < file.size() && found.size() < kMostLettersInFolder) {
    const auto kind = static_cast<ElementKind>(std::to_integer<unsigned>(file[at]) & kKindBits);
    // The end of a message without a length is not known before all of it was read.
    const bool may_begin =
        kind == ElementKind::Message && at + 1 < file.size() && file[at + 1] != kIndefinite;
    const auto element = may_begin ? read_element(file.subspan(at), at) : std::nullopt;
    const std::uint64_t length = element ? element->end() - at : 0;
    if (length > budget) {
      break;
    }
    budget -= length;
    if (length < kSmallest || !is_letter(file.subspan(at, static_cast<std::size_t>(length)))) {
      ++at;
      continue;
    }
    found.push_back({.offset = at, .length = length});
    at += static_cast<std::size_t>(length);
  }
  return found;
}

}  // namespace wgpo
