#include "converters/mapi/item_parts.h"
#include "formats/mapi/entry_id.h"

namespace convert::mapi {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

bool is_smtp(std::string_view type) { return type.size() == 4 && is_class(type, "SMTP"); }

model::Address to_address(const EntryId& entry) {
  model::Address address;
  address.name = entry.name;
  address.type = entry.type;
  address.address = entry.address;
  if (is_smtp(entry.type)) {
    address.smtp = entry.address;
  }
  return address;
}

// [MS-OXCMSG] 2.2.3.1.2 PidTagRecipientType; the high bits tell about delivery.
model::RecipientKind recipient_kind(std::optional<std::int64_t> type) {
  constexpr std::int64_t kKindMask = 0x0F;
  switch (type.value_or(-1) & kKindMask) {
    case 0:
      return model::RecipientKind::Originator;
    case 1:
      return model::RecipientKind::To;
    case 2:
      return model::RecipientKind::Cc;
    case 3:
      return model::RecipientKind::Bcc;
    default:
      return model::RecipientKind::Unknown;
  }
}

void fill_reply_to(const BagReader& bag, model::Message& message) {
  message.reply_to.clear();
  const auto entries = bag.binary(PidTagReplyRecipientEntries);
  if (!entries || entries->empty()) {
    return;
  }
  bytes::DamageLog damage;
  for (const EntryId& entry : read_flat_entry_list(*entries, bag.page().number, damage)) {
    bag.findings().undecodable += entry.undecodable;
    const model::Address address = to_address(entry);
    if (!address.empty()) {
      message.reply_to.push_back(address);
    } else if (damage.items().empty()) {
      bag.findings().miss("PidTagReplyRecipientEntries", "an entry id of an unknown provider");
    }
  }
  bag.findings().miss("PidTagReplyRecipientEntries", damage);
}

void add_display_names(const BagReader& bag, std::uint16_t tag, model::RecipientKind kind,
                       model::Message& message) {
  const std::string names = bag.text(tag);
  std::size_t begin = 0;
  while (begin < names.size()) {
    const std::size_t end = std::min(names.find(';', begin), names.size());
    const std::size_t first = names.find_first_not_of(' ', begin);
    if (first < end) {
      model::Recipient recipient;
      recipient.kind = kind;
      recipient.address.name = names.substr(first, end - first);
      message.recipients.push_back(std::move(recipient));
    }
    begin = end + 1;
  }
}

// The store computes PidTagDisplayTo and its like from the recipient table ([MS-OXCMSG] 2.2.1.9):
// names there and no rows means that the table did not come through.
void fill_lost_recipients(const BagReader& bag, model::Message& message) {
  if (!message.recipients.empty()) {
    return;
  }
  add_display_names(bag, PidTagDisplayTo, model::RecipientKind::To, message);
  add_display_names(bag, PidTagDisplayCc, model::RecipientKind::Cc, message);
  add_display_names(bag, PidTagDisplayBcc, model::RecipientKind::Bcc, message);
  if (!message.recipients.empty()) {
    bag.findings().miss("recipient table",
                        "there is none; names taken from PidTagDisplayTo, -Cc, -Bcc");
  }
}

}  // namespace

model::Address address_of_entry_id(const BagReader& bag, std::span<const std::byte> entry_id,
                                   std::string_view what) {
  bytes::DamageLog damage;
  const EntryId entry = read_entry_id(entry_id, bag.page().number, damage);
  bag.findings().undecodable += entry.undecodable;
  bag.findings().miss(what, damage);
  return to_address(entry);
}

model::Address read_address(const BagReader& bag, const Key& name, const Key& type,
                            const Key& address, const Key& smtp, const Key& entry_id) {
  model::Address result;
  result.name = bag.text(name);
  result.type = bag.text(type);
  result.address = bag.text(address);
  result.smtp = bag.text(smtp);
  if (result.address.empty()) {
    const auto raw = bag.binary(entry_id);
    if (raw && !raw->empty()) {
      const model::Address known = address_of_entry_id(bag, *raw, entry_id.text());
      if (!known.address.empty()) {
        result.type = known.type;
        result.address = known.address;
      }
      result.name = result.name.empty() ? known.name : result.name;
    }
  }
  if (result.smtp.empty() && is_smtp(result.type)) {
    result.smtp = result.address;
  }
  return result;
}

void fill_people(const BagReader& bag, model::Message& message) {
  const model::Address sender =
      read_address(bag, PidTagSenderName, PidTagSenderAddressType, PidTagSenderEmailAddress,
                   PidTagSenderSmtpAddress, PidTagSenderEntryId);
  const model::Address from =
      read_address(bag, PidTagSentRepresentingName, PidTagSentRepresentingAddressType,
                   PidTagSentRepresentingEmailAddress, PidTagSentRepresentingSmtpAddress,
                   PidTagSentRepresentingEntryId);
  message.sender = sender.empty() ? std::nullopt : std::optional(sender);
  message.from = from.empty() ? message.sender : std::optional(from);
  fill_reply_to(bag, message);
  fill_lost_recipients(bag, message);
}

void fill_recipient_row(const BagReader& bag, model::Recipient& recipient) {
  recipient.kind = recipient_kind(bag.integer(PidTagRecipientType));
  recipient.address =
      read_address(bag, PidTagDisplayName, PidTagAddressType, PidTagEmailAddress, PidTagSmtpAddress,
                   bag.find(PidTagEntryId) != nullptr ? PidTagEntryId : PidTagRecipientEntryId);
  if (recipient.address.name.empty()) {
    recipient.address.name = bag.text(PidTagRecipientDisplayName);
  }
}

}  // namespace convert::mapi
