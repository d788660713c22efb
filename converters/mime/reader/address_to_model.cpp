#include "converters/mime/reader/address_to_model.h"

#include "formats/mime/header_text.h"

namespace convert::mime {

model::Address to_address(const ::mime::ReadAddress& read) {
  model::Address address{.name = read.name, .type = {}, .address = {}, .smtp = {}};
  if (read.address.empty() || read.address == "unknown@sender.invalid" ||
      read.address == "unknown@recipient.invalid") {
    return address;
  }
  if (auto native = ::mime::decode_imcea(read.address)) {
    address.type = std::move(native->type);
    address.address = std::move(native->address);
    address.smtp = read.address.ends_with(".invalid") ? std::string() : read.address;
    return address;
  }
  address.type = "SMTP";
  address.address = read.address;
  address.smtp = ::mime::is_addr_spec(read.address) ? read.address : std::string();
  return address;
}

}  // namespace convert::mime
