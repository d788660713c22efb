#include "converters/mime/reader/tnef_part.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <variant>

#include "converters/mime/reader/decoded_bytes.h"
#include "converters/mime/reader/part_attachment.h"
#include "converters/tnef/context.h"
#include "converters/tnef/message.h"
#include "formats/bytes/hex.h"
#include "formats/mime/ascii.h"
#include "formats/tnef/attribute.h"

namespace convert::mime {
namespace {

template <class T>
void fill(std::optional<T>& into, std::optional<T>& from) {
  if (!into) {
    into = std::move(from);
  }
}

void fill(std::string& into, std::string& from) {
  if (into.empty()) {
    into = std::move(from);
  }
}

/// An instant beats a clock without a zone.
void fill_time(model::OptionalTimestamp& into, const model::OptionalTimestamp& from) {
  const bool is_better = from && std::holds_alternative<model::Instant>(*from) &&
                         (!into || std::holds_alternative<model::WallClock>(*into));
  if (!into || is_better) {
    into = from;
  }
}

/// `inner` is the message of the stream, `outer` what MIME says around it.
void merge(model::Message& outer, model::Message&& inner) {
  fill(inner.subject, outer.subject);
  fill(inner.message_class, outer.message_class);
  fill(inner.from, outer.from);
  fill(inner.sender, outer.sender);
  if (inner.reply_to.empty()) {
    inner.reply_to = std::move(outer.reply_to);
  }
  if (inner.recipients.empty()) {
    inner.recipients = std::move(outer.recipients);
  }
  fill_time(inner.sent, outer.sent);
  fill_time(inner.received, outer.received);
  fill(inner.message_id, outer.message_id);
  fill(inner.in_reply_to, outer.in_reply_to);
  fill(inner.references, outer.references);
  fill(inner.conversation_topic, outer.conversation_topic);
  if (inner.conversation_index.empty()) {
    inner.conversation_index = std::move(outer.conversation_index);
  }
  if (inner.categories.empty()) {
    inner.categories = std::move(outer.categories);
  }
  fill(inner.created, outer.created);
  fill(inner.modified, outer.modified);
  if (inner.importance == model::Importance::Normal) {
    inner.importance = outer.importance;
  }
  if (inner.sensitivity == model::Sensitivity::None) {
    inner.sensitivity = outer.sensitivity;
  }
  inner.read = inner.read || outer.read;
  inner.replied = inner.replied || outer.replied;
  inner.flagged = inner.flagged || outer.flagged;
  inner.unsent = inner.unsent || outer.unsent;
  for (const model::Property& property : outer.properties.items()) {
    inner.properties.add(property);
  }
  inner.read_receipt_requested = inner.read_receipt_requested || outer.read_receipt_requested;
  inner.delivery_receipt_requested =
      inner.delivery_receipt_requested || outer.delivery_receipt_requested;
  inner.undecodable += outer.undecodable;
  inner.transport_headers = std::move(outer.transport_headers);
  inner.folder = outer.folder;
  // Parts before the stream stand before its attachments.
  std::vector<model::Attachment> attachments = std::move(outer.attachments);
  std::ranges::move(inner.attachments, std::back_inserter(attachments));
  inner.attachments = std::move(attachments);
  model::Provenance provenance = std::move(outer.provenance);
  for (const model::Missing& missing : inner.provenance.missing) {
    provenance.miss(missing.what, missing.why);
  }
  inner.provenance = std::move(provenance);
  outer = std::move(inner);
}

}  // namespace

bool is_tnef_part(const ::mime::ReadPart& part) {
  return part.type.value == "application/ms-tnef" || part.type.value == "application/vnd.ms-tnef" ||
         ::mime::same_word(part_name(part), "winmail.dat");
}

TnefResult merge_tnef(const ::mime::ReadPart& part, std::uint32_t page, const ReadContext& context,
                      model::Message& message) {
  const auto decoded = decode_part(part, context);
  if (!decoded) {
    return {.why = decoded.error().what};
  }
  const auto begin = ::tnef::find_stream(decoded->bytes.data);
  const std::string where =
      context.place + " at " + bytes::hex_offset(context.in_file(part.body_offset()));
  if (!begin) {
    return {.why = where + ": it has no TNEF signature"};
  }
  std::vector<std::string> remarks;
  model::Message inner = tnef::to_message(decoded->bytes.data.subspan(*begin), *begin,
                                          {.memory = decoded->bytes.owner,
                                           .code_page = page,
                                           .notes = &remarks,
                                           .depth = context.depth});
  for (std::string& remark : remarks) {
    context.note(where + ": " + std::move(remark));
  }
  const bool is_whole = inner.provenance.missing.empty() && !decoded->faults.any();
  merge(message, std::move(inner));
  return {.is_whole = is_whole,
          .is_merged = true,
          .why = is_whole
                     ? std::string()
                     : where + ": the stream is damaged: it is kept beside what was read of it"};
}

}  // namespace convert::mime
