#include "converters/mime/reader/text_joiner.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/mime/ascii.h"
#include "formats/text/code_page.h"
#include "formats/text/html_text.h"

namespace convert::mime {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

/// A piece, decoded.
struct Texts {
  std::optional<std::string> text;
  std::optional<std::string> html;
  const TextPiece* origin = nullptr;
};

class Joiner {
 public:
  Joiner(const ReadContext& context, model::Message& message)
      : context_(context), message_(message) {}

  void add(const TextPiece& piece) {
    Texts texts{.text = decoded(piece.text, "text/plain"),
                .html = decoded(piece.html, "text/html"),
                .origin = &piece};
    if (texts.text || texts.html) {
      pieces_.push_back(std::move(texts));
    }
  }

  void finish() {
    if (pieces_.size() == 1) {
      message_.bodies.text = pieces_.front().origin->text;
      message_.bodies.html = pieces_.front().origin->html;
      return;
    }
    const bool has_html =
        std::ranges::any_of(pieces_, [](const Texts& piece) { return piece.html.has_value(); });
    std::string text;
    std::string html;
    for (const Texts& piece : pieces_) {
      append_line(text, piece.text ? *piece.text : text::html_text(*piece.html));
      if (has_html) {
        append_line(html, piece.html ? *piece.html : "<pre>" + escaped(*piece.text) + "</pre>");
      }
    }
    message_.bodies.text = model::Body{.content = bytes::make_blob(std::string_view(text))};
    if (has_html) {
      message_.bodies.html = model::Body{.content = bytes::make_blob(std::string_view(html))};
    }
  }

 private:
  static void append_line(std::string& all, std::string_view piece) {
    if (!all.empty() && all.back() != '\n') {
      all += "\r\n";
    }
    all += piece;
  }

  std::optional<std::string> decoded(const std::optional<model::Body>& body,
                                     std::string_view type) {
    if (!body) {
      return std::nullopt;
    }
    const std::uint64_t size = body->content->size();
    const auto bytes =
        size > kLargestJoined - used_
            ? bytes::Result<std::string>(bytes::fail(bytes::ErrorKind::LimitExceeded, ""))
            : bytes::read_all_text(*body->content, kLargestJoined);
    if (!bytes) {
      keep_apart(*body, type);
      return std::nullopt;
    }
    if (::mime::is_blank(*bytes)) {
      return std::nullopt;
    }
    used_ += size;
    text::Decoded text = text::decode(*bytes, body->code_page);
    message_.undecodable += text.undecodable;
    return std::move(text.utf8);
  }

  void keep_apart(const model::Body& body, std::string_view type) {
    context_.note(context_.place +
                  ": a text too large to be joined to the others is an attachment");
    model::Attachment attachment;
    attachment.mime_type = type;
    attachment.content = body.content;
    message_.attachments.push_back(std::move(attachment));
  }

  const ReadContext& context_;
  model::Message& message_;
  std::vector<Texts> pieces_;
  std::uint64_t used_ = 0;
};

}  // namespace

void join_texts(const std::vector<TextPiece>& pieces, const ReadContext& context,
                model::Message& message) {
  if (pieces.empty()) {
    return;
  }
  if (pieces.size() == 1) {
    message.bodies.text = pieces.front().text;
    message.bodies.html = pieces.front().html;
    return;
  }
  Joiner joiner(context, message);
  for (const TextPiece& piece : pieces) {
    joiner.add(piece);
  }
  joiner.finish();
}

}  // namespace convert::mime
