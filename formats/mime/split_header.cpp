// A header block as it came over the wire, or as a damaged store kept it.
#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/header_text.h"
#include "formats/mime/line.h"

namespace mime {
namespace {

// RFC 5322 sets no limit below the line's 998; the longest names in use have some 50 characters.
// Beyond this it is text with a colon in it.
constexpr std::size_t kMaxFieldName = 200;

/// The field that `line` begins, if it begins one. RFC 5322 4.5 allows white space before the
/// colon. A name that begins with "--" could be taken for a boundary, and is none anybody uses.
std::optional<HeaderField> begin_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view name = line.substr(0, colon);
  name = name.substr(0, name.find_last_not_of(" \t") + 1);
  if (name.empty() || name.size() > kMaxFieldName || name.starts_with("--") ||
      !std::ranges::all_of(name, is_vchar)) {
    return std::nullopt;
  }
  std::string_view value = line.substr(colon + 1);
  if (!value.empty() && is_wsp(value.front())) {
    value.remove_prefix(1);
  }
  return HeaderField{.name = std::string(name), .value = std::string(value)};
}

}  // namespace

HeaderBlock split_header(std::string_view raw) {
  HeaderBlock block;
  bool in_header = true;   // until the first empty line after something
  bool continues = false;  // the last line was a field, or its continuation
  while (!raw.empty()) {
    const std::string_view line = take_line(raw);
    if (line.empty()) {
      in_header = in_header && block.fields.empty() && block.rejected.empty();
      continues = false;
      continue;
    }
    if (in_header && is_wsp(line.front())) {
      if (is_blank(line)) {
        continue;  // a folded line of white space (RFC 5322 4.2 obs-FWS) says nothing
      }
      if (continues) {
        block.fields.back().value += "\r\n";
        block.fields.back().value += line;
        continue;
      }
    }
    auto field = in_header && !is_wsp(line.front()) ? begin_field(line) : std::nullopt;
    continues = field.has_value();
    if (field) {
      block.fields.push_back(std::move(*field));
    } else {
      block.rejected.emplace_back(line);
    }
  }
  return block;
}

}  // namespace mime
