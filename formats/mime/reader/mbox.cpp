#include "formats/mime/reader/mbox.h"

#include <algorithm>

#include "formats/mime/ascii.h"

namespace mime {
namespace {

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

std::optional<MboxMessage> MboxReader::next() {
  const std::string_view text = bytes::as_text(file_);
  if (!begin_) {
    begin_ = is_mbox(file_) ? borders_.at_separator(0) : borders_.find(0);
    if (!is_blank(text.substr(0, begin_->end))) {
      const std::string_view content = without_empty_line(text.substr(0, begin_->end));
      return MboxMessage{.offset = 0,
                         .length = begin_->begin,
                         .separator = {},
                         .content = file_.first(content.size()),
                         .content_offset = 0,
                         .before = {},
                         .behind = begin_->overwritten};
    }
  }
  if (begin_->begin >= text.size()) {
    return std::nullopt;
  }
  const MessageBorder begin = *begin_;
  const MessageBorder end = borders_.find(begin.content);
  begin_ = end;
  const std::string_view content = text.substr(begin.content, end.end - begin.content);
  const bool has_separator = begin.overwritten && begin.begin == begin.overwritten->end();
  return MboxMessage{.offset = begin.begin,
                     .length = end.begin - begin.begin,
                     .separator = begin.separator,
                     .content = file_.subspan(begin.content, without_empty_line(content).size()),
                     .content_offset = begin.content,
                     .before = has_separator ? std::nullopt : begin.overwritten,
                     .behind = end.overwritten};
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
  return is_separator(separator_line(bytes::as_text(head), 0));
}

}  // namespace mime
