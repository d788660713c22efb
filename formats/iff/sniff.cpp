#include "formats/iff/sniff.h"

#include <optional>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/line.h"
#include "formats/iff/section_header.h"

namespace iff {
namespace {

constexpr int kMostLines = 100;

bool is_number(std::string_view text) {
  constexpr std::size_t kLongestNumber = 5;
  return !text.empty() && text.size() <= kLongestNumber &&
         text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool begins_with(std::string_view line, std::string_view word) {
  return line.size() >= word.size() && to_lower(line.substr(0, word.size())) == word;
}

}  // namespace

FileSort sniff(std::span<const std::byte> head) {
  constexpr std::size_t kEnough = std::size_t{64} * 1024;
  const std::string_view text = bytes::as_text(head).substr(0, kEnough);
  if (begins_with(text, to_lower(kSecondaryHeader))) {
    return FileSort::Secondary;
  }
  LineReader lines(text);
  bool has_number = false;
  for (int i = 0; i < kMostLines; ++i) {
    const auto line = lines.next();
    if (!line) {
      break;
    }
    const std::string_view content = trim(line->text);
    if (content.empty() || is_comment(content)) {
      continue;
    }
    if (begins_with(content, "filename,filetype")) {
      return FileSort::PackingList;
    }
    if (is_number(content) && !has_number) {
      has_number = true;
      continue;
    }
    const bool is_keyword = is_word(content, "directory") || begins_with(content, "pab,") ||
                            begins_with(content, "mailmessage,");
    return is_keyword && !has_number ? FileSort::Primary : FileSort::None;
  }
  return FileSort::None;
}

}  // namespace iff
