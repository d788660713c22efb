#include "converters/mime/header_fields.h"

#include <optional>
#include <string_view>
#include <variant>

#include "converters/mime/address_text.h"
#include "formats/bytes/base64.h"
#include "formats/mime/header_text.h"
#include "formats/text/calendar_date.h"

namespace convert::mime {
namespace {

bool has_address(const std::optional<model::Address>& address) {
  return address && !address->empty();
}

/// Builds the list; fields without a value stay away.
class HeaderMaker {
 public:
  HeaderMaker(const model::Message& message, const ItemContext& context)
      : message_(message), context_(context) {}

  MadeHeader make() {
    dates_and_authors();
    recipients();
    identification();
    flags();
    return std::move(header_);
  }

 private:
  void add(std::string name, std::string value, bool made_up = false) {
    if (!value.empty()) {
      header_.fields.push_back(
          {.field = {.name = std::move(name), .value = std::move(value)}, .made_up = made_up});
    }
  }

  /// One mailbox; remembers the native form for the provenance.
  std::string mailbox(const model::Address& address, AddressUse use, std::string_view role,
                      bool& made_up) {
    const InternetAddress internet = to_internet(address, use, context_.options);
    made_up = made_up || internet.made_up;
    if (!internet.native.empty()) {
      header_.natives.push_back(std::string(role) + "; " + internet.native);
    }
    return mailbox_text(address, internet);
  }

  void single(std::string name, const model::Address& address) {
    bool made_up = false;
    std::string value = mailbox(address, AddressUse::Sender, name, made_up);
    add(std::move(name), std::move(value), made_up);
  }

  void dates_and_authors() {
    if (message_.sent) {
      add("Date", date_text(*message_.sent));
    }
    const model::Address* author = author_of(message_);
    if (author == nullptr) {
      // RFC 5322 3.6: From must be there. Q192594: no address is invented that could be meant.
      add("From", "\"(no sender)\" <unknown@sender.invalid>", true);
    } else {
      single("From", *author);
    }
    // RFC 5322 3.6.2: Sender is for the one who sent it on the author's behalf.
    if (has_address(message_.sender) && author != &*message_.sender &&
        !same_person(*message_.sender, *author)) {
      single("Sender", *message_.sender);
    }
    bool made_up = false;
    std::string reply_to;
    for (const model::Address& address : message_.reply_to) {
      append(reply_to, mailbox(address, AddressUse::Recipient, "Reply-To", made_up));
    }
    add("Reply-To", std::move(reply_to), made_up);
  }

  [[nodiscard]] bool same_person(const model::Address& a, const model::Address& b) const {
    return to_internet(a, AddressUse::Sender, context_.options).addr_spec ==
               to_internet(b, AddressUse::Sender, context_.options).addr_spec &&
           (a.name == b.name || a.name.empty() || b.name.empty());
  }

  static void append(std::string& list, std::string_view item) {
    if (!list.empty()) {
      list += ", ";
    }
    list += item;
  }

  void recipients() {
    add_kind("To", model::RecipientKind::To, model::RecipientKind::Unknown);
    add_kind("Cc", model::RecipientKind::Cc, model::RecipientKind::Cc);
    add_kind("Bcc", model::RecipientKind::Bcc, model::RecipientKind::Bcc);
    const model::Address* author = author_of(message_);
    for (const model::Recipient& recipient : message_.recipients) {
      if (recipient.kind == model::RecipientKind::Originator && &recipient.address != author) {
        header_.natives.push_back("Originator; " + recipient.address.name + "; " +
                                  recipient.address.type + "; " + recipient.address.address);
      }
    }
  }

  /// A recipient whose kind the source does not know received the message all the same: it is
  /// listed with those of kind `first`, or `second`.
  void add_kind(std::string name, model::RecipientKind first, model::RecipientKind second) {
    bool made_up = false;
    std::string list;
    for (const model::Recipient& recipient : message_.recipients) {
      if (recipient.kind == first || recipient.kind == second) {
        append(list, mailbox(recipient.address, AddressUse::Recipient, name, made_up));
      }
    }
    add(std::move(name), std::move(list), made_up);
  }

  void identification() {
    add("Subject", ::mime::encode_unstructured(message_.subject));
    if (message_.message_id.empty()) {
      add("Message-ID", "<" + context_.identity + "@restante.invalid>", true);
    } else {
      add("Message-ID", bracketed(message_.message_id));
    }
    if (!message_.in_reply_to.empty()) {
      add("In-Reply-To", bracketed(message_.in_reply_to));
    }
    add("References", ::mime::encode_unstructured(message_.references));
    add("Thread-Topic", ::mime::encode_unstructured(message_.conversation_topic));
    add("Thread-Index", bytes::encode_base64(message_.conversation_index));
    std::string keywords;  // RFC 5322 3.6.5
    for (const std::string& category : message_.categories) {
      append(keywords, ::mime::encode_phrase(category));
    }
    add("Keywords", std::move(keywords));
  }

  static std::string bracketed(const std::string& id) {
    const std::string text = ::mime::encode_unstructured(id);
    return text.find('<') == std::string::npos ? '<' + text + '>' : text;
  }

  void flags() {
    // [MS-OXCMAIL] 2.1.3.2.1 and RFC 4021 2.1.54.
    if (message_.importance != model::Importance::Normal) {
      const bool high = message_.importance == model::Importance::High;
      add("Importance", high ? "high" : "low");
      add("X-Priority", high ? "1" : "5");
    }
    switch (message_.sensitivity) {
      case model::Sensitivity::None:
        break;
      case model::Sensitivity::Personal:
        add("Sensitivity", "Personal");
        break;
      case model::Sensitivity::Private:
        add("Sensitivity", "Private");
        break;
      case model::Sensitivity::Confidential:
        add("Sensitivity", "Company-Confidential");
        break;
    }
    if (message_.unsent) {
      add("X-Unsent", "1");
    }
    const model::Address* author = author_of(message_);
    if (author == nullptr) {
      return;
    }
    const InternetAddress internet = to_internet(*author, AddressUse::Sender, context_.options);
    if (message_.read_receipt_requested) {  // RFC 8098 2.1
      add("Disposition-Notification-To", mailbox_text(*author, internet), internet.made_up);
    }
    if (message_.delivery_receipt_requested) {
      add("Return-Receipt-To", mailbox_text(*author, internet), internet.made_up);
    }
  }

  const model::Message& message_;
  const ItemContext& context_;
  MadeHeader header_;
};

}  // namespace

MadeHeader header_fields(const model::Message& message, const ItemContext& context) {
  return HeaderMaker(message, context).make();
}

const model::Address* author_of(const model::Message& message) {
  if (has_address(message.from)) {
    return &*message.from;
  }
  if (has_address(message.sender)) {
    return &*message.sender;
  }
  for (const model::Recipient& recipient : message.recipients) {
    if (recipient.kind == model::RecipientKind::Originator && !recipient.address.empty()) {
      return &recipient.address;
    }
  }
  return nullptr;
}

std::string date_text(const model::Timestamp& time) {
  const bool instant = std::holds_alternative<model::Instant>(time);
  return text::rfc5322_date(model::ticks_of(time),
                            instant ? std::optional<std::int32_t>(0) : std::nullopt);
}

std::string iso_text(const model::Timestamp& time) {
  const bool instant = std::holds_alternative<model::Instant>(time);
  return text::iso8601(model::ticks_of(time)) + (instant ? "Z" : "");
}

}  // namespace convert::mime
