// Whether bytes look like a message.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace mime {

struct MessageEvidence {
  std::size_t known = 0;     // fields that mail has: From, Subject, Received …
  std::size_t fields = 0;    // all
  std::size_t rejected = 0;  // lines that are no field

  [[nodiscard]] bool is_possible() const { return known >= 1 && rejected == 0; }
  [[nodiscard]] bool is_sure() const { return known >= 2 && rejected == 0; }
};

/// Looks at the header that `head`, the beginning of a file, begins with; its last line may be cut.
[[nodiscard]] MessageEvidence sniff_message(std::span<const std::byte> head);

}  // namespace mime
