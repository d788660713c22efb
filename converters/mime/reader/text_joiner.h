// Several texts of one message as one body.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "converters/mime/reader/read_context.h"
#include "converters/model/message.h"

namespace convert::mime {

/// What stands at one place of a message, in one or two readings.
struct TextPiece {
  std::optional<model::Body> text{};
  std::optional<model::Body> html{};
};

/// Sets the bodies of `message` from `pieces`, in their order. One piece stays as it is. Several
/// become UTF-8: the text body has what each says (of HTML alone its visible text), the HTML body,
/// when one of them is HTML, has the HTML and the other texts as preformatted ones, so that neither
/// lacks anything. Blank texts beside others are left out; a text that would make a body larger
/// than kLargestJoined becomes an attachment, which is noted.
void join_texts(const std::vector<TextPiece>& pieces, const ReadContext& context,
                model::Message& message);

inline constexpr std::uint64_t kLargestJoined = std::uint64_t{16} * 1024 * 1024;

}  // namespace convert::mime
