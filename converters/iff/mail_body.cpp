#include "converters/iff/mail_body.h"

#include <utility>

#include "converters/mapi/own_set.h"
#include "converters/mime/reader/message_to_model.h"
#include "formats/bytes/view_blob.h"

namespace convert::iff {
namespace {

void keep_stream(std::span<const std::byte> data, const std::shared_ptr<const void>& owner,
                 model::PropertyBag& bag) {
  bag.add(
      {.id = 0,
       .type = model::PropertyType::Binary,
       .name = model::PropertyName{.set = {.bytes = mapi::kOwnSet}, .id = std::string("IffMail")},
       .value = model::LargeValue{.blob = bytes::make_view_blob(data, owner)}});
}

bool is_unsaid(const std::string& field) { return field.empty(); }
template <class T>
bool is_unsaid(const std::optional<T>& field) {
  return !field.has_value();
}

template <class T>
void fill(T& field, T&& from) {
  if (is_unsaid(field)) {
    field = std::forward<T>(from);
  }
}

/// What the row does not say.
void fill_fields(model::Message& mail, model::Message& message) {
  fill(message.subject, std::move(mail.subject));
  fill(message.from, std::move(mail.from));
  fill(message.sender, std::move(mail.sender));
  fill(message.sent, std::move(mail.sent));
  fill(message.received, std::move(mail.received));
  if (message.recipients.empty()) {
    message.recipients = std::move(mail.recipients);
  }
  if (message.importance == model::Importance::Normal) {
    message.importance = mail.importance;
  }
}

/// What no row can say.
void take_fields(model::Message& mail, model::Message& message) {
  message.bodies = std::move(mail.bodies);
  message.transport_headers = std::move(mail.transport_headers);
  message.reply_to = std::move(mail.reply_to);
  message.sensitivity = mail.sensitivity;
  message.read_receipt_requested = mail.read_receipt_requested;
  message.delivery_receipt_requested = mail.delivery_receipt_requested;
  message.message_id = std::move(mail.message_id);
  message.in_reply_to = std::move(mail.in_reply_to);
  message.references = std::move(mail.references);
  message.conversation_topic = std::move(mail.conversation_topic);
  message.conversation_index = std::move(mail.conversation_index);
  message.categories = std::move(mail.categories);
  message.undecodable += mail.undecodable;
  message.flagged = mail.flagged;
  message.replied = mail.replied;
  message.created = mail.created;
  message.modified = mail.modified;
  message.contact = std::move(mail.contact);
  message.list = std::move(mail.list);
  message.calendar = std::move(mail.calendar);
  if (!mail.message_class.empty()) {
    message.message_class = std::move(mail.message_class);
  }
  for (model::Attachment& attachment : mail.attachments) {
    message.attachments.push_back(std::move(attachment));
  }
}

}  // namespace

void add_mail(std::span<const std::byte> data, std::uint64_t offset,
              const std::shared_ptr<const void>& owner, std::uint32_t code_page,
              const std::string& place, model::Message& message, std::vector<std::string>& notes) {
  model::Message mail = mime::to_message(
      data, offset, {.inherited = code_page, .owner = owner, .place = place, .notes = &notes});
  notes.emplace_back("its body is a stream of Internet mail, and was read as that");
  keep_stream(data, owner, message.properties);
  for (model::Missing& piece : mail.provenance.missing) {
    message.provenance.miss(std::move(piece.what), std::move(piece.why));
  }
  if (!mail.properties.empty()) {
    // They would overrule what the row says.
    notes.push_back(std::to_string(mail.properties.items().size()) +
                    " properties of its TNEF stream are in IffMail alone");
  }
  fill_fields(mail, message);
  take_fields(mail, message);
}

}  // namespace convert::iff
