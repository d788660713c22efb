// Entities for the tests: by hand, and at random from a seed.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

#include "formats/mime/entity.h"

namespace test {

[[nodiscard]] mime::Entity text_leaf(std::string_view text, std::string_view charset = "utf-8");
[[nodiscard]] mime::Entity attachment(std::string_view content, std::string_view file_name);
[[nodiscard]] mime::Entity multipart(std::string_view subtype, std::vector<mime::Entity> parts);
[[nodiscard]] mime::Entity nested(mime::Entity message);

/// Content that can be opened, and breaks after `good` bytes.
[[nodiscard]] bytes::Blob broken_blob(std::size_t good);

/// The whole entity as write_entity() writes it with seed "seed".
[[nodiscard]] std::string written(const mime::Entity& entity);

using Random = std::mt19937;

/// A number below `limit`. The distribution is our own: those of the library differ.
[[nodiscard]] std::size_t below(Random& random, std::size_t limit);
/// UTF-8 from several scripts with blanks, controls and whatever quoting cares about.
[[nodiscard]] std::string random_text(Random& random, std::size_t max_characters);
/// Any bytes, with a liking for line ends, '=', '-', '>' and "From ".
[[nodiscard]] std::string random_bytes(Random& random, std::size_t max_size);
/// A message with a Subject, and a tree of parts of all three kinds below.
[[nodiscard]] mime::Entity random_message(Random& random, std::size_t depth = 3);

}  // namespace test
