#include "converters/mime/reader/outer_texts.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"

namespace convert::mime {
namespace {

/// Longer texts are not compared: they are kept.
constexpr std::uint64_t kMostCompared = std::uint64_t{16} * 1024 * 1024;

/// The characters of a text without white space, which programs on the way change; nullopt when it
/// is too long or cannot be read.
std::optional<std::string> words_of(const model::Body& body) {
  const auto bytes = bytes::read_all_text(*body.content, kMostCompared);
  if (!bytes) {
    return std::nullopt;
  }
  std::string utf8 = text::decode(*bytes, body.code_page).utf8;
  std::erase_if(utf8, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
  return utf8;
}

bool says_the_same(const model::Body& one, const model::Body& other) {
  const auto words = words_of(one);
  return words && words == words_of(other);
}

class Settling {
 public:
  Settling(const ReadContext& context, model::Message& message)
      : context_(context), message_(message) {}

  void settle(std::optional<model::Body>& inner, std::optional<model::Body> outer, const char* name,
              const char* type) {
    if (!outer) {
      return;
    }
    if (!inner) {
      inner = std::move(outer);
      return;
    }
    if (says_the_same(*inner, *outer)) {
      return;
    }
    model::Attachment attachment;
    attachment.long_name = name;
    attachment.mime_type = type;
    attachment.content = outer->content;
    attachment.provenance.source = message_.provenance.source;
    message_.attachments.push_back(std::move(attachment));
    context_.note(context_.place +
                  ": the text around its TNEF stream is not that in it: it is the "
                  "attachment " +
                  name);
  }

 private:
  const ReadContext& context_;
  model::Message& message_;
};

}  // namespace

void settle_outer_texts(model::Bodies inner, const ReadContext& context, model::Message& message) {
  model::Bodies outer = std::exchange(message.bodies, {});
  Settling settling(context, message);
  settling.settle(inner.text, std::move(outer.text), "outer-text.txt", "text/plain");
  settling.settle(inner.html, std::move(outer.html), "outer-text.html", "text/html");
  settling.settle(inner.rtf, std::move(outer.rtf), "outer-text.rtf", "application/rtf");
  message.bodies = std::move(inner);
}

}  // namespace convert::mime
