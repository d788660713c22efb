#include "converters/ccmail/people.h"

#include "formats/text/ascii.h"

namespace convert::ccmail {

model::Address to_address(const ::ccmail::Address& address, std::string_view post_office) {
  model::Address out{.name = address.name, .type = address.type, .address = {}, .smtp = {}};
  if (!address.type.empty()) {
    out.address = address.address;
    out.smtp = text::same_word(address.type, "smtp") ? address.address : std::string();
    return out;
  }
  const std::string_view told = address.post_office;
  // A board without a post office is that of whoever reads it.
  const std::string_view office = told.empty() && !address.is_board ? post_office : told;
  out.type = "CCMAIL";
  out.address = address.name;
  if (!office.empty()) {
    out.address += (out.address.empty() ? "at " : " at ") + std::string(office);
  }
  return out;
}

bool is_all_of(const ::ccmail::Address& address, std::string_view native) {
  const std::string_view text = text::trim(native);
  const std::string office =
      address.post_office.empty() ? std::string() : " at " + address.post_office;
  if (address.type.empty()) {
    return text == text::trim(address.name + office);
  }
  const std::string front = address.name.empty() ? std::string() : address.name + " ";
  const std::string typed = address.type + ":" + address.address;
  return text == address.address || text == typed || text == front + "<" + address.address + ">" ||
         text == front + "[" + typed + "]";
}

}  // namespace convert::ccmail
