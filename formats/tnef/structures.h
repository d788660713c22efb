// Small structures in attributes. [MS-OXTNEF] 2.1.3.3; FORMAT.md 2.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "formats/bytes/damage.h"
#include "formats/text/calendar_date.h"

namespace tnef {

/// 8-bit text in the stream's code page, without NULs.
struct Person {
  std::string_view name;
  std::string_view address;  // "TYPE:address"
};

/// attFrom: a one-off TRP record. nullopt, told, when it is none.
[[nodiscard]] std::optional<Person> read_trp(std::span<const std::byte> data, std::uint64_t offset,
                                             bytes::DamageLog& damage);
/// attOwner, attSentFor.
[[nodiscard]] std::optional<Person> read_owner(std::span<const std::byte> data,
                                               std::uint64_t offset, bytes::DamageLog& damage);

/// A date as the encoder's clock showed it. nullopt, told, for one that is none.
[[nodiscard]] std::optional<text::Ticks> read_date(std::span<const std::byte> data,
                                                   std::uint64_t offset, bytes::DamageLog& damage);

/// attAttachRendData.
struct Rendition {
  bool is_ole = false;
  std::int32_t position = -1;  // in the body, in characters; -1: none
  bool is_mac_binary = false;
};
[[nodiscard]] std::optional<Rendition> read_rendition(std::span<const std::byte> data,
                                                      std::uint64_t offset,
                                                      bytes::DamageLog& damage);

/// The data of a string or text attribute, without the NUL that ends it and what follows that.
[[nodiscard]] std::string_view text_of(std::span<const std::byte> data);

}  // namespace tnef
