#include "converters/run/batch/exmerge_log.h"

#include <algorithm>
#include <optional>

#include "converters/run/batch/list_text.h"

namespace run::batch {
namespace {

/// "[hh:mm:ss] text" gives the text.
std::optional<std::string_view> behind_clock(std::string_view line) {
  constexpr std::string_view kClock = "[00:00:00]";
  if (line.size() < kClock.size()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < kClock.size(); ++i) {
    const bool is_digit = line[i] >= '0' && line[i] <= '9';
    if (kClock[i] == '0' ? !is_digit : line[i] != kClock[i]) {
      return std::nullopt;
    }
  }
  line.remove_prefix(kClock.size());
  line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
  return line;
}

/// What stands before `mark`, which is taken off, too; names may have apostrophes of their own.
std::optional<std::string> take_until(std::string_view& text, std::string_view mark) {
  const auto end = text.find(mark);
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  std::string taken(text.substr(0, end));
  text.remove_prefix(end + mark.size());
  return taken;
}

/// Copying data from mailbox 'Smith, John' ('JSmith') on Server 'SRV1' to file 'C:\...\JSMITH.PST'.
std::optional<ExmergeCopy> copy_of(std::string_view text) {
  constexpr std::string_view kBegin = "Copying data from mailbox '";
  if (!text.starts_with(kBegin)) {
    return std::nullopt;
  }
  text.remove_prefix(kBegin.size());
  auto display_name = take_until(text, "' ('");
  auto alias = take_until(text, "') on Server '");
  auto server = take_until(text, "' to file '");
  const auto end = text.rfind('\'');
  if (!display_name || !alias || !server || end == std::string_view::npos) {
    return std::nullopt;
  }
  return ExmergeCopy{.display_name = std::move(*display_name),
                     .alias = std::move(*alias),
                     .server = std::move(*server),
                     .file = std::string(text.substr(0, end))};
}

bool tells_of_trouble(std::string_view text) {
  const auto folded = text::fold_case(text);
  return folded.find("error") != std::string::npos || folded.find("aborted") != std::string::npos;
}

}  // namespace

bool is_exmerge_log(std::string_view bytes, text::CodePageNumber charset) {
  constexpr std::size_t kHead = 4096;
  const auto text = list_text(bytes.substr(0, kHead), charset);
  const auto begin = text.bytes.find_first_not_of("\r\n \t");
  return begin != std::string::npos && behind_clock(std::string_view(text.bytes).substr(begin));
}

std::vector<ExmergeCopy> parse_exmerge_log(std::string_view bytes, text::CodePageNumber charset) {
  const auto decoded = list_text(bytes, charset);
  const auto utf8 = text::decode(decoded.bytes, decoded.page).utf8;
  std::vector<ExmergeCopy> copies;
  std::string_view rest = utf8;
  for (std::uint64_t number = 1; !rest.empty(); ++number) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const auto text = behind_clock(line);
    if (!text) {
      continue;
    }
    if (auto copy = copy_of(*text)) {
      copy->line = number;
      copies.push_back(std::move(*copy));
    } else if (!copies.empty() && tells_of_trouble(*text)) {
      copies.back().trouble = *text;
      copies.back().aborted =
          copies.back().aborted || text->find("Copy process aborted") != std::string_view::npos;
    }
  }
  if (!copies.empty()) {
    copies.back().is_last = true;
  }
  return copies;
}

}  // namespace run::batch
