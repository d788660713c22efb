// What FORMAT.md calls the objects, attributes and flags of a store: for people who look at bytes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "formats/bytes/range_map.h"
#include "formats/mmf/oid.h"

namespace mmf {

/// What an object is to the store: "message", and whether it leads to others.
struct ObjectSort {
  std::string_view owner;
  bytes::RangeClass kind = bytes::RangeClass::Data;
};
[[nodiscard]] ObjectSort sort_of(Oid oid);

/// "folder \x82Inb, Inbox"; "none" of 0.
[[nodiscard]] std::string name_of(Oid oid);

/// FORMAT.md 7.1, 7.5: "Subject"; empty for a number that nobody knows.
[[nodiscard]] std::string_view name_of_attribute(std::uint32_t key);

/// FORMAT.md 4: "link, committed"; what nobody knows as a number.
[[nodiscard]] std::string words_for_node_flags(std::uint16_t flags);
/// FORMAT.md 7.4, the same.
[[nodiscard]] std::string words_for_status(std::uint8_t status);
/// FORMAT.md 7.1.
[[nodiscard]] std::string_view word_for_priority(std::uint64_t priority);
/// FORMAT.md 7.3: "one-off".
[[nodiscard]] std::string_view word_for_triple(std::uint64_t kind);
/// FORMAT.md 7.5: "file".
[[nodiscard]] std::string_view word_for_attachment(std::uint64_t type);

}  // namespace mmf
