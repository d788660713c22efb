// What is wrong with a message, in words: what was found, what was expected, what to do.
#pragma once

#include <string>
#include <string_view>

#include "formats/bytes/damage.h"

namespace ccmail {

/// Without its field and place. `begin` is how the damaged bytes begin, in UTF-8.
[[nodiscard]] std::string words_for(const bytes::Damage& damage, std::string_view begin);

/// Whether something of the message is gone with it, so that it is not whole.
[[nodiscard]] bool is_missing(const bytes::Damage& damage);

}  // namespace ccmail
