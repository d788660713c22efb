// Addresses of cc:Mail as those of the model. formats/ccmail/FORMAT.md 4.
#pragma once

#include <string>
#include <string_view>

#include "converters/model/address.h"
#include "formats/ccmail/address.h"

namespace convert::ccmail {

/// A user without a post office is one of `post_office`, which may be empty. Users and boards are
/// of type CCMAIL, "name at post office".
[[nodiscard]] model::Address to_address(const ::ccmail::Address& address,
                                        std::string_view post_office);

/// Whether that has everything of `native`, the text that the address was read from.
[[nodiscard]] bool is_all_of(const ::ccmail::Address& address, std::string_view native);

}  // namespace convert::ccmail
