#include "formats/bytes/annotation.h"

#include <algorithm>

namespace bytes {

FileBytes FileBytes::part(std::size_t at, std::size_t length) const {
  const auto begin = std::min(at, raw.size());
  const auto size = std::min(length, raw.size() - begin);
  return {.offset = offset + begin,
          .raw = raw.subspan(begin, size),
          .plain = plain.empty() ? plain : plain.subspan(begin, size)};
}

void AnnotatedRecord::explain(std::string_view field, std::string_view text) {
  const auto found = std::ranges::find(fields, field, &AnnotatedField::name);
  if (found != fields.end()) {
    found->meaning += (found->meaning.empty() ? "" : "; ") + std::string(text);
  }
}

}  // namespace bytes
