// Texts whose lines end in a bare CR, or in a mark of their own, as content that any program reads.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "formats/bytes/byte_source.h"

namespace text {

/// `content` with CR LF for each bare CR and LF for each `mark`, a character that some store has in
/// the place of one; converted while it is read, whatever its size. A CR before LF or `mark` is not
/// bare. `owner` keeps the bytes alive as long as the blob and its streams; null: they outlive
/// them.
[[nodiscard]] bytes::Blob with_line_ends(std::string_view content,
                                         std::shared_ptr<const void> owner,
                                         std::optional<char> mark = std::nullopt);

}  // namespace text
