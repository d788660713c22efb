#include "converters/iff/address_book.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "converters/iff/fields.h"
#include "converters/iff/row_values.h"
#include "converters/mapi/field_text.h"
#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/multi_value.h"
#include "formats/text/code_page.h"

namespace convert::iff {
namespace {

using ::iff::AddressBookColumn;

/// Members of a list. An X.400 address without quotes goes on behind its semicolons.
std::vector<std::string> members_of(std::string_view field) {
  std::vector<std::string> members;
  for (std::string& value : ::iff::split_values(field)) {
    const bool goes_on = !members.empty() && value.find('=') != std::string::npos &&
                         value.find(':') == std::string::npos &&
                         ::iff::is_word(text::parse_proxy_address(members.back()).type, "x400");
    if (goes_on) {
      members.back() += ";" + value;
    } else {
      members.push_back(std::move(value));
    }
  }
  return members;
}

struct TextColumn {
  AddressBookColumn column;
  std::string model::Contact::*field;
};
constexpr std::array kTextColumns = {
    TextColumn{AddressBookColumn::DisplayName, &model::Contact::display_name},
    TextColumn{AddressBookColumn::First, &model::Contact::given_name},
    TextColumn{AddressBookColumn::Last, &model::Contact::surname},
    TextColumn{AddressBookColumn::Title, &model::Contact::title},
    TextColumn{AddressBookColumn::Company, &model::Contact::company},
    TextColumn{AddressBookColumn::Department, &model::Contact::department},
    TextColumn{AddressBookColumn::Assistant, &model::Contact::assistant},
    TextColumn{AddressBookColumn::BusinessNumber, &model::Contact::business_phone},
    TextColumn{AddressBookColumn::Business2Number, &model::Contact::business_phone2},
    TextColumn{AddressBookColumn::AssistantNumber, &model::Contact::assistant_phone},
    TextColumn{AddressBookColumn::FaxNumber, &model::Contact::business_fax},
    TextColumn{AddressBookColumn::HomeNumber, &model::Contact::home_phone},
    TextColumn{AddressBookColumn::Home2Number, &model::Contact::home_phone2},
    TextColumn{AddressBookColumn::MobileNumber, &model::Contact::mobile_phone},
    TextColumn{AddressBookColumn::PagerNumber, &model::Contact::pager}};

struct AddressColumn {
  AddressBookColumn column;
  std::string model::PostalAddress::*field;
};
constexpr std::array kAddressColumns = {
    AddressColumn{AddressBookColumn::Address, &model::PostalAddress::street},
    AddressColumn{AddressBookColumn::City, &model::PostalAddress::city},
    AddressColumn{AddressBookColumn::State, &model::PostalAddress::state},
    AddressColumn{AddressBookColumn::Zip, &model::PostalAddress::postal_code},
    AddressColumn{AddressBookColumn::Country, &model::PostalAddress::country}};

class EntryReader {
 public:
  EntryReader(const SectionContext& context, const ::iff::Row& row, const EntriesByName& entries)
      : context_(context),
        row_(row),
        entries_(entries),
        values_(context.columns, row.fields, context.primary.code_page, context.set, context.files),
        decode_(context.primary.code_page, result_.message) {}

  ConvertedRow run() {
    model::Message& message = result_.message;
    message.code_page = context_.primary.code_page;
    message.read = true;
    message.provenance.source = context_.primary.file.name;
    message.provenance.native_id = place_of(context_.primary, row_.at);
    message.provenance.ranges.push_back({.offset = row_.at.offset, .length = row_.length});
    message.subject = text(AddressBookColumn::DisplayName);
    const std::string kind = text(AddressBookColumn::ObjectClass);
    const bool is_list = ::iff::is_word(::iff::trim(kind), "dl");
    if (!is_list && !::iff::is_word(::iff::trim(kind), "entry")) {
      result_.notes.push_back("neither an entry nor a dl, but \"" + kind + "\": read as an entry");
    }
    if (row_.state == ::iff::RowState::Mended) {
      result_.damages.emplace_back(
          "its quotes do not stand around whole fields: read in the one "
          "way that makes a row of it, without them");
    }
    std::string zeros = zeros_text(row_.zeros, context_.primary.file.name);
    if (!zeros.empty()) {
      message.provenance.miss("row", std::move(zeros));
    }
    is_list ? make_list() : make_contact();
    add_note(is_list);
    return std::move(result_);
  }

 private:
  std::string value(AddressBookColumn column, const std::string& name) {
    FieldValue value = values_.get(static_cast<std::size_t>(column));
    if (!value.missing.empty()) {
      result_.message.provenance.miss(name, std::move(value.missing));
    }
    std::ranges::move(value.damages, std::back_inserter(result_.damages));
    return std::move(value.text);
  }

  std::string text(AddressBookColumn column) {
    return decode_(value(
        column, std::string(::iff::kAddressBookColumns.at(static_cast<std::size_t>(column)))));
  }

  void make_contact() {
    model::Message& message = result_.message;
    message.message_class = "IPM.Contact";
    model::Contact contact;
    for (const TextColumn& one : kTextColumns) {
      contact.*one.field = text(one.column);
    }
    for (const AddressColumn& one : kAddressColumns) {
      contact.business_address.*one.field = text(one.column);
    }
    contact.file_as = contact.display_name;
    const std::string raw = text(AddressBookColumn::EmailAddress);
    const ::iff::Person person{.name = contact.display_name,
                               .address = text::parse_proxy_address(::iff::trim(raw))};
    if (person.address.form == text::ProxyForm::Placeholder) {
      result_.notes.push_back("the source had no address for it, but " + raw);
    } else if (!person.address.address.empty()) {
      contact.emails.push_back(to_address(person));
    }
    message.contact = std::move(contact);
  }

  /// Members are addresses, or names of entries of the same section (Q214838).
  void make_list() {
    model::Message& message = result_.message;
    message.message_class = "IPM.DistList";
    model::DistributionList list{.name = message.subject, .members = {}};
    for (const std::string& one : members_of(value(AddressBookColumn::EmailAddress, "members"))) {
      list.members.push_back(member(decode_(one)));
    }
    message.list = std::move(list);
  }

  model::Address member(const std::string& value) {
    if (const auto known = entries_.find(text::fold_case(value)); known != entries_.end()) {
      return known->second;
    }
    const ::iff::Person person{.name = {}, .address = text::parse_proxy_address(value)};
    if (person.address.form == text::ProxyForm::Placeholder ||
        person.address.form == text::ProxyForm::Untyped) {
      result_.notes.push_back("of its member " + value + " nobody tells the address");
      return {.name = person.address.address, .type = {}, .address = {}, .smtp = {}};
    }
    return to_address(person);
  }

  /// The remark, and what has no place among the fields of a contact.
  void add_note(bool is_list) {
    std::string body = text(AddressBookColumn::Note);
    const auto add_line = [&body](const std::string& name, const std::string& value) {
      if (!value.empty()) {
        body += (body.empty() ? "" : "\r\n") + name + ": " + value;
      }
    };
    if (is_list) {
      for (std::size_t column = static_cast<std::size_t>(AddressBookColumn::First);
           column < static_cast<std::size_t>(AddressBookColumn::Note); ++column) {
        add_line(std::string(::iff::kAddressBookColumns.at(column)),
                 text(static_cast<AddressBookColumn>(column)));
      }
    } else {
      add_line("Office", text(AddressBookColumn::Office));
    }
    for (std::size_t place = 0; place < row_.fields.size(); ++place) {
      if (!context_.columns.is_known(place)) {
        add_line(context_.columns.name_at(place), decode_(row_.fields[place].text));
      }
    }
    if (!body.empty()) {
      result_.message.bodies.text = model::Body{.content = bytes::make_blob(std::string_view(body)),
                                                .code_page = text::kUtf8};
    }
  }

  const SectionContext& context_;
  const ::iff::Row& row_;
  const EntriesByName& entries_;
  RowValues values_;
  ConvertedRow result_;
  mapi::FieldText decode_;
};

}  // namespace

void remember_entry(const SectionContext& context, const ::iff::Row& row, EntriesByName& entries) {
  if (row.state == ::iff::RowState::Lost || entries.size() == kMostEntries) {
    return;
  }
  const ConvertedRow item = to_address_book_item(context, row, {});
  if (!item.message.contact) {
    return;
  }
  const auto& contact = *item.message.contact;
  model::Address address{.name = contact.display_name, .type = {}, .address = {}, .smtp = {}};
  entries.emplace(text::fold_case(contact.display_name),
                  contact.emails.empty() ? address : contact.emails.front());
}

ConvertedRow to_address_book_item(const SectionContext& context, const ::iff::Row& row,
                                  const EntriesByName& entries) {
  return EntryReader(context, row, entries).run();
}

}  // namespace convert::iff
