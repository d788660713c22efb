// What the values of an export mean, in words of a dump.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "formats/ccmail/date.h"
#include "formats/ccmail/message.h"

namespace ccmail {

/// `user "Ash, Ann", post office "PO1"`, of decoded text.
[[nodiscard]] std::string meaning_of_address(std::string_view utf8);

/// "1998-06-20T08:39:00, read as mdy"; for what is no date, that it is none.
[[nodiscard]] std::string meaning_of_date(std::string_view written, DateOrder order);

/// Of a file, what it is wrapped in: MacBinary, hexadecimal text; empty for neither.
[[nodiscard]] std::string meaning_of_file(std::span<const std::byte> data);

/// The order that most dates of the messages and items of a file show; that of the product, m/d/y,
/// when none shows any.
[[nodiscard]] DateOrder find_date_order(MessageReader reader);

}  // namespace ccmail
