#include "formats/iff/line.h"

#include <algorithm>

#include "formats/iff/row.h"
#include "formats/text/lead_byte.h"

namespace iff {
namespace {

constexpr std::string_view kContinuation = "\\\\";

/// Bytes looked through for the quotes of a line that is continued: so many, and so many for each
/// of its own. Only values with quotes that are joined from very many lines take more.
constexpr std::uint64_t kLeastLineLooks = std::uint64_t{64} * 1024;
constexpr std::uint64_t kLooksPerByte = 64;

}  // namespace

std::optional<Line> LineReader::next() {
  if (next_.offset >= file_.size()) {
    return std::nullopt;
  }
  const auto begin = static_cast<std::size_t>(next_.offset);
  const std::size_t end = std::min(file_.find_first_of("\r\n", begin), file_.size());
  const Line line{.at = next_, .text = file_.substr(begin, end - begin)};
  const std::size_t ending = file_.substr(end).starts_with("\r\n") ? 2 : 1;
  next_ = {.offset = std::min(end + ending, file_.size()), .line = next_.line + 1};
  return line;
}

bool ends_in_continuation(std::string_view line, text::CodePageNumber page) {
  if (!line.ends_with(kContinuation)) {
    return false;
  }
  std::size_t at = 0;
  const std::size_t first = line.size() - kContinuation.size();
  while (at < first) {
    at += text::is_lead_byte(line[at], page) ? 2U : 1U;
  }
  return at == first;
}

bool is_blank(std::string_view line) {
  return line.find_first_not_of(" \t") == std::string_view::npos;
}

std::optional<LogicalLine> next_logical_line(LineReader& lines, text::CodePageNumber page,
                                             Continuation continuation) {
  auto line = lines.next();
  while (line && (is_blank(line->text) || is_comment(line->text))) {
    line = lines.next();
  }
  if (!line) {
    return std::nullopt;
  }
  LogicalLine logical{.at = line->at,
                      .end = 0,
                      .text = std::string(line->text.substr(0, kLongestLine)),
                      .is_too_long = line->text.size() > kLongestLine};
  GrowingLine quotes;
  while (line && continuation == Continuation::Joined && !logical.is_too_long &&
         ends_in_continuation(line->text, page)) {
    const std::size_t joined = logical.text.size() - kContinuation.size();
    if (quotes.has_open_quote(logical.text, joined)) {
      break;
    }
    if (quotes.looked_through() > kLeastLineLooks + kLooksPerByte * logical.text.size()) {
      logical.is_too_long = true;
      break;
    }
    logical.text.resize(joined);
    line = lines.next();
    if (line) {
      logical.joined.push_back({.at = joined, .offset = line->at.offset});
      logical.is_too_long = line->text.size() > kLongestLine - logical.text.size();
      logical.text += line->text.substr(0, kLongestLine - logical.text.size());
    }
  }
  logical.end = lines.place().offset;
  return logical;
}

}  // namespace iff
