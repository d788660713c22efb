#include "converters/iff/entry.h"

#include "converters/iff/letter_text.h"
#include "formats/bytes/byte_source.h"
#include "formats/iff/columns.h"
#include "formats/text/code_page.h"

namespace convert::iff {
namespace {

using ::iff::AddressBookColumn;

constexpr std::uint64_t kLongestNote = std::uint64_t{1} << 20U;

std::string note_of(const model::Message& message) {
  const auto& body = message.bodies.text;
  if (!body || body->content == nullptr) {
    return {};
  }
  const auto raw = bytes::read_all_text(*body->content, kLongestNote);
  return raw ? with_line_ends(text::decode(*raw, body->code_page).utf8) : std::string();
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
    const std::string address =
        contact.emails.empty() ? std::string() : address_text(contact.emails.front());
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
      const std::string address = address_text(member);
      std::string text = address.empty() ? line_of(member.name) : address;
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
    at(AddressBookColumn::Note) = note_of(message);
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

}  // namespace convert::iff
