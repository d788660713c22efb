#include "converters/mime/body_parts.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "converters/mime/attachment_part.h"
#include "converters/mime/body_text.h"
#include "converters/mime/calendar_part.h"
#include "converters/mime/contact_card.h"
#include "converters/mime/html_references.h"
#include "converters/mime/note.h"
#include "formats/mime/ascii.h"

namespace convert::mime {
namespace {

using ::mime::Entity;

// HTML beyond this size is not searched for pictures: they are then ordinary attachments.
constexpr std::uint64_t kMaxSearchedHtml = 64ULL * 1024 * 1024;

struct BodyTexts {
  std::optional<TextContent> text;
  std::optional<TextContent> html;
  bytes::Blob rtf;   // to keep
  std::string note;  // the text, for cards and calendar objects
};

bool is_present(const std::optional<model::Body>& body) { return body && body->content; }

BodyTexts read_bodies(const model::Bodies& bodies) {
  BodyTexts result;
  if (is_present(bodies.text)) {
    result.text = to_utf8(*bodies.text);
  }
  if (is_present(bodies.html)) {
    result.html = html_content(*bodies.html);
  }
  if (is_present(bodies.rtf) && result.html) {
    result.rtf = rtf_beside_html(*bodies.rtf);
  } else if (is_present(bodies.rtf)) {
    RtfBody rtf = rtf_content(*bodies.rtf);
    result.rtf = std::move(rtf.original);
    result.html = std::move(rtf.html);
    if (!result.text) {
      result.text = std::move(rtf.text);
    }
  }
  return result;
}

Entity text_part(std::string type, const TextContent& text) {
  Entity part;
  part.content_type = {.type = std::move(type),
                       .parameters = {{.name = "charset", .value = text.charset}}};
  part.content = text.content;
  return part;
}

Entity multipart(std::string type, std::vector<Entity> parts) {
  Entity entity;
  entity.content_type.type = std::move(type);
  entity.parts = std::move(parts);
  return entity;
}

/// A leaf with the bytes as they are, to be saved under `name`.
Entity file_part(std::string type, const std::string& name, const bytes::Blob& content) {
  Entity part;
  part.content_type = {.type = std::move(type), .parameters = {{.name = "name", .value = name}}};
  part.content = content;
  part.encoding = ::mime::TransferEncoding::Base64;
  part.disposition = "attachment";
  part.disposition_parameters.push_back({.name = "filename", .value = name});
  return part;
}

Entity calendar_entity(const model::Message& message, const ItemContext& context,
                       std::string_view note) {
  const ::mime::Calendar calendar = calendar_object(message, context, note);
  Entity part =
      text_part("text/calendar", {.content = bytes::make_blob(::mime::write_calendar(calendar))});
  if (!calendar.method.empty()) {  // RFC 6047 2.4: the same as METHOD
    part.content_type.parameters.push_back({.name = "method", .value = calendar.method});
  }
  return part;
}

Entity card_entity(const model::Message& message, std::string_view note) {
  const std::string card = message.contact ? ::mime::write_vcard(contact_card(message, note))
                                           : ::mime::write_vcard(group_card(message, note));
  Entity part = text_part("text/vcard", {.content = bytes::make_blob(card)});
  const std::string name = card_name(message) + ".vcf";
  part.content_type.parameters.push_back({.name = "name", .value = name});
  part.disposition = "attachment";
  part.disposition_parameters.push_back({.name = "filename", .value = name});
  return part;
}

/// Which attachments the HTML shows, by index.
std::set<std::size_t> shown_in(const std::optional<TextContent>& html,
                               const std::vector<model::Attachment>& attachments) {
  std::set<std::size_t> shown;
  if (!html || std::ranges::none_of(attachments, can_be_inline)) {
    return shown;
  }
  const auto text = bytes::read_all_text(*html->content, kMaxSearchedHtml);
  if (!text) {
    return shown;
  }
  const std::set<std::string> ids = content_ids_in(*text);
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    const model::Attachment& attachment = attachments[i];
    const bool by_location = attachment.inline_hidden && !attachment.content_location.empty() &&
                             text->find(attachment.content_location) != std::string::npos;
    if (can_be_inline(attachment) && (ids.contains(attachment.content_id) || by_location)) {
      shown.insert(i);
    }
  }
  return shown;
}

/// The readings of one content, the richest last (RFC 2046 5.1.4).
Entity alternatives(std::vector<Entity> parts) {
  return parts.size() == 1 ? std::move(parts.front())
                           : multipart("multipart/alternative", std::move(parts));
}

/// Reads the bodies and, for items of an address book or calendar without a text of their own,
/// makes one up.
BodyTexts readable_bodies(const model::Message& message, bool& made_up) {
  BodyTexts bodies = read_bodies(message.bodies);
  const bool card = message.contact || message.list;
  if (!card && !message.calendar) {
    if (!bodies.text && !bodies.html) {
      bodies.text = TextContent{.content = bytes::make_blob(std::string_view())};
    }
    return bodies;
  }
  if (bodies.text) {
    bodies.note = bytes::read_all_text(*bodies.text->content, kMaxNote).value_or(std::string());
  }
  const bool no_text =
      !bodies.text || (bodies.text->content->size() <= kMaxNote && ::mime::is_blank(bodies.note) &&
                       bodies.text->undecodable == 0);
  if (no_text && bodies.html) {
    bodies.text.reset();  // the HTML is what the item says; nothing made up stands before it
    bodies.note = note_of(message.bodies);
  } else if (no_text) {
    const std::string summary = card ? card_summary(message) : calendar_summary(message);
    bodies.text = TextContent{.content = bytes::make_blob(std::string_view(summary))};
    bodies.note.clear();
    made_up = true;
  }
  return bodies;
}

/// Whether a text loses bytes here that no attachment has: a reader may have made one.
bool lacks_bytes_of_text(const model::Message& message, const BodyTexts& bodies) {
  return is_present(message.bodies.text) && bodies.text && bodies.text->undecodable != 0 &&
         std::ranges::none_of(message.attachments, [](const model::Attachment& attachment) {
           return attachment.long_name == kUndecodableText;
         });
}

}  // namespace

MessageContent message_content(const model::Message& message, const ItemContext& context,
                               const bytes::Blob& wire_header) {
  MessageContent result;
  const BodyTexts bodies = readable_bodies(message, result.made_up_text);
  std::vector<Entity> readings;
  for (const auto& [text, type] :
       {std::pair(&bodies.text, "text/plain"), std::pair(&bodies.html, "text/html")}) {
    if (*text) {
      result.undecodable += (*text)->undecodable;
      if (context.tally != nullptr && (*text)->undecodable != 0) {
        ++context.tally->undecodable;
      }
      readings.push_back(text_part(type, **text));
    }
  }
  if (message.calendar) {
    readings.push_back(calendar_entity(message, context, bodies.note));
  }
  Entity body = alternatives(std::move(readings));

  std::vector<Entity> related;
  std::vector<Entity> mixed;
  if (message.contact || message.list) {
    mixed.push_back(card_entity(message, bodies.note));
  }
  if (bodies.rtf) {
    mixed.push_back(file_part("application/rtf", "body.rtf", bodies.rtf));
  }
  if (lacks_bytes_of_text(message, bodies)) {
    mixed.push_back(file_part("application/octet-stream", std::string(kUndecodableText),
                              message.bodies.text->content));
  }
  if (wire_header) {
    mixed.push_back(file_part("text/plain", "transport-headers.txt", wire_header));
  }
  const std::set<std::size_t> shown = shown_in(bodies.html, message.attachments);
  for (std::size_t i = 0; i < message.attachments.size(); ++i) {
    if (shown.contains(i)) {
      related.push_back(inline_part(message.attachments[i], i + 1, context));
    } else {
      mixed.push_back(attachment_part(message.attachments[i], i + 1, context));
    }
  }
  if (!related.empty()) {
    // RFC 2387 3.1: the type parameter is that of the root part.
    const std::string root = body.content_type.type;
    related.insert(related.begin(), std::move(body));
    body = multipart("multipart/related", std::move(related));
    body.content_type.parameters.push_back({.name = "type", .value = root});
  }
  if (!mixed.empty()) {
    mixed.insert(mixed.begin(), std::move(body));
    body = multipart("multipart/mixed", std::move(mixed));
  }
  result.entity = std::move(body);
  return result;
}

}  // namespace convert::mime
