// Who: as the store knows a person, and as Internet mail would.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "converters/model/property.h"

namespace model {

/// All text is UTF-8; an empty string means the source has none. The native form is never thrown
/// away, also when the SMTP form is known.
struct Address {
  std::string name;     // display name
  std::string type;     // as the store spells it: SMTP EX MS CCMAIL X400 FAX …
  std::string address;  // the native address, in the form `type` implies
  std::string smtp;     // user@domain, when it is known

  [[nodiscard]] bool empty() const {
    return name.empty() && type.empty() && address.empty() && smtp.empty();
  }
  friend bool operator==(const Address&, const Address&) = default;
};

enum class RecipientKind : std::uint8_t { To, Cc, Bcc, Originator, Unknown };

struct Recipient {
  RecipientKind kind = RecipientKind::To;
  Address address;
  PropertyBag properties;  // the recipient row, whole
};

}  // namespace model
