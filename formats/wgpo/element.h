// Elements of FIPS PUB 98, of which letters consist. FORMAT.md 6.1.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "formats/bytes/damage.h"

namespace wgpo {

enum class ElementKind : std::uint8_t {
  NoOperation = 0x00,
  EndOfConstructor = 0x01,
  String = 0x02,
  Boolean = 0x08,
  UniqueId = 0x09,
  Sequence = 0x0A,
  Set = 0x0B,
  Integer = 0x20,
  Padding = 0x21,
  PropertyList = 0x24,
  Date = 0x28,
  BitString = 0x43,
  Property = 0x45,
  Compressed = 0x46,
  Encrypted = 0x47,
  Field = 0x4C,
  Message = 0x4D,
  Extension = 0x7E,
  Vendor = 0x7F,
};

struct Element {
  ElementKind kind = ElementKind::NoOperation;
  std::optional<std::uint32_t> qualifier;  // none: not there, or undefined
  bool is_vendor_qualifier = false;        // of a field: long form that begins with 0
  std::span<const std::byte> contents;     // behind qualifier and properties
  std::uint64_t offset = 0;                // of the identifier, in the file
  std::uint64_t contents_offset = 0;       // in the file
  bool is_cut = false;                     // its length says more than there is
  bool is_indefinite = false;              // an end-of-constructor of two bytes stands behind it
  std::optional<std::uint32_t> length{};   // as it says; none: until an end-of-constructor
  std::size_t length_size = 0;             // bytes of it, behind the identifier
  std::size_t qualifier_size = 0;          // of that, behind the length; properties may follow

  /// Behind the last byte that belongs to it.
  [[nodiscard]] std::uint64_t end() const {
    return contents_offset + contents.size() + (is_indefinite ? 2U : 0U);
  }
};

inline constexpr std::size_t kMostElements = 65'536;  // of one sequence
inline constexpr int kMostLevels = 16;                // of elements within each other

/// The elements of `data`, which lie at `offset`, one behind the other. It ends at the first thing
/// that is none, and behind one that is longer than the data; both are told.
[[nodiscard]] std::vector<Element> read_elements(std::span<const std::byte> data,
                                                 std::uint64_t offset, bytes::DamageLog& damage);

/// The first element of `data`, or nullopt when it is none or does not fit.
[[nodiscard]] std::optional<Element> read_element(std::span<const std::byte> data,
                                                  std::uint64_t offset);

/// Whether its contents are elements: those that the reader looks into.
[[nodiscard]] bool is_constructor(ElementKind kind);

/// Every string in `element`, in its order, at most kMostLevels deep.
[[nodiscard]] std::vector<Element> strings_in(const Element& element, bytes::DamageLog& damage);

/// Microsoft's integers are least significant byte first, against FIPS PUB 98 (FORMAT.md 6.1).
[[nodiscard]] std::optional<std::uint32_t> integer_of(const Element& element);

}  // namespace wgpo
