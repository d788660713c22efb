#include "converters/mapi/item_parts.h"
#include "converters/mapi/mapi_to_model.h"
#include "converters/mapi/own_set.h"
#include "converters/model/names.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/hex.h"
#include "formats/text/code_page.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

// [MS-OXCMSG] 2.2.1.6 PidTagMessageFlags.
constexpr std::int64_t kRead = 0x0001;
constexpr std::int64_t kUnsent = 0x0008;
constexpr std::int64_t kAssociated = 0x0040;
constexpr std::int64_t kNotifyRead = 0x0100;

void fill_flags(const BagReader& bag, model::Message& message) {
  const std::int64_t flags = bag.integer(PidTagMessageFlags).value_or(0);
  message.read = (flags & kRead) != 0;
  message.unsent = (flags & kUnsent) != 0;
  message.associated = message.associated || (flags & kAssociated) != 0;
  message.read_receipt_requested =
      (flags & kNotifyRead) != 0 || bag.flag(PidTagReadReceiptRequested).value_or(false);
  message.delivery_receipt_requested =
      bag.flag(PidTagOriginatorDeliveryReportRequested).value_or(false);
  // [MS-OXOFLAG] 2.2.1.1: 1 complete, 2 flagged.
  message.flagged = bag.integer(PidTagFlagStatus) == 2;
  // [MS-OXOMSG] 2.2.1.59: 102 reply, 103 reply to all; 104 is forward.
  const std::int64_t verb = bag.integer(PidTagLastVerbExecuted).value_or(0);
  message.replied = verb == 102 || verb == 103;
}

void fill_weight(const BagReader& bag, model::Message& message) {
  // [MS-OXCMSG] 2.2.1.11 PidTagImportance; without it, 2.2.1.12 PidTagPriority.
  auto importance = bag.integer(PidTagImportance);
  if (!importance) {
    const auto priority = bag.integer(PidTagPriority);
    importance = priority ? std::optional(*priority + 1) : std::nullopt;
  }
  if (importance >= 0 && importance <= 2) {
    message.importance = static_cast<model::Importance>(*importance);
  }
  // 2.2.1.13.
  const auto sensitivity = bag.integer(PidTagSensitivity);
  if (sensitivity >= 0 && sensitivity <= 3) {
    message.sensitivity = static_cast<model::Sensitivity>(*sensitivity);
  }
}

std::string with_brackets(std::string id) {
  if (id.empty() || id.find('<') != std::string::npos || id.find('@') == std::string::npos) {
    return id;
  }
  return "<" + id + ">";
}

/// Whether our PST writer put it there for a source that has none: mail gets its header back.
bool is_made_up(const BagReader& bag, std::uint16_t id) {
  constexpr unsigned kIdDigits = 4;
  const std::string made_up = " " + bag.text(kMadeUp) + " ";
  return made_up.find(" " + bytes::hex_number(id, kIdDigits) + " ") != std::string::npos;
}

void fill_threading(const BagReader& bag, model::Message& message) {
  message.message_id = with_brackets(bag.text(PidTagInternetMessageId));
  message.in_reply_to = with_brackets(bag.text(PidTagInReplyToId));
  message.references = bag.text(PidTagInternetReferences);
  if (!is_made_up(bag, PidTagConversationTopic)) {
    message.conversation_topic = bag.text(PidTagConversationTopic);
  }
  if (!is_made_up(bag, PidTagConversationIndex)) {
    message.conversation_index = bag.binary(PidTagConversationIndex).value_or(model::Binary{});
  }
}

void fill_times(const BagReader& bag, model::Message& message) {
  fill_instant(bag, PidTagClientSubmitTime, message.sent);
  fill_instant(bag, PidTagMessageDeliveryTime, message.received);
  // A PST must have these two: made up, they are those of another time, or of another item.
  if (!is_made_up(bag, PidTagCreationTime)) {
    fill_instant(bag, PidTagCreationTime, message.created);
  }
  if (!is_made_up(bag, PidTagLastModificationTime)) {
    fill_instant(bag, PidTagLastModificationTime, message.modified);
  }
}

// An address book (PAB) knows no message classes; [MS-OXCSTOR] 2.2.1.7 PidTagObjectType.
constexpr std::int64_t kMailUser = 6;
constexpr std::int64_t kDistributionList = 8;

void fill_kind(const BagReader& bag, model::Message& message) {
  const std::string& cls = message.message_class;
  const std::int64_t object = cls.empty() ? bag.integer(PidTagObjectType).value_or(0) : 0;
  if (is_class(cls, "IPM.Contact") || object == kMailUser) {
    message.contact = read_contact(bag);
  } else if (is_class(cls, "IPM.DistList") || object == kDistributionList) {
    message.list = read_list(bag);
  } else if (is_class(cls, "IPM.Appointment") || is_class(cls, "IPM.Schedule.Meeting") ||
             // [MS-OXOCAL] 2.2.10.1: an exception, kept as an embedded message.
             is_class(cls, "IPM.OLE.CLASS.{00061055-0000-0000-C000-000000000046}")) {
    message.calendar = read_appointment(bag, cls);
  } else if (is_class(cls, "IPM.Task")) {
    message.calendar = read_task(bag);
  } else if (is_class(cls, "IPM.Activity")) {
    message.calendar = read_journal_entry(bag);
  }
}

/// What a row left to tell, told of the message around it.
void add_row(const Findings& row, const std::string& name, Findings& findings) {
  findings.undecodable += row.undecodable;
  findings.not_utf8 += row.not_utf8;
  findings.widened += row.widened;
  for (const model::Missing& piece : row.missing) {
    findings.miss(name + ": " + piece.what, piece.why);
  }
}

void fill_rows(TextPage page, Findings& findings, model::Message& message) {
  std::size_t number = 0;
  for (model::Recipient& recipient : message.recipients) {
    Findings row;
    fill_recipient_row(BagReader(recipient.properties, page, row), recipient);
    add_row(row, "recipient " + std::to_string(++number), findings);
  }
  number = 0;
  for (model::Attachment& attachment : message.attachments) {
    Findings row;
    fill_attachment_row(BagReader(attachment.properties, page, row), attachment);
    for (const model::Missing& piece : row.missing) {
      attachment.provenance.miss(piece.what, piece.why);
    }
    add_row(row, "attachment " + std::to_string(++number), findings);
  }
}

void conclude(const Findings& findings, const TextPage& page, const Context& context,
              model::Message& message) {
  message.undecodable = findings.undecodable;
  for (const model::Missing& piece : findings.missing) {
    message.provenance.miss(piece.what, piece.why);
  }
  if (context.notes == nullptr) {
    return;
  }
  context.notes->insert(context.notes->end(), findings.remarks.begin(), findings.remarks.end());
  const std::string number = std::to_string(page.number);
  if (findings.not_utf8 > 0) {
    context.notes->push_back(std::to_string(findings.not_utf8) +
                             " 8-bit texts recorded in code page 1200 are no UTF-8: read in code "
                             "page " +
                             number);
  }
  if (findings.widened > 0) {
    context.notes->push_back(std::to_string(findings.widened) + " texts look like code page " +
                             number + " stored byte by byte as UTF-16; left as they are");
  }
}

}  // namespace

std::uint32_t code_page_of(const model::PropertyBag& properties, std::uint32_t fallback) {
  const model::Property* property = properties.find(PidTagMessageCodepage);
  const auto* number = property == nullptr ? nullptr : std::get_if<std::int32_t>(&property->value);
  return number == nullptr || *number <= 0 ? fallback : static_cast<std::uint32_t>(*number);
}

bool is_class(std::string_view message_class, std::string_view prefix) {
  const auto lower = [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  };
  if (message_class.size() < prefix.size()) {
    return false;
  }
  for (std::size_t i = 0; i < prefix.size(); ++i) {
    if (lower(message_class[i]) != lower(prefix[i])) {
      return false;
    }
  }
  return message_class.size() == prefix.size() || message_class[prefix.size()] == '.';
}

std::string read_subject(const BagReader& bag) {
  const model::Property* property = bag.find(PidTagSubject);
  if (property == nullptr) {
    return bag.text(PidTagSubjectPrefix) + bag.text(PidTagNormalizedSubject);
  }
  constexpr char kPrefixMark = '\x01';
  if (const auto* raw = std::get_if<model::String8>(&property->value);
      raw != nullptr && raw->bytes.size() >= 2 && raw->bytes[0] == kPrefixMark) {
    // In bytes: the length would be half a character in some code pages.
    model::PropertyBag shortened;
    shortened.add({.id = PidTagSubject,
                   .type = model::PropertyType::String8,
                   .name = std::nullopt,
                   .value = model::String8{.bytes = raw->bytes.substr(2)}});
    return BagReader(shortened, bag.page(), bag.findings()).text(PidTagSubject);
  }
  std::string subject = bag.text(PidTagSubject);
  if (!subject.starts_with(kPrefixMark)) {
    return subject;
  }
  std::size_t skip = 1;
  if (skip < subject.size()) {
    ++skip;  // the length: one character, of one or more bytes
    while (skip < subject.size() && (static_cast<unsigned char>(subject[skip]) & 0xC0U) == 0x80U) {
      ++skip;
    }
  }
  return subject.substr(skip);
}

/// A PST of ours tells what an earlier conversion could not read: it is still missing.
void inherit_losses(const BagReader& bag, model::Message& message) {
  const std::vector<std::string> missing = bag.texts(kMissing);
  for (const std::string& piece : missing) {
    const std::size_t end = std::min(piece.find(": "), piece.size());
    message.provenance.miss(piece.substr(0, end), piece.substr(std::min(end + 2, piece.size())));
  }
  if (missing.empty() && bag.text(kState) == model::name_of(model::State::Partial)) {
    message.provenance.miss("item", "an earlier conversion read a part of it");
  }
}

void fill_message(model::Message& message, const Context& context) {
  Findings findings;
  const TextPage page = text_page_of(message.properties, context.code_page);
  const BagReader bag(message.properties, page, findings);

  // 0 when neither the item nor the store tells; the texts are read as 1252 then.
  const bool told = context.code_page != 0 || code_page_of(message.properties, 0) == page.number;
  message.code_page = told ? page.number : 0;
  message.message_class = bag.text(PidTagMessageClass);
  message.subject = read_subject(bag);
  fill_rows(page, findings, message);
  fill_people(bag, message);
  fill_times(bag, message);
  fill_weight(bag, message);
  fill_flags(bag, message);
  fill_threading(bag, message);
  message.categories = bag.texts(PidNameKeywords);
  fill_bodies(bag, message);
  fill_kind(bag, message);
  inherit_losses(bag, message);
  conclude(findings, page, context, message);
}

}  // namespace convert::mapi
