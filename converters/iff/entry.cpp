#include "converters/iff/entry.h"

#include <map>
#include <utility>

#include "converters/iff/letter_digest.h"
#include "converters/iff/letter_text.h"
#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/columns.h"
#include "formats/text/code_page.h"
#include "formats/text/proxy_address.h"

namespace convert::iff {
namespace {

using ::iff::AddressBookColumn;

constexpr std::uint64_t kLongestNote = std::uint64_t{1} << 20U;

std::string note_of(const model::Message& message, Remarks& remarks) {
  const auto& body = message.bodies.text;
  if (!body || body->content == nullptr) {
    return {};
  }
  const auto raw = bytes::read_all_text(*body->content, kLongestNote);
  std::string note = raw ? with_line_ends(text::decode(*raw, body->code_page).utf8) : std::string();
  if (!raw || note.size() > kLongestNote) {
    ++remarks
        ["contacts and lists have a text that is longer than a field can be, or cannot be read: "
         "it is not carried"];
    return {};
  }
  return note;
}

/// What a member of whom only the name is known is written as: where the name would be read as an
/// address, as one of whom nobody knows it (FORMAT.md 7.2).
std::string name_text(const std::string& name) {
  std::string text(::iff::trim(line_of(name)));
  const bool is_name = text.find('=') == std::string::npos &&
                       text::parse_proxy_address(text).form == text::ProxyForm::Untyped;
  return text.empty() || is_name ? text : "USER:" + text;
}

bool is_contact(const Entry& entry) {
  return entry.columns.at(static_cast<std::size_t>(AddressBookColumn::ObjectClass)) == "entry";
}

/// What a member that is the name of this contact is read as.
std::string text_as_member(const Entry& entry) {
  const auto& address = entry.columns.at(static_cast<std::size_t>(AddressBookColumn::EmailAddress));
  const bool has_none = text::parse_proxy_address(address).form == text::ProxyForm::Placeholder;
  return has_none
             ? name_text(entry.columns.at(static_cast<std::size_t>(AddressBookColumn::DisplayName)))
             : address;
}

bool has_more(const model::Contact& contact) {
  return contact.emails.size() > 1 || !contact.home_address.empty() ||
         !contact.other_address.empty() || contact.birthday || contact.anniversary ||
         !contact.middle_name.empty() || !contact.prefix.empty() || !contact.suffix.empty() ||
         !contact.nickname.empty() || !contact.manager.empty() || !contact.spouse.empty() ||
         !contact.profession.empty() || !contact.home_fax.empty() || !contact.car_phone.empty() ||
         !contact.other_phone.empty() || !contact.company_phone.empty() ||
         !contact.web_page.empty() || !contact.home_page.empty() ||
         !contact.instant_messaging.empty();
}

class EntryMaker {
 public:
  explicit EntryMaker(Remarks& remarks) : remarks_(remarks) {
    entry_.columns.resize(::iff::kAddressBookColumns.size());
  }

  Entry contact(const model::Message& message) {
    const model::Contact& contact = *message.contact;
    set(AddressBookColumn::ObjectClass, "entry");
    set_name(contact.display_name.empty() ? message.subject : contact.display_name);
    const std::string told =
        contact.emails.empty() ? std::string() : address_text(contact.emails.front());
    const std::string address = steady_address(told);
    remarks_["contacts have an address that would be read as another: it is not carried"] +=
        address.empty() && !told.empty() ? 1U : 0U;
    set(AddressBookColumn::EmailAddress,
        address.empty() ? "USER:" + at(AddressBookColumn::DisplayName) : address);
    set(AddressBookColumn::First, contact.given_name);
    set(AddressBookColumn::Last, contact.surname);
    set(AddressBookColumn::Address, contact.business_address.street);
    set(AddressBookColumn::City, contact.business_address.city);
    set(AddressBookColumn::State, contact.business_address.state);
    set(AddressBookColumn::Zip, contact.business_address.postal_code);
    set(AddressBookColumn::Country, contact.business_address.country);
    set(AddressBookColumn::Title, contact.title);
    set(AddressBookColumn::Company, contact.company);
    set(AddressBookColumn::Department, contact.department);
    set(AddressBookColumn::Assistant, contact.assistant);
    set(AddressBookColumn::BusinessNumber, contact.business_phone);
    set(AddressBookColumn::Business2Number, contact.business_phone2);
    set(AddressBookColumn::AssistantNumber, contact.assistant_phone);
    set(AddressBookColumn::FaxNumber, contact.business_fax);
    set(AddressBookColumn::HomeNumber, contact.home_phone);
    set(AddressBookColumn::Home2Number, contact.home_phone2);
    set(AddressBookColumn::MobileNumber, contact.mobile_phone);
    set(AddressBookColumn::PagerNumber, contact.pager);
    remarks_["contacts have fields without a column, which are not carried"] +=
        has_more(contact) ? 1U : 0U;
    return finish(message);
  }

  Entry list(const model::Message& message) {
    set(AddressBookColumn::ObjectClass, "dl");
    set_name(message.list->name.empty() ? message.subject : message.list->name);
    for (const model::Address& member : message.list->members) {
      const std::string told = address_text(member);
      const std::string address = steady_address(told);
      remarks_
          ["members of lists have an address that would be read as another: their name alone "
           "is written"] += address.empty() && !told.empty() ? 1U : 0U;
      std::string text =
          address.empty() ? name_text(member.name.empty() ? told : member.name) : address;
      if (!text.empty()) {
        entry_.members.push_back(std::move(text));
      }
      remarks_["members of lists have a name beside their address, which is not carried"] +=
          !address.empty() && !member.name.empty() ? 1U : 0U;
    }
    return finish(message);
  }

 private:
  [[nodiscard]] std::string& at(AddressBookColumn column) {
    return entry_.columns.at(static_cast<std::size_t>(column));
  }
  void set(AddressBookColumn column, const std::string& value) { at(column) = line_of(value); }
  void set_name(const std::string& name) {
    set(AddressBookColumn::DisplayName, name.empty() ? "(no name)" : name);
  }

  Entry finish(const model::Message& message) {
    at(AddressBookColumn::Note) = note_of(message, remarks_);
    remarks_["contacts and lists have files, which are not carried"] +=
        message.attachments.empty() ? 0U : 1U;
    remarks_["contacts and lists have formatted text, which is not carried"] +=
        message.bodies.html || message.bodies.rtf ? 1U : 0U;
    return std::move(entry_);
  }

  Remarks& remarks_;
  Entry entry_;
};

}  // namespace

Entry to_entry(const model::Message& message, Remarks& remarks) {
  EntryMaker maker(remarks);
  return message.list ? maker.list(message) : maker.contact(message);
}

std::string digest_of(const Entry& entry) {
  std::vector<std::string> texts = entry.columns;
  texts.push_back(std::to_string(entry.members.size()));
  texts.insert(texts.end(), entry.members.begin(), entry.members.end());
  return digest_of(texts);
}

std::vector<std::string> digests_of(const std::vector<Entry>& entries) {
  std::map<std::string, std::string> addresses;
  for (const Entry& entry : entries) {
    if (is_contact(entry)) {
      const auto& name = entry.columns.at(static_cast<std::size_t>(AddressBookColumn::DisplayName));
      addresses.emplace(text::fold_case(name), text_as_member(entry));
    }
  }
  std::vector<std::string> digests;
  for (const Entry& entry : entries) {
    Entry read = entry;
    for (std::string& member : read.members) {
      if (const auto known = addresses.find(text::fold_case(member)); known != addresses.end()) {
        member = known->second;
      }
    }
    digests.push_back(digest_of(read));
  }
  return digests;
}

}  // namespace convert::iff
