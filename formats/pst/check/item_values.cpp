#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/pst/check/checking.h"
#include "formats/pst/messaging/tags.h"
#include "formats/text/code_page.h"

namespace pst::check {

std::optional<std::uint32_t> number_of(const reader::RecordSet& set, std::uint32_t id) {
  const auto* const entry = set.find(id);
  if (entry == nullptr || !entry->faults.empty()) {
    return std::nullopt;
  }
  const auto number = bytes::ByteReader(entry->data).read<bytes::u32>();
  return number ? std::optional<std::uint32_t>(*number) : std::nullopt;
}

std::string name_of(const reader::RecordSet& set, Nid node) {
  constexpr std::uint32_t kSubject = 0x0037;   // PidTagSubject
  constexpr std::uint32_t kCodePage = 0x3FFD;  // PidTagMessageCodepage
  const auto type = static_cast<NidType>(nid_type(node));
  const bool message = type == NidType::NormalMessage || type == NidType::AssociatedMessage;
  const auto* const entry = set.find(message ? kSubject : std::uint32_t{tag::PidTagDisplayName});
  if (entry == nullptr || !entry->faults.empty() ||
      (entry->type != tag::kString && entry->type != tag::kString8)) {
    return {};
  }
  auto name =
      entry->type == tag::kString
          ? text::decode_utf16(entry->data).utf8
          : text::decode(entry->data, number_of(set, kCodePage).value_or(text::kWindows1252)).utf8;
  // 2.5.3.1.1.1: a mark, and the length of the prefix.
  if (!name.empty() && name.front() == '\x01') {
    std::size_t second = 1;
    while (second + 1 < name.size() &&
           (static_cast<unsigned char>(name[second + 1]) & 0xC0U) == 0x80) {
      ++second;
    }
    name.erase(0, std::min(name.size(), second + 1));
  }
  return name;
}

}  // namespace pst::check
