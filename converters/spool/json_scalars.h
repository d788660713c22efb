// Numbers and words out of JSON values: nullopt for what does not fit.
#pragma once

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <type_traits>
#include <utility>

#include "converters/model/names.h"
#include "converters/spool/json_tape.h"
#include "converters/spool/text_forms.h"

namespace convert::spool {

template <std::integral T>
[[nodiscard]] std::optional<T> integer_of(const JsonNode& node) {
  if (node.kind == JsonKind::Unsigned && std::in_range<T>(node.number)) {
    return static_cast<T>(node.number);
  }
  const auto negative = static_cast<std::int64_t>(node.number);
  if (node.kind == JsonKind::Integer && std::in_range<T>(negative)) {
    return static_cast<T>(negative);
  }
  return std::nullopt;
}

/// A number, or a string of the bits of one ("0x7fc00000").
template <std::floating_point Real>
[[nodiscard]] std::optional<Real> real_of(const JsonNode& node) {
  using Bits = std::conditional_t<sizeof(Real) == 4, std::uint32_t, std::uint64_t>;
  double number = node.real;
  switch (node.kind) {
    case JsonKind::Real:
      break;
    case JsonKind::Unsigned:
      number = static_cast<double>(node.number);
      break;
    case JsonKind::Integer:
      number = static_cast<double>(static_cast<std::int64_t>(node.number));
      break;
    default: {
      const auto bits = node.text.starts_with("0x")
                            ? hex_from(node.text.substr(2), 2 * sizeof(Real))
                            : std::nullopt;
      return bits ? std::optional(std::bit_cast<Real>(static_cast<Bits>(*bits))) : std::nullopt;
    }
  }
  if (number > double{std::numeric_limits<Real>::max()} ||
      number < double{std::numeric_limits<Real>::lowest()}) {
    return std::nullopt;
  }
  return static_cast<Real>(number);
}

template <class Enum>
[[nodiscard]] std::optional<Enum> enum_of(const JsonNode& node) {
  const auto& words = model::Names<Enum>::kWords;
  const auto found = std::ranges::find(words, node.text);
  if (node.kind != JsonKind::String || found == words.end()) {
    return std::nullopt;
  }
  return static_cast<Enum>(found - words.begin());
}

}  // namespace convert::spool
