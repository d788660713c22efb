#include "formats/mime/reader/message_border.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "formats/mime/ascii.h"
#include "formats/mime/header_text.h"
#include "formats/mime/line.h"
#include "formats/mime/reader/entity_fields.h"
#include "formats/mime/reader/message_sniff.h"
#include "formats/mime/reader/part.h"

namespace mime {
namespace {

constexpr std::size_t kLongestSeparator = 1000;
// Of a header that is looked at: Outlook and Exchange keep them up to some 64 KiB. The first fields
// say whether it is one.
constexpr std::size_t kMostHeader = std::size_t{64} * 1024;
constexpr std::size_t kFrontOfHeader = std::size_t{4} * 1024;

/// What stands before the empty line that ends a header; all of it when there is none.
std::string_view header_in(std::string_view text) {
  std::string_view rest = text.substr(0, kMostHeader);
  const std::size_t size = rest.size();
  while (!rest.empty()) {
    const std::size_t at = size - rest.size();
    if (take_line(rest).empty() && at != 0) {
      return text.substr(0, at);
    }
  }
  return text.substr(0, size);
}

/// RFC 5322 3.6: fields that no message has twice.
bool has_twice(std::string_view one, std::string_view other) {
  constexpr std::array<std::string_view, 5> kSingle = {"from", "date", "subject", "to",
                                                       "message-id"};
  const auto has = [](const HeaderBlock& block, std::string_view name) {
    return std::ranges::any_of(
        block.fields, [name](const HeaderField& field) { return same_word(field.name, name); });
  };
  const HeaderBlock first = split_header(one);
  const HeaderBlock second = split_header(other);
  return std::ranges::any_of(
      kSingle, [&](std::string_view name) { return has(first, name) && has(second, name); });
}

/// Where the separator begins of which the hole at `hole`, behind `before`, has left the front;
/// `hole` when there is none.
std::size_t front_of_separator(std::string_view before, std::size_t hole) {
  before = before.substr(before.size() - std::min(before.size(), kLongestSeparator));
  const std::string_view line = before.substr(before.find_last_of("\r\n") + 1);
  return line.starts_with(kFrom) ? hole - line.size() : hole;
}

/// Whether fields of a message stand there and nothing else before the empty line.
bool is_header(std::string_view text) {
  text = text.substr(0, std::min(text.find('\0'), kFrontOfHeader));
  const MessageEvidence evidence = sniff_message(std::as_bytes(std::span(text)));
  return evidence.is_possible() && evidence.fields >= 2;
}

}  // namespace

std::string_view separator_line(std::string_view text, std::size_t at) {
  const std::string_view rest = text.substr(at, kLongestSeparator);
  return rest.substr(0, rest.find_first_of("\r\n"));
}

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
    if (is_separator(separator_line(text, at + 1))) {
      return at + 1;
    }
  }
  return text.size();
}

MessageBorder MessageBorders::at_separator(std::size_t at) const {
  const std::string_view line = separator_line(text_, at);
  std::string_view rest = text_.substr(at);
  static_cast<void>(take_line(rest));
  return {.end = at, .begin = at, .content = text_.size() - rest.size(), .separator = line};
}

MessageBorder MessageBorders::find(std::size_t from) {
  if (!separator_ || *separator_ < from) {
    // The line end before a separator may be that of the separator before it.
    separator_ = find_separator(text_, from == 0 ? 0 : from - 1);
  }
  const std::size_t limit = *separator_;
  const std::string_view content = text_.substr(0, limit);
  for (auto hole = find_fill(content, from); hole; hole = find_fill(content, hole->end())) {
    auto border = border_at(*hole, limit);
    if (border && !is_within(*hole, *border, from, limit)) {
      border->end = front_of_separator(text_.substr(from, hole->begin - from), hole->begin);
      border->begin = border->begin == hole->end() ? hole->end() : border->end;
      return *border;
    }
  }
  return limit == text_.size() ? MessageBorder{.end = limit, .begin = limit, .content = limit}
                               : at_separator(limit);
}

std::optional<MessageBorder> MessageBorders::border_at(const Overwritten& hole,
                                                       std::size_t limit) const {
  // Also the separator itself, when nothing but the line end before it is gone.
  if (hole.end() < text_.size() && is_separator(separator_line(text_, hole.end()))) {
    MessageBorder border = at_separator(hole.end());
    border.end = hole.begin;
    border.overwritten = hole;
    return border;
  }
  MessageBorder border{
      .end = hole.begin, .begin = hole.begin, .content = hole.end(), .overwritten = hole};
  std::string_view rest = text_.substr(hole.end(), limit - std::min(hole.end(), limit));
  if (is_header(rest)) {
    return border;
  }
  // The rest of a line stands before the header: of the separator, or of a field.
  const std::string_view line = take_line(rest);
  if (line.size() >= kLongestSeparator || !is_header(rest)) {
    return std::nullopt;
  }
  if (line.empty() || is_separator(std::string(kFrom) + "x " + std::string(line))) {
    border.separator = line;
    border.content = limit - rest.size();
  }
  return border;
}

bool MessageBorders::is_within(const Overwritten& hole, const MessageBorder& border,
                               std::size_t from, std::size_t limit) {
  // Work, at worst: several times the mailbox.
  constexpr std::size_t kMostSearched = 8;
  const bool is_separated = border.begin == hole.end();
  if (is_separated || border.begin == 0 || searched_ / kMostSearched > text_.size()) {
    return false;
  }
  const std::string_view before = text_.substr(from, hole.begin - from);
  const std::string_view behind = text_.substr(border.content, limit - border.content);
  const std::string_view header = header_in(before);
  searched_ += header.size();
  if (header.size() == before.size()) {
    return !has_twice(header, header_in(behind));
  }
  ReadPart part;
  part.fields = split_header(header);
  interpret_fields(part, "text/plain", text::kWindows1252);
  const std::string* boundary = part.type.find("boundary");
  if (boundary == nullptr || boundary->empty()) {
    return false;
  }
  const std::size_t found = behind.find("\n--" + *boundary);
  searched_ += std::min(found, behind.size());
  return found != std::string_view::npos;
}

}  // namespace mime
