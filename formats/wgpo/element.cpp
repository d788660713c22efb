#include "formats/wgpo/element.h"

#include <algorithm>

#include "formats/bytes/byte_reader.h"
#include "formats/bytes/little_endian.h"

namespace wgpo {
namespace {

constexpr std::uint8_t kPropertyBit = 0x80;
constexpr std::uint8_t kQualifierBit = 0x40;
constexpr std::uint8_t kLong = 0x80;  // of lengths and qualifiers
constexpr std::uint8_t kKindMask = 0x7F;
constexpr std::size_t kLongestNumber = 4;

/// A length or a qualifier.
struct Coded {
  std::optional<std::uint32_t> value;  // none: indefinite, undefined
  bool begins_with_zero = false;
};

std::optional<Coded> read_coded(bytes::ByteReader& in) {
  const auto first = in.read<bytes::u8>();
  if (!first) {
    return std::nullopt;
  }
  if (*first < kLong) {
    return Coded{.value = std::uint32_t{*first}};
  }
  const std::size_t size = *first & kKindMask;
  if (size == 0) {
    return Coded{};
  }
  const auto digits = in.take(size);
  if (!digits) {
    return std::nullopt;
  }
  Coded coded{.value = 0, .begins_with_zero = digits->front() == std::byte{0}};
  // Over-long forms begin with zeros.
  const std::size_t leading = size > kLongestNumber ? size - kLongestNumber : 0;
  if (std::ranges::any_of(digits->first(leading), [](std::byte b) { return b != std::byte{0}; })) {
    return std::nullopt;
  }
  for (const std::byte digit : digits->subspan(leading)) {
    coded.value = (*coded.value << 8U) | std::to_integer<std::uint32_t>(digit);
  }
  return coded;
}

bool is_kind(std::uint8_t kind) {
  switch (static_cast<ElementKind>(kind)) {
    case ElementKind::NoOperation:
    case ElementKind::EndOfConstructor:
    case ElementKind::String:
    case ElementKind::Boolean:
    case ElementKind::UniqueId:
    case ElementKind::Sequence:
    case ElementKind::Set:
    case ElementKind::Integer:
    case ElementKind::Padding:
    case ElementKind::PropertyList:
    case ElementKind::Date:
    case ElementKind::BitString:
    case ElementKind::Property:
    case ElementKind::Compressed:
    case ElementKind::Encrypted:
    case ElementKind::Field:
    case ElementKind::Message:
    case ElementKind::Extension:
    case ElementKind::Vendor:
      return true;
  }
  return false;
}

/// Whether an element may be longer than the data.
enum class Cut : std::uint8_t { Refuse, Accept };

std::optional<Element> read_at(std::span<const std::byte> data, std::uint64_t offset, int level,
                               Cut cut = Cut::Refuse);

/// The length of contents that end with an end-of-constructor.
std::optional<std::size_t> indefinite_length(std::span<const std::byte> data, int level) {
  std::size_t at = 0;
  while (at < data.size() && level < kMostLevels) {
    const auto inner = read_at(data.subspan(at), 0, level + 1);
    if (!inner) {
      return std::nullopt;
    }
    if (inner->kind == ElementKind::EndOfConstructor) {
      return at;
    }
    at += static_cast<std::size_t>(inner->end());  // its offset is 0
  }
  return std::nullopt;
}

std::optional<Element> read_at(std::span<const std::byte> data, std::uint64_t offset, int level,
                               Cut cut) {
  bytes::ByteReader in(data, offset);
  const auto identifier = in.read<bytes::u8>();
  if (!identifier || !is_kind(*identifier & kKindMask)) {
    return std::nullopt;
  }
  Element element;
  element.kind = static_cast<ElementKind>(*identifier & kKindMask);
  element.offset = offset;
  const auto length = read_coded(in);
  if (!length) {
    return std::nullopt;
  }
  std::span<const std::byte> body;
  const std::uint64_t body_offset = in.offset();
  element.length = length->value;
  element.length_size = static_cast<std::size_t>(body_offset - offset) - 1;
  const bool is_indefinite = !length->value.has_value();
  if (is_indefinite) {
    if (!is_constructor(element.kind)) {
      return std::nullopt;
    }
    body = *in.take(in.remaining());
  } else {
    element.is_cut = *length->value > in.remaining();
    if (element.is_cut && cut == Cut::Refuse) {
      return std::nullopt;
    }
    body = *in.take(std::min<std::uint64_t>(*length->value, in.remaining()));
  }
  bytes::ByteReader inner(body, body_offset);
  if ((*identifier & kQualifierBit) != 0) {
    const auto qualifier = read_coded(inner);
    if (!qualifier) {
      return std::nullopt;
    }
    element.qualifier = qualifier->value;
    element.qualifier_size = static_cast<std::size_t>(inner.offset() - body_offset);
    element.is_vendor_qualifier = element.kind == ElementKind::Field && qualifier->begins_with_zero;
  }
  if ((*identifier & kPropertyBit) != 0) {
    const std::uint64_t at = inner.offset() - body_offset;
    const auto properties =
        level < kMostLevels
            ? read_at(body.subspan(static_cast<std::size_t>(at)), inner.offset(), level + 1)
            : std::nullopt;
    if (!properties || properties->kind != ElementKind::PropertyList) {
      return std::nullopt;
    }
    (void)inner.take(properties->end() - inner.offset());
  }
  element.contents_offset = inner.offset();
  element.contents = *inner.take(inner.remaining());
  if (is_indefinite) {
    const auto size = indefinite_length(element.contents, level);
    if (!size) {
      return std::nullopt;
    }
    element.contents = element.contents.first(*size);
    element.is_indefinite = true;
  }
  return element;
}

void collect(const Element& element, int level, std::vector<Element>& out,
             bytes::DamageLog& damage) {
  if (element.kind == ElementKind::String) {
    out.push_back(element);
    return;
  }
  if (!is_constructor(element.kind) || level == kMostLevels) {
    return;
  }
  for (const Element& inner : read_elements(element.contents, element.contents_offset, damage)) {
    if (out.size() == kMostElements) {
      return;
    }
    collect(inner, level + 1, out, damage);
  }
}

}  // namespace

bool is_constructor(ElementKind kind) {
  return kind == ElementKind::Sequence || kind == ElementKind::Set || kind == ElementKind::Date ||
         kind == ElementKind::PropertyList || kind == ElementKind::Field ||
         kind == ElementKind::Message || kind == ElementKind::Property ||
         kind == ElementKind::Extension || kind == ElementKind::Vendor;
}

std::optional<Element> read_element(std::span<const std::byte> data, std::uint64_t offset) {
  return read_at(data, offset, 0);
}

std::vector<Element> read_elements(std::span<const std::byte> data, std::uint64_t offset,
                                   bytes::DamageLog& damage) {
  std::vector<Element> found;
  std::size_t at = 0;
  while (at < data.size() && found.size() < kMostElements) {
    const auto element = read_at(data.subspan(at), offset + at, 0, Cut::Accept);
    if (element && element->is_cut) {
      damage.add({.offset = offset + at,
                  .length = data.size() - at,
                  .kind = bytes::DamageKind::OutOfRange,
                  .field = "element.length",
                  .found = data.size() - at});
      found.push_back(*element);
      break;
    }
    if (!element) {
      damage.add({.offset = offset + at,
                  .length = data.size() - at,
                  .kind = bytes::DamageKind::OutOfRange,
                  .field = "element",
                  .found = std::to_integer<std::uint64_t>(data[at])});
      break;
    }
    at = static_cast<std::size_t>(element->end() - offset);
    found.push_back(*element);
  }
  if (at < data.size() && found.size() == kMostElements) {
    damage.add({.offset = offset + at,
                .length = data.size() - at,
                .kind = bytes::DamageKind::OutOfRange,
                .field = "element.count",
                .found = found.size(),
                .expected = kMostElements});
  }
  return found;
}

std::vector<Element> strings_in(const Element& element, bytes::DamageLog& damage) {
  std::vector<Element> out;
  collect(element, 0, out, damage);
  return out;
}

std::optional<std::uint32_t> integer_of(const Element& element) {
  constexpr std::size_t kLargest = 4;
  if (element.kind != ElementKind::Integer || element.contents.empty() ||
      element.contents.size() > kLargest) {
    return std::nullopt;
  }
  std::uint32_t value = 0;
  for (std::size_t i = element.contents.size(); i-- > 0;) {
    value = (value << 8U) | std::to_integer<std::uint32_t>(element.contents[i]);
  }
  return value;
}

}  // namespace wgpo
