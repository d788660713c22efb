// Files inside a text: uuencoded blocks, and what an "Encoding:" field says (RFC 1154).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mime/reader/part.h"

namespace mime {

/// A piece of a text.
struct TextBlock {
  std::size_t offset = 0;  // in the text
  std::size_t length = 0;
  bool is_text = true;
  Coding coding = Coding::None;  // of what is no text
  std::string name{};            // of the file, as it stands there; may be empty
  std::string keyword{};         // of an Encoding field, in capitals
};

/// The uuencoded files in `text`, and the texts between them, in order; one block, all of it, when
/// there are none. A file is one only when each line between its "begin" and its "end" is a line of
/// uuencode: a text about uuencode stays a text.
[[nodiscard]] std::vector<TextBlock> find_uuencoded(std::string_view text);

/// "2 TEXT, 391 HEX": `text` cut into so many lines each. A piece without a number has the rest.
/// What follows the last piece is text. nullopt when the field is none, or counts more lines than
/// there are.
[[nodiscard]] std::optional<std::vector<TextBlock>> split_by_encoding(std::string_view field,
                                                                      std::string_view text);

}  // namespace mime
