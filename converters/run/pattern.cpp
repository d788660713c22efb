#include "converters/run/pattern.h"

#include <algorithm>
#include <cstddef>

#include "formats/text/code_page.h"

namespace run {
namespace {

bool has_wildcard(std::string_view pattern) {
  return pattern.find_first_of("*?") != std::string_view::npos;
}

/// Bytes of the character that begins at `at`; `text` is UTF-8.
std::size_t character_size(std::string_view text, std::size_t at) {
  std::size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0U) == 0x80) {
    ++size;
  }
  return size;
}

/// Both folded. A mismatch goes back to the last star only: what an earlier one took need not grow.
bool glob_matches(std::string_view pattern, std::string_view text) {
  std::size_t in_pattern = 0;
  std::size_t in_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t taken = 0;  // by the last star: up to here
  while (in_text < text.size()) {
    if (in_pattern < pattern.size() && pattern[in_pattern] == '*') {
      star = in_pattern++;
      taken = in_text;
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == '?') {
      ++in_pattern;
      in_text += character_size(text, in_text);
    } else if (in_pattern < pattern.size() && pattern[in_pattern] == text[in_text]) {
      ++in_pattern;
      ++in_text;
    } else if (star != std::string_view::npos) {
      in_pattern = star + 1;
      taken += character_size(text, taken);
      in_text = taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', in_pattern) == std::string_view::npos;
}

constexpr std::string_view kAnyFolders = "**";

/// Whether `names` match the beginning of `path`. Each `**` is tried at every depth; folders are
/// not nested deeper than the readers' limits.
bool leads_to(std::span<const std::string> names, std::span<const std::string> path) {
  while (!names.empty() && names.front() != kAnyFolders) {
    if (path.empty() || !glob_matches(names.front(), path.front())) {
      return false;
    }
    names = names.subspan(1);
    path = path.subspan(1);
  }
  if (names.empty()) {
    return true;
  }
  for (std::size_t skipped = 0; skipped <= path.size(); ++skipped) {
    if (leads_to(names.subspan(1), path.subspan(skipped))) {
      return true;
    }
  }
  return false;
}

}  // namespace

TextPattern::TextPattern(std::string_view pattern)
    : folded_(text::fold_case(pattern)), is_glob_(has_wildcard(pattern)) {}

bool TextPattern::matches(std::string_view text) const {
  const auto folded = text::fold_case(text);
  return is_glob_ ? glob_matches(folded_, folded) : folded.find(folded_) != std::string::npos;
}

ClassPattern::ClassPattern(std::string_view pattern)
    : folded_(text::fold_case(pattern)), is_glob_(has_wildcard(pattern)) {}

bool ClassPattern::matches(std::string_view message_class) const {
  const auto folded = text::fold_case(message_class.empty() ? "IPM.Note" : message_class);
  if (is_glob_) {
    return glob_matches(folded_, folded);
  }
  return folded.starts_with(folded_) &&
         (folded.size() == folded_.size() || folded[folded_.size()] == '.');
}

FolderPattern::FolderPattern(std::string_view pattern) : text_(pattern) {
  const auto folded = text::fold_case(pattern);
  for (std::size_t at = 0; at < folded.size();) {
    const auto end = std::min(folded.find('/', at), folded.size());
    // Two `**` side by side would be tried at every pair of depths, and mean one.
    const auto name = folded.substr(at, end - at);
    if (!name.empty() && !(name == kAnyFolders && !names_.empty() && names_.back() == name)) {
      names_.push_back(name);
    }
    at = end + 1;
  }
}

bool FolderPattern::matches(std::span<const std::string> path) const {
  return leads_to(names_, path);
}

}  // namespace run
