// "#FILE.SEC(offset)": where the rest of a row is. FORMAT.md 4.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "formats/iff/row.h"

namespace iff {

struct Pointer {
  std::string file;  // 8-bit, as written
  std::uint64_t offset = 0;
  friend bool operator==(const Pointer&, const Pointer&) = default;
};

/// nullopt for a field that is none: what begins with '#' and is quoted is text.
[[nodiscard]] std::optional<Pointer> read_pointer(const Field& field);

}  // namespace iff
