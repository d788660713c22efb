#include "converters/mime/address_text.h"

#include <optional>
#include <string_view>

#include "formats/mime/ascii.h"
#include "formats/mime/header_text.h"

namespace convert::mime {
namespace {

/// A type that can stand in an IMCEA local part and in a domain: letters and digits.
std::string plain_type(std::string_view type) {
  std::string out;
  for (const char c : type) {
    if (::mime::is_alnum(c)) {
      out += ::mime::to_lower(c);
    }
  }
  return out.empty() ? "unknown" : out;
}

bool is_smtp(const model::Address& address) { return ::mime::same_word(address.type, "SMTP"); }

std::string native_form(const model::Address& address) {
  if (address.address.empty() || is_smtp(address)) {
    return {};
  }
  if (address.type.empty() && ::mime::is_addr_spec(address.address)) {
    return {};
  }
  return address.type + "; " + address.address;
}

std::optional<std::string> imcea_form(const model::Address& address, const MimeOptions& options) {
  const std::string& native = address.address.empty() ? address.smtp : address.address;
  if (native.empty()) {
    return std::nullopt;
  }
  const std::string type = plain_type(address.address.empty() ? "smtp" : address.type);
  const std::string domain =
      options.address_domain.empty() ? type + ".invalid" : options.address_domain;
  return ::mime::encode_imcea(type, native, domain);
}

}  // namespace

std::string smtp_address(const model::Address& address) {
  if (::mime::is_addr_spec(address.smtp)) {
    return address.smtp;
  }
  if ((is_smtp(address) || address.type.empty()) && ::mime::is_addr_spec(address.address)) {
    return address.address;
  }
  return {};
}

InternetAddress to_internet(const model::Address& address, AddressUse use,
                            const MimeOptions& options) {
  InternetAddress result{.addr_spec = smtp_address(address), .native = native_form(address)};
  if (!result.addr_spec.empty()) {
    return result;
  }
  if (auto imcea = imcea_form(address, options)) {
    result.addr_spec = std::move(*imcea);
    return result;
  }
  if (result.native.empty() && !address.address.empty()) {
    result.native = address.type + "; " + address.address;  // too long for IMCEA
  }
  result.made_up = true;
  result.addr_spec =
      use == AddressUse::Sender ? "unknown@sender.invalid" : "unknown@recipient.invalid";
  return result;
}

std::string shown_address(const model::Address& address) {
  const std::string smtp = smtp_address(address);
  const std::string& where = smtp.empty() ? address.address : smtp;
  if (address.name.empty() || where.empty() || address.name == where) {
    return address.name.empty() ? where : address.name;
  }
  return address.name + " <" + where + '>';
}

std::string mailbox_text(const model::Address& address, const InternetAddress& internet) {
  return ::mime::mailbox(address.name == internet.addr_spec ? std::string() : address.name,
                         internet.addr_spec);
}

}  // namespace convert::mime
