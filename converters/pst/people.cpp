#include <algorithm>

#include "converters/pst/item_parts.h"
#include "formats/mapi/entry_id.h"
#include "formats/mapi/property_tags.h"

namespace convert::pst {
namespace {

// NOLINTNEXTLINE(google-build-using-namespace): names of one specification.
using namespace ::mapi;

constexpr std::string_view kSmtp = "SMTP";

/// The properties that say who somebody is.
struct Person {
  std::uint16_t name;
  std::uint16_t type;
  std::uint16_t address;
  std::uint16_t smtp;
  std::uint16_t entry_id;
  std::uint16_t search_key;
};
constexpr Person kSender{PidTagSenderName,        PidTagSenderAddressType, PidTagSenderEmailAddress,
                         PidTagSenderSmtpAddress, PidTagSenderEntryId,     PidTagSenderSearchKey};
constexpr Person kFrom{PidTagSentRepresentingName,         PidTagSentRepresentingAddressType,
                       PidTagSentRepresentingEmailAddress, PidTagSentRepresentingSmtpAddress,
                       PidTagSentRepresentingEntryId,      PidTagSentRepresentingSearchKey};

char to_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

bool is_smtp(std::string_view type) { return std::ranges::equal(type, kSmtp, {}, to_upper); }

void add_person(const std::optional<model::Address>& who, const Person& person, bool speaks_mapi,
                Draft& draft) {
  if (!who || who->empty()) {
    return;
  }
  const model::Address native = native_of(*who);
  const bool known = draft.has(person.name) || draft.has(person.type) ||
                     draft.has(person.address) || draft.has(person.entry_id);
  // Q237993: a message whose sender has no entry id cannot be answered.
  draft.fill_binary(person.entry_id, one_off(native, draft.text()));
  if (speaks_mapi && known) {
    return;
  }
  draft.fill_text(person.name, native.name);
  draft.fill_text(person.type, native.type);
  draft.fill_text(person.address, native.address);
  draft.fill_binary(person.search_key, search_key_of(native));
  if (!is_smtp(native.type)) {
    draft.fill_text(person.smtp, native.smtp);
  }
}

void add_reply_to(const std::vector<model::Address>& people, Draft& draft) {
  if (people.empty() || draft.has(PidTagReplyRecipientEntries)) {
    return;
  }
  std::vector<Bytes> entries;
  std::string names;
  for (const model::Address& one : people) {
    const model::Address native = native_of(one);
    entries.push_back(one_off(native, draft.text()));
    names += (names.empty() ? "" : "; ") + native.name;
  }
  draft.fill_binary(PidTagReplyRecipientEntries, write_flat_entry_list(entries));
  draft.fill_text(PidTagReplyRecipientNames, names);
}

}  // namespace

model::Address native_of(const model::Address& address) {
  model::Address native = address;
  if (native.address.empty() && !native.smtp.empty()) {
    native.type = kSmtp;
    native.address = native.smtp;
  }
  if (native.name.empty()) {
    native.name = native.address;
  }
  return native;
}

Bytes one_off(const model::Address& address, TextForm& text) {
  if (!text.unicode()) {
    // What Outlook 97 to 2002 writes, unless that cannot say it.
    const auto name = text::encode(address.name, text.page());
    const auto type = text::encode(address.type, text.page());
    const auto native = text::encode(address.address, text.page());
    if (name && type && native) {
      return write_one_off_8bit(*name, *type, *native);
    }
  }
  return write_one_off(address.name, address.type, address.address);
}

Bytes search_key_of(const model::Address& address) {
  if (address.address.empty()) {
    return {};
  }
  Bytes key(address.type.size() + address.address.size() + 2);
  const auto in_capitals = [](char c) { return static_cast<std::byte>(to_upper(c)); };
  auto at = std::ranges::transform(address.type, key.begin(), in_capitals).out;
  *at++ = std::byte{':'};
  std::ranges::transform(address.address, at, in_capitals);
  return key;
}

void add_people(const model::Message& message, Draft& draft) {
  const bool mapi = speaks_mapi(message);
  // Who sent it for himself is both.
  add_person(message.from ? message.from : message.sender, kFrom, mapi, draft);
  add_person(message.sender ? message.sender : message.from, kSender, mapi, draft);
  add_reply_to(message.reply_to, draft);
}

}  // namespace convert::pst
