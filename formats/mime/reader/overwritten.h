// Bytes that no mail program writes: what a broken disk or program left over mail.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace mime {

struct Overwritten {
  std::size_t begin = 0;  // in the text that was searched
  std::size_t length = 0;
  bool is_zeros = false;  // nothing but NULs is foreign there
};

/// In a header, of which `rejected` are the lines that are no fields, in their order: NULs
/// anywhere, and rejected lines with control characters other than tabs. All from the first such
/// line to the last, or, where there is none, the first run of NULs.
[[nodiscard]] std::optional<Overwritten> find_in_header(std::string_view header,
                                                        std::span<const std::string> rejected);

/// In text or encoded content: the first run of zeros that is too long for a slip of a program.
[[nodiscard]] std::optional<Overwritten> find_in_body(std::string_view body);

}  // namespace mime
