#include <algorithm>

#include "converters/mapi/item_parts.h"
#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi/rtf_source.h"
#include "formats/bytes/byte_source.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

/// A body whose code page is in question is looked at whole up to this size; beyond it the store's
/// page is taken.
constexpr std::uint64_t kLargestBodyLookedAt = std::uint64_t{64} * 1024 * 1024;

/// The bytes of a value that can be a body, or null.
model::Blob blob_of(const model::PropertyValue& value) {
  if (const auto* large = std::get_if<model::LargeValue>(&value)) {
    return large->blob;
  }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return bytes::make_blob(std::string_view(*text));
  }
  if (const auto* text8 = std::get_if<model::String8>(&value)) {
    return bytes::make_blob(std::string_view(text8->bytes));
  }
  if (const auto* binary = std::get_if<model::Binary>(&value)) {
    return bytes::make_blob(*binary);
  }
  if (const auto* untyped = std::get_if<model::Untyped>(&value)) {
    return bytes::make_blob(untyped->bytes);
  }
  return nullptr;
}

std::uint32_t page_of_8_bit(const bytes::ByteSource& content, TextPage page) {
  if (!page.maybe_utf8) {
    return page.number;
  }
  const auto text = bytes::read_all_text(content, kLargestBodyLookedAt);
  return text && text::is_utf8(*text) ? text::kUtf8 : page.number;
}

/// [MS-OXCMSG] 2.2.1.56.6 PidTagInternetCodepage is the page of PidTagHtml.
TextPage html_page(const BagReader& bag) {
  const auto number = bag.integer(PidTagInternetCodepage).value_or(0);
  if (number == text::kUtf16) {
    return {.number = bag.page().number, .maybe_utf8 = true};
  }
  const auto known = static_cast<std::uint32_t>(std::clamp<std::int64_t>(number, 0, UINT32_MAX));
  return text::find_code_page(known) == nullptr ? bag.page() : TextPage{.number = known};
}

/// HTML recorded in code page 1200 that really is UTF-16 has a NUL in each ASCII character.
bool is_utf16(const bytes::ByteSource& content) {
  const auto text = bytes::read_all_text(content, kLargestBodyLookedAt);
  return text && text->size() % 2 == 0 && text->find('\0') != std::string::npos;
}

std::optional<model::Body> read_body(const BagReader& bag, std::uint16_t tag, TextPage page) {
  const model::Property* property = bag.find(tag);
  model::Blob content = property == nullptr ? nullptr : blob_of(property->value);
  if (content == nullptr || content->size() == 0) {
    return std::nullopt;
  }
  if (property->type == model::PropertyType::String) {
    const bool raw = std::holds_alternative<model::Untyped>(property->value);
    return model::Body{.content = content, .code_page = raw ? text::kUtf16 : text::kUtf8};
  }
  const std::uint32_t number = page_of_8_bit(*content, page);
  return model::Body{.content = std::move(content), .code_page = number};
}

std::optional<model::Body> read_html(const BagReader& bag) {
  auto body = read_body(bag, PidTagHtml, html_page(bag));
  if (body && bag.integer(PidTagInternetCodepage) == text::kUtf16 &&
      bag.find(PidTagHtml)->type == model::PropertyType::Binary && is_utf16(*body->content)) {
    body->code_page = text::kUtf16;
  }
  return body;
}

std::optional<model::Body> read_rtf(const BagReader& bag) {
  const model::Property* property = bag.find(PidTagRtfCompressed);
  const model::Blob compressed = property == nullptr ? nullptr : blob_of(property->value);
  if (compressed == nullptr || compressed->size() == 0) {
    return std::nullopt;
  }
  bytes::DamageLog damage;
  auto content = decompress(*compressed, damage);
  bag.findings().miss("PidTagRtfCompressed", damage);
  if (!content) {
    bag.findings().miss("PidTagRtfCompressed", content.error().what);
    return std::nullopt;
  }
  if ((*content)->size() == 0) {
    return std::nullopt;
  }
  // RTF itself is ASCII, and names the pages of what is not.
  return model::Body{.content = std::move(*content), .code_page = text::kAscii};
}

}  // namespace

void fill_bodies(const BagReader& bag, model::Message& message) {
  message.bodies.text = read_body(bag, PidTagBody, bag.page());
  message.bodies.html = read_html(bag);
  message.bodies.rtf = read_rtf(bag);
  const bool none = !message.bodies.text && !message.bodies.html && !message.bodies.rtf;
  if (none && is_class(message.message_class, "REPORT")) {
    // [MS-OXOMSG] 2.2.2.12: what the report tells its reader.
    message.bodies.text = read_body(bag, PidTagReportText, bag.page());
  }
  message.transport_headers = read_body(bag, PidTagTransportMessageHeaders, bag.page());
}

}  // namespace convert::mapi
