#include "converters/directory/finding_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "formats/text/utf8.h"

namespace convert::directory {
namespace {

struct Words {
  std::string_view field;
  std::string_view words;
};

constexpr std::array<Words, 18> kWords = {{
    {"line.text", "bytes that the code page cannot explain"},
    {"header.columns", "more columns than any directory has; the first 1000 are read"},
    {"row.lines", "the row goes over several lines, which were joined"},
    {"row.quote", "a quote that never ends, read as a character"},
    {"row.lost", "quotes that fit no reading, or a line that is too long; the row is not taken"},
    {"value.backslash", "a backslash that is no escape, kept as it stands"},
    {"row.columns", "more columns than any object has; not taken"},
    {"value.~DEL", "says what an import would remove; not taken"},
    {"map.smtp", "no Internet address in the second column; not taken"},
    {"ldif.line", "neither an attribute nor a continuation; not taken"},
    {"ldif.base64", "no base64; taken as it stands"},
    {"ldif.dn", "the record has no dn"},
    {"ldif.delete", "says what is removed; done to what was read before"},
    {"ldif.url", "the value stands elsewhere and was not fetched"},
    {"ldif.attributes", "more attributes than any object has; not taken"},
    {"dirsync.line", "neither a record nor a value; not taken"},
    {"dirsync.attributes", "more attributes than any object has; not taken"},
    {"dirsync.hex", "no hexadecimal digits; taken as they stand"},
}};

std::string words_of(const bytes::Damage& damage) {
  if (damage.field == "row.fields") {
    return std::to_string(damage.found) + " fields instead of " + std::to_string(damage.expected) +
           (damage.found < damage.expected ? "; those missing are empty"
                                           : "; those behind the last column are not taken");
  }
  const auto* const known = std::find_if(
      kWords.begin(), kWords.end(), [&](const Words& each) { return each.field == damage.field; });
  return std::string(known == kWords.end() ? damage.field : known->words);
}

}  // namespace

std::string describe(const ::directory::Finding& finding) {
  constexpr std::size_t kMostShown = 120;
  auto text = "line " + std::to_string(finding.line) +
              (finding.column.empty() ? "" : ", " + finding.column) + ": " +
              words_of(finding.damage);
  const auto shown = text::utf8_front(finding.raw, kMostShown);
  if (!shown.empty()) {
    text.append(": '").append(shown).append(shown.size() < finding.raw.size() ? "…'" : "'");
  }
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

}  // namespace convert::directory
