// Addresses of every mail system as Internet mail can write them.
#pragma once

#include <cstdint>
#include <string>

#include "converters/mime/model_to_mime.h"
#include "converters/model/address.h"

namespace convert::mime {

enum class AddressUse : std::uint8_t { Sender, Recipient };

struct InternetAddress {
  std::string addr_spec{};  // never empty
  bool made_up = false;  // nothing stands behind it: the source has no address that could be sent
  std::string native{};  // "EX; /o=…" when there is a native form other than an SMTP address
};

/// Address::smtp; else the native address when it is an SMTP one; else its IMCEA form
/// ([MS-OXCMAIL] 2.1.3.1.8) under MimeOptions::address_domain or `<type>.invalid`; else
/// unknown@sender.invalid or unknown@recipient.invalid (RFC 2606 2: ".invalid" can never be real).
[[nodiscard]] InternetAddress to_internet(const model::Address& address, AddressUse use,
                                          const MimeOptions& options);

/// The addr-spec that Internet mail knows this person by; empty when there is none.
[[nodiscard]] std::string smtp_address(const model::Address& address);

/// For people: "name <address>", the SMTP address where it is known, else the native one; only what
/// there is, and once.
[[nodiscard]] std::string shown_address(const model::Address& address);

/// `name <addr-spec>` for a header field.
[[nodiscard]] std::string mailbox_text(const model::Address& address,
                                       const InternetAddress& internet);

}  // namespace convert::mime
