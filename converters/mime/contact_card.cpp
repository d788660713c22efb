#include "converters/mime/contact_card.h"

#include <utility>
#include <vector>

#include "converters/mime/address_text.h"
#include "converters/mime/header_fields.h"

namespace convert::mime {
namespace {

constexpr std::size_t kDateLength = 10;  // "1995-03-14"

/// A date when the time of day is midnight. Outlook stores a birthday as the instant of local
/// midnight; which date that was is not guessed, the instant is written.
std::string day_text(const model::OptionalTimestamp& time) {
  if (!time) {
    return {};
  }
  const bool midnight = model::ticks_of(*time) % model::kTicksPerDay == 0;
  return midnight ? iso_text(*time).substr(0, kDateLength) : iso_text(*time);
}

/// "EX; /o=…; Ann": all there is of an address that has no SMTP form.
std::string native_text(const model::Address& address) {
  return address.type + "; " + address.address +
         (address.name.empty() ? std::string() : "; " + address.name);
}

std::vector<::mime::VcardPhone> phones_of(const model::Contact& contact) {
  // RFC 2426 3.3.1 has no word for an assistant's or a company's number.
  std::vector<::mime::VcardPhone> all{
      {.types = {"WORK", "VOICE"}, .number = contact.business_phone},
      {.types = {"WORK", "VOICE"}, .number = contact.business_phone2},
      {.types = {"HOME", "VOICE"}, .number = contact.home_phone},
      {.types = {"HOME", "VOICE"}, .number = contact.home_phone2},
      {.types = {"CELL"}, .number = contact.mobile_phone},
      {.types = {"VOICE"}, .number = contact.other_phone},
      {.types = {"PAGER"}, .number = contact.pager},
      {.types = {"CAR"}, .number = contact.car_phone},
      {.types = {"WORK", "FAX"}, .number = contact.business_fax},
      {.types = {"HOME", "FAX"}, .number = contact.home_fax},
      {.types = {"X-ASSISTANT"}, .number = contact.assistant_phone},
      {.types = {"WORK", "X-COMPANY"}, .number = contact.company_phone},
  };
  std::erase_if(all, [](const ::mime::VcardPhone& phone) { return phone.number.empty(); });
  return all;
}

void add_address(::mime::Vcard& card, std::vector<std::string> types,
                 const model::PostalAddress& address) {
  if (!address.empty()) {
    card.addresses.push_back({.types = std::move(types),
                              .post_office_box = address.post_office_box,
                              .street = address.street,
                              .city = address.city,
                              .region = address.state,
                              .postal_code = address.postal_code,
                              .country = address.country});
  }
}

void add_reachability(::mime::Vcard& card, const model::Contact& contact) {
  for (const model::Address& email : contact.emails) {
    std::string smtp = smtp_address(email);
    if (smtp.empty()) {
      card.extensions.push_back({.name = "X-RESTANTE-EMAIL", .value = native_text(email)});
    } else {
      card.emails.push_back(std::move(smtp));
    }
  }
  card.phones = phones_of(contact);
  add_address(card, {"WORK"}, contact.business_address);
  add_address(card, {"HOME"}, contact.home_address);
  add_address(card, {"POSTAL"}, contact.other_address);
  if (!contact.web_page.empty()) {
    card.urls.push_back({.type = "WORK", .url = contact.web_page});
  }
  if (!contact.home_page.empty()) {
    card.urls.push_back({.type = "HOME", .url = contact.home_page});
  }
}

void append_line(std::string& out, std::string_view label, std::string_view value) {
  if (!value.empty()) {
    out += std::string(label) + ": " + std::string(value) + "\r\n";
  }
}

std::string one_line(const model::PostalAddress& address) {
  std::string out;
  for (const std::string* piece : {&address.street, &address.post_office_box, &address.postal_code,
                                   &address.city, &address.state, &address.country}) {
    if (!piece->empty()) {
      out += (out.empty() ? "" : ", ") + *piece;
    }
  }
  return out;
}

std::string shown(const model::Address& address) {
  const std::string smtp = smtp_address(address);
  const std::string& known = smtp.empty() ? address.address : smtp;
  if (address.name.empty() || known.empty()) {
    return address.name + known;
  }
  return address.name + " <" + known + '>';
}

std::string contact_summary(const model::Message& message) {
  const model::Contact& contact = *message.contact;
  std::string out;
  append_line(out, "Name", card_name(message));
  append_line(out, "Company", contact.company);
  append_line(out, "Department", contact.department);
  append_line(out, "Title", contact.title);
  for (const model::Address& email : contact.emails) {
    append_line(out, "E-mail", shown(email));
  }
  for (const ::mime::VcardPhone& phone : phones_of(contact)) {
    append_line(out, "Phone (" + phone.types.front() + ')', phone.number);
  }
  append_line(out, "Business address", one_line(contact.business_address));
  append_line(out, "Home address", one_line(contact.home_address));
  append_line(out, "Other address", one_line(contact.other_address));
  append_line(out, "Web page", contact.web_page);
  append_line(out, "Birthday", day_text(contact.birthday));
  return out;
}

}  // namespace

::mime::Vcard contact_card(const model::Message& message, std::string_view note) {
  const model::Contact& contact = *message.contact;
  ::mime::Vcard card{.full_name = card_name(message),
                     .family_name = contact.surname,
                     .given_name = contact.given_name,
                     .additional_names = contact.middle_name,
                     .prefixes = contact.prefix,
                     .suffixes = contact.suffix,
                     .nickname = contact.nickname,
                     .title = contact.title,
                     .role = contact.profession,
                     .birthday = day_text(contact.birthday),
                     .categories = message.categories,
                     .note = std::string(note)};
  if (!contact.company.empty() || !contact.department.empty()) {
    card.organization.push_back(contact.company);
    if (!contact.department.empty()) {
      card.organization.push_back(contact.department);
    }
  }
  add_reachability(card, contact);
  // The names Outlook's own export uses; those without one are ours.
  card.extensions.push_back({.name = "X-MS-MANAGER", .value = contact.manager});
  card.extensions.push_back({.name = "X-MS-ASSISTANT", .value = contact.assistant});
  card.extensions.push_back({.name = "X-MS-SPOUSE", .value = contact.spouse});
  card.extensions.push_back({.name = "X-MS-IMADDRESS", .value = contact.instant_messaging});
  card.extensions.push_back({.name = "X-ANNIVERSARY", .value = day_text(contact.anniversary)});
  card.extensions.push_back({.name = "X-RESTANTE-FILE-AS", .value = contact.file_as});
  return card;
}

::mime::VcardGroup group_card(const model::Message& message, std::string_view note) {
  ::mime::VcardGroup group{
      .full_name = card_name(message), .categories = message.categories, .note = std::string(note)};
  for (const model::Address& member : message.list->members) {
    const std::string smtp = smtp_address(member);
    group.members.push_back({.uri = smtp.empty() ? std::string() : ::mime::mailto_uri(smtp),
                             .name = member.name,
                             .native_type = member.type,
                             .native_address = member.address});
  }
  return group;
}

std::string card_name(const model::Message& message) {
  std::vector<std::string> candidates;
  if (message.list) {
    candidates.push_back(message.list->name);
  }
  if (message.contact) {
    const model::Contact& contact = *message.contact;
    const std::string gap = contact.given_name.empty() || contact.surname.empty() ? "" : " ";
    candidates.push_back(contact.display_name);
    candidates.push_back(contact.file_as);
    candidates.push_back(contact.given_name + gap + contact.surname);
    candidates.push_back(contact.company);
    for (const model::Address& email : contact.emails) {
      candidates.push_back(shown(email));
    }
  }
  candidates.push_back(message.subject);
  for (std::string& candidate : candidates) {
    if (!candidate.empty()) {
      return std::move(candidate);
    }
  }
  return "(no name)";
}

std::string card_summary(const model::Message& message) {
  if (message.contact) {
    return contact_summary(message);
  }
  std::string out;
  append_line(out, "List", card_name(message));
  for (const model::Address& member : message.list->members) {
    append_line(out, "Member", shown(member));
  }
  return out;
}

}  // namespace convert::mime
