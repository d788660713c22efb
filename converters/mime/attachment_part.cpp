#include "converters/mime/attachment_part.h"

#include <string>
#include <string_view>
#include <utility>

#include "converters/mime/attachment_name.h"
#include "converters/mime/header_fields.h"
#include "converters/mime/identity.h"
#include "converters/mime/provenance_fields.h"
#include "formats/mime/ascii.h"
#include "formats/mime/header_text.h"

namespace convert::mime {
namespace {

using ::mime::Entity;

void add_name(Entity& part, const std::string& name) {
  part.disposition = "attachment";
  part.content_type.parameters.push_back({.name = "name", .value = name});
  part.disposition_parameters.push_back({.name = "filename", .value = name});
}

/// RFC 2183 2.4, 2.5.
void add_times(Entity& part, const model::Attachment& attachment) {
  if (attachment.created) {
    part.disposition_parameters.push_back(
        {.name = "creation-date", .value = date_text(*attachment.created)});
  }
  if (attachment.modified) {
    part.disposition_parameters.push_back(
        {.name = "modification-date", .value = date_text(*attachment.modified)});
  }
}

/// What cannot stand between angle brackets in a Content-ID is not written as one.
bool is_content_id(std::string_view id) {
  return !id.empty() && id.find_first_of("<> \t\r\n") == std::string_view::npos;
}

void add_fields(Entity& part, const model::Attachment& attachment, const std::string& name,
                const ItemContext& context) {
  if (is_content_id(attachment.content_id)) {
    part.fields.push_back(
        {.name = "Content-ID",
         .value = '<' + ::mime::encode_unstructured(attachment.content_id) + '>'});
  }
  if (!attachment.content_location.empty()) {
    part.fields.push_back({.name = "Content-Location",
                           .value = ::mime::encode_unstructured(attachment.content_location)});
  }
  auto provenance = piece_fields(attachment.provenance, context.options);
  part.fields.insert(part.fields.end(), provenance.begin(), provenance.end());
  if (!context.options.provenance) {
    return;
  }
  const auto mark = [&part](std::string field, const std::string& value) {
    part.fields.push_back({.name = std::move(field), .value = ::mime::encode_unstructured(value)});
  };
  if (!attachment.mime_type.empty() && attachment.kind == model::AttachmentKind::ByValue &&
      media_type(attachment, name) == "application/octet-stream" &&
      attachment.mime_type != "application/octet-stream") {
    mark("X-Restante-Content-Type", attachment.mime_type);
  }
  if (!attachment.long_name.empty() && attachment.long_name != name) {
    mark("X-Restante-Name", attachment.long_name);
  }
  if (attachment.kind == model::AttachmentKind::Reference && attachment.content != nullptr &&
      !attachment.path.empty()) {
    mark("X-Restante-Path", attachment.path);
  }
}

Entity text_note(const std::string& name, std::string_view text) {
  Entity part;
  part.content_type = {.type = "text/plain", .parameters = {{.name = "charset", .value = "utf-8"}}};
  part.content = bytes::make_blob(text);
  add_name(part, name);
  return part;
}

std::string reasons(const model::Provenance& provenance) {
  std::string out;
  for (const model::Missing& missing : provenance.missing) {
    out += missing.what + ": " + missing.why + "\r\n";
  }
  return out.empty() ? "The store delivered no content.\r\n" : out;
}

Entity missing_part(const std::string& name, std::string_view what, const std::string& why) {
  return text_note(name + ".missing.txt", "The attachment \"" + name +
                                              "\" is missing: " + std::string(what) +
                                              " could not be read from the store.\r\n\r\n" + why);
}

Entity reference_part(const model::Attachment& attachment, const std::string& name) {
  return text_note(name + ".reference.txt",
                   "The attachment \"" + name +
                       "\" was not in the message, which only says where the file was:\r\n\r\n" +
                       attachment.path + "\r\n");
}

std::string with_extension(std::string name, std::string_view extension) {
  const bool there =
      name.size() > extension.size() &&
      ::mime::same_word(std::string_view(name).substr(name.size() - extension.size()), extension);
  if (!there) {
    name += extension;
  }
  return name;
}

Entity embedded_part(const model::Attachment& attachment, std::size_t number,
                     const std::string& name, const ItemContext& context) {
  if (context.depth >= kMaxEmbeddedDepth) {
    return missing_part(
        name, "the embedded message",
        "Messages are nested deeper than " + std::to_string(kMaxEmbeddedDepth) + " levels.\r\n");
  }
  const ItemContext inner{.store = context.store,
                          .options = context.options,
                          .identity = identity_of(*attachment.message, context.store,
                                                  context.identity, std::to_string(number)),
                          .depth = context.depth + 1,
                          .tally = context.tally};
  Entity part;
  part.content_type.type = "message/rfc822";
  part.nested.push_back(to_entity(*attachment.message, inner));
  add_name(part, with_extension(name, ".eml"));  // often it is a subject
  return part;
}

Entity content_part(const model::Attachment& attachment, const std::string& name) {
  Entity part;
  part.content_type.type = media_type(attachment, name);
  part.content = attachment.content;
  part.encoding = ::mime::TransferEncoding::Base64;
  add_name(part, name);
  return part;
}

std::string display_name(const model::Attachment& attachment, std::size_t number) {
  if (attachment.kind == model::AttachmentKind::Embedded && attachment.long_name.empty() &&
      attachment.short_name.empty() && attachment.message != nullptr &&
      !attachment.message->subject.empty()) {
    return attachment.message->subject;
  }
  std::string name = attachment_name(attachment, number);
  if (attachment.kind == model::AttachmentKind::Ole) {
    return with_extension(std::move(name), ".ole");  // whatever it was drawn with, it is a storage
  }
  return name;
}

}  // namespace

Entity attachment_part(const model::Attachment& attachment, std::size_t number,
                       const ItemContext& context) {
  const std::string name = display_name(attachment, number);
  Entity part;
  switch (attachment.kind) {
    case model::AttachmentKind::Embedded:
      part = attachment.message != nullptr
                 ? embedded_part(attachment, number, name, context)
                 : missing_part(name, "the embedded message", reasons(attachment.provenance));
      break;
    case model::AttachmentKind::Reference:
      part = attachment.content != nullptr ? content_part(attachment, name)
                                           : reference_part(attachment, name);
      break;
    case model::AttachmentKind::ByValue:
    case model::AttachmentKind::Ole:
      part = attachment.content != nullptr
                 ? content_part(attachment, name)
                 : missing_part(name, "its content", reasons(attachment.provenance));
      break;
  }
  add_times(part, attachment);
  add_fields(part, attachment, name, context);
  return part;
}

Entity inline_part(const model::Attachment& attachment, std::size_t number,
                   const ItemContext& context) {
  Entity part = attachment_part(attachment, number, context);
  part.disposition = "inline";
  return part;
}

bool can_be_inline(const model::Attachment& attachment) {
  return attachment.kind == model::AttachmentKind::ByValue && attachment.content != nullptr &&
         (is_content_id(attachment.content_id) || !attachment.content_location.empty());
}

}  // namespace convert::mime
