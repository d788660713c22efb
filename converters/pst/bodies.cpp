#include <algorithm>
#include <array>
#include <cstring>

#include "converters/pst/html_body.h"
#include "converters/pst/item_parts.h"
#include "converters/pst/rtf_body.h"
#include "formats/bytes/byte_source.h"
#include "formats/mapi/property_tags.h"
#include "formats/text/code_page.h"
#include "formats/text/html_text.h"
#include "formats/text/rtf_text.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

// [MS-OXCMSG] 2.2.1.56.2 PidTagNativeBody.
constexpr std::uint32_t kNativeText = 1;
constexpr std::uint32_t kNativeRtf = 2;
constexpr std::uint32_t kNativeHtml = 3;

/// Text is made of a whole document; what is larger stays alone.
constexpr std::uint64_t kLargestDocumentRead = std::uint64_t{16} * 1024 * 1024;

void fill_body(std::uint16_t id, const std::optional<model::Body>& body, Draft& draft) {
  if (body && body->content != nullptr && !draft.has(id)) {
    draft.put(id, draft.text().type(), draft.text().encode_large(body->content, body->code_page));
  }
}

/// What another body says, too.
void put_copy(std::string_view utf8, Draft& draft) {
  if (!utf8.empty()) {
    draft.put(PidTagBody, draft.text().type(), draft.text().encode_copy(utf8));
  }
}

void add_text_of_html(const model::Body& body, Draft& draft) {
  const auto html = bytes::read_all_text(*body.content, kLargestDocumentRead);
  if (html) {
    put_copy(text::html_text(text::decode(*html, body.code_page).utf8), draft);
  }
}

/// Q146276: programs that look for plain text only must find it. A source that speaks MAPI and has
/// HTML alone is left as it is: those who read it make the text themselves.
void add_plain_text(const model::Message& message, Draft& draft) {
  const model::Bodies& bodies = message.bodies;
  if (draft.has(PidTagBody)) {
    return;
  }
  if (bodies.html && bodies.html->content != nullptr && !speaks_mapi(message)) {
    add_text_of_html(*bodies.html, draft);
    return;
  }
  if (!bodies.rtf || bodies.rtf->content == nullptr) {
    return;
  }
  const auto rtf = bytes::read_all_text(*bodies.rtf->content, kLargestDocumentRead);
  if (!rtf) {
    return;
  }
  bytes::DamageLog damage;
  const text::RtfText text = text::read_rtf(*rtf, damage);
  put_copy(
      text.content == text::RtfContent::EncapsulatedHtml ? text::html_text(text.utf8) : text.utf8,
      draft);
}

std::uint32_t native_body(const model::Bodies& bodies) {
  return bodies.html ? kNativeHtml : bodies.rtf ? kNativeRtf : kNativeText;
}

}  // namespace

void add_bodies(const model::Message& message, Draft& draft) {
  const model::Bodies& bodies = message.bodies;
  carry_html(message.properties, draft);
  fill_body(PidTagBody, bodies.text, draft);
  if (bodies.html && bodies.html->content != nullptr && !draft.has(PidTagHtml)) {
    draft.put(PidTagHtml, kBinary, bodies.html->content);
    draft.put_number(PidTagInternetCodepage, bodies.html->code_page);
  }
  if (bodies.rtf && bodies.rtf->content != nullptr && !draft.has(PidTagRtfCompressed)) {
    draft.put(PidTagRtfCompressed, kBinary, compressed_rtf(bodies.rtf->content));
  }
  add_plain_text(message, draft);
  if (!speaks_mapi(message) && (bodies.text || bodies.html || bodies.rtf)) {
    draft.fill_number(PidTagNativeBody, native_body(bodies));
  }
  fill_body(PidTagTransportMessageHeaders, message.transport_headers, draft);
}

}  // namespace convert::pst
