// Contacts and distribution lists as vCards.
#pragma once

#include <string>
#include <string_view>

#include "converters/mime/context.h"
#include "converters/model/message.h"
#include "formats/mime/vcard.h"

namespace convert::mime {

/// `message.contact` must be there. `note` is the item's text body.
[[nodiscard]] ::mime::Vcard contact_card(const model::Message& message, std::string_view note);

/// `message.list` must be there. Every member comes along, also one without an SMTP address.
[[nodiscard]] ::mime::VcardGroup group_card(const model::Message& message, std::string_view note);

/// The name a person would call the contact or list by; never empty.
[[nodiscard]] std::string card_name(const model::Message& message);

/// A readable text of the contact or list, for readers that know no vCards.
[[nodiscard]] std::string card_summary(const model::Message& message);

}  // namespace convert::mime
