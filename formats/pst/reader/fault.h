// What is wrong with a value, a row or an item: which of its bytes cannot be relied on, and why.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/bytes/damage.h"

namespace pst::reader {

/// A reason to doubt content. Damage that touches no content (a wrong signature beside a right
/// checksum, a counter) makes no fault: it is in Store::damage() alone. What has no fault is what
/// was written: every block it lies in has the right checksum, and is the one that was asked for.
struct Fault {
  /// What was found, and where in the file.
  bytes::Damage damage{};
  /// The part of the value it concerns, in bytes of the value; {0, 0}: all of it, or unknown. Of an
  /// item or a table: always {0, 0}.
  std::uint64_t at = 0;
  std::uint64_t length = 0;
  /// Nothing of these bytes is left: zeros stand in their place. Else they are delivered as they
  /// lie in the file.
  bool missing = false;

  friend bool operator==(const Fault&, const Fault&) = default;
};

using Faults = std::vector<Fault>;

/// Damage::field of an item that was read through a page of the node index which a sweep found:
/// nothing is wrong with the page but that a newer one may be lost.
inline constexpr std::string_view kPerhapsOlderPage = "PAGETRAILER.bid";

/// Whether one of `faults` concerns a byte of [at, at + length).
[[nodiscard]] bool touches(const Faults& faults, std::uint64_t at, std::uint64_t length);

/// Puts `from` behind `to`.
void add_faults(const Faults& from, Faults& to);

}  // namespace pst::reader
