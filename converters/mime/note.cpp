#include "converters/mime/note.h"

#include <optional>

#include "converters/mime/body_text.h"
#include "formats/mime/ascii.h"
#include "formats/text/html_text.h"
#include "formats/text/utf8.h"

namespace convert::mime {
namespace {

constexpr std::uint64_t kMaxNoteHtml = 4 * kMaxNote;

bool has_content(const std::optional<model::Body>& body) { return body && body->content; }

std::string text_note(const TextContent& text) {
  return bytes::read_all_text(*text.content, kMaxNote).value_or(std::string());
}

std::string html_note(const TextContent& html) {
  const auto source = bytes::read_all_text(*html.content, kMaxNoteHtml);
  const std::string note = source ? text::html_text(*source) : std::string();
  return std::string(text::utf8_front(note, kMaxNote));
}

}  // namespace

std::string note_of(const model::Bodies& bodies) {
  if (has_content(bodies.text)) {
    if (std::string note = text_note(to_utf8(*bodies.text)); !::mime::is_blank(note)) {
      return note;
    }
  }
  if (has_content(bodies.html)) {
    return html_note(to_utf8(*bodies.html));
  }
  if (has_content(bodies.rtf)) {
    const RtfBody rtf = rtf_content(*bodies.rtf);
    return rtf.html ? html_note(*rtf.html) : rtf.text ? text_note(*rtf.text) : std::string();
  }
  return {};
}

}  // namespace convert::mime
