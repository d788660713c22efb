#include "formats/mime/reader/mbox.h"

#include <algorithm>

#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/mime/line.h"

namespace mime {
namespace {

constexpr std::string_view kFrom = "From ";
constexpr std::size_t kLongestSeparator = 1000;

std::string_view line_at(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestSeparator);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

/// Without the empty line that stands before the next separator.
std::string_view without_empty_line(std::string_view content) {
  const auto ends_with_empty_line = [&content] {
    return content.ends_with("\n\n") || content.ends_with("\n\r\n") || content == "\n" ||
           content == "\r\n";
  };
  if (ends_with_empty_line()) {
    content.remove_suffix(content.ends_with("\r\n") ? 2 : 1);
  }
  return content;
}

}  // namespace

std::optional<ReadDate> separator_date(std::string_view separator) {
  if (!separator.starts_with(kFrom) || separator.size() >= kLongestSeparator) {
    return std::nullopt;
  }
  // A sender may hold blanks: the date begins with the first word from which on all is one.
  constexpr int kMostWords = 20;
  std::string_view rest = separator.substr(kFrom.size());
  for (int i = 0; i < kMostWords && !rest.empty(); ++i) {
    if (const auto date = parse_date(rest)) {
      return date;
    }
    const std::size_t blank = std::min(rest.find(' '), rest.size());
    rest.remove_prefix(blank);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
  }
  return std::nullopt;
}

bool is_separator(std::string_view line) { return separator_date(line).has_value(); }

std::size_t find_separator(std::string_view text, std::size_t from) {
  constexpr std::string_view kLineOfFrom = "\nFrom ";
  for (std::size_t at = text.find(kLineOfFrom, from); at != std::string_view::npos;
       at = text.find(kLineOfFrom, at + 1)) {
    if (is_separator(line_at(text, at + 1))) {
      return at + 1;
    }
  }
  return text.size();
}

std::size_t MboxReader::next_separator(std::size_t from) const {
  return find_separator(bytes::as_text(file_), from);
}

std::optional<MboxMessage> MboxReader::next() {
  const std::string_view text = bytes::as_text(file_);
  if (at_ == 0 && !is_separator(line_at(text, 0))) {
    const std::size_t first = next_separator(0);
    at_ = first;
    if (!is_blank(text.substr(0, first))) {
      const std::string_view content = without_empty_line(text.substr(0, first));
      return MboxMessage{.offset = 0,
                         .length = first,
                         .separator = {},
                         .content = file_.first(content.size()),
                         .content_offset = 0};
    }
  }
  if (at_ >= text.size()) {
    return std::nullopt;
  }
  MboxMessage message{.offset = at_,
                      .length = 0,
                      .separator = line_at(text, at_),
                      .content = {},
                      .content_offset = 0};
  std::string_view rest = text.substr(at_);
  static_cast<void>(take_line(rest));
  const std::size_t begin = text.size() - rest.size();
  // The separator's own line end may be the one before the next.
  const std::size_t end = next_separator(begin == 0 ? 0 : begin - 1);
  message.length = end - at_;
  message.content_offset = begin;
  message.content =
      file_.subspan(begin, without_empty_line(text.substr(begin, end - begin)).size());
  at_ = end;
  return message;
}

std::size_t find_quote(std::string_view content, std::size_t from) {
  const auto is_quoted = [content](std::size_t at) {
    const std::size_t behind = content.find_first_not_of('>', at);
    return behind != std::string_view::npos && behind != at &&
           content.substr(behind, kFrom.size()) == kFrom;
  };
  if (from == 0 && content.starts_with('>') && is_quoted(0)) {
    return 0;
  }
  for (std::size_t at = content.find("\n>", from); at != std::string_view::npos;
       at = content.find("\n>", at + 1)) {
    if (is_quoted(at + 1)) {
      return at + 1;
    }
  }
  return std::string_view::npos;
}

bool is_mbox(std::span<const std::byte> head) {
  return is_separator(line_at(bytes::as_text(head), 0));
}

}  // namespace mime
