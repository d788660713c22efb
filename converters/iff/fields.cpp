#include "converters/iff/fields.h"

#include <utility>

#include "converters/mapi/own_text.h"
#include "formats/iff/ascii.h"
#include "formats/text/code_page.h"
#include "formats/text/x400_address.h"

namespace convert::iff {

void keep(std::string name, std::string utf8, model::PropertyBag& bag) {
  mapi::keep_text(std::move(name), std::move(utf8), bag);
}

model::Address to_address(const ::iff::Person& person) {
  model::Address address{.name = person.name, .type = {}, .address = {}, .smtp = {}};
  if (person.address.form == text::ProxyForm::Placeholder) {
    address.name = address.name.empty() ? person.address.address : address.name;
    return address;
  }
  address.type = person.address.type;
  address.address = ::iff::is_word(address.type, "x400") ? text::clean_x400(person.address.address)
                                                         : person.address.address;
  if (::iff::is_word(address.type, "smtp")) {
    address.smtp = address.address;
  }
  return address;
}

}  // namespace convert::iff
