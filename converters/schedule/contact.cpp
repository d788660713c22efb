#include <array>

#include "converters/schedule/item_parts.h"

namespace convert::schedule {
namespace {

struct ContactRow {
  std::string_view name;
  std::string model::Contact::*field;
};
constexpr std::array<ContactRow, 15> kFields = {{
    {"LastName", &model::Contact::surname},
    {"FirstName", &model::Contact::given_name},
    {"JobTitle", &model::Contact::title},
    {"Company", &model::Contact::company},
    {"Department", &model::Contact::department},
    {"Assistant", &model::Contact::assistant},
    {"Spouse", &model::Contact::spouse},
    {"PhoneBusiness", &model::Contact::business_phone},
    {"PhoneBusiness2", &model::Contact::business_phone2},
    {"PhoneAssistant", &model::Contact::assistant_phone},
    {"PhoneFax", &model::Contact::business_fax},
    {"PhoneHome", &model::Contact::home_phone},
    {"PhoneHome2", &model::Contact::home_phone2},
    {"PhoneMobile", &model::Contact::mobile_phone},
    {"PhonePager", &model::Contact::pager},
}};

void set_address(Fields& fields, const std::string& where, model::PostalAddress& address) {
  address.street = fields.text("Address" + where);
  address.city = fields.text("City" + where);
  address.state = fields.text("State" + where);
  address.postal_code = fields.text("ZipCode" + where);
  address.country = fields.text("Country" + where);
}

}  // namespace

Draft to_contact(const ::schedule::Object& object, const std::string& native_id, Context& context) {
  Draft draft;
  draft.item.place = Place::Contacts;
  model::Message& message = draft.item.message;
  message = new_message(object, native_id, "IPM.Contact", context);
  Fields fields(object, context, message);
  set_text(fields);
  model::Contact& contact = message.contact.emplace();
  for (const ContactRow& row : kFields) {
    contact.*row.field = fields.text(row.name);
  }
  set_address(fields, "Business", contact.business_address);
  set_address(fields, "Home", contact.home_address);
  const bool has_both = !contact.given_name.empty() && !contact.surname.empty();
  contact.display_name = contact.given_name + (has_both ? " " : "") + contact.surname;
  contact.file_as = contact.display_name;  // Outlook lists a contact by it
  message.subject = contact.display_name.empty() ? contact.company : contact.display_name;
  add_nested(fields);
  fields.keep_rest();
  return draft;
}

}  // namespace convert::schedule
