// People, dates and names as rows have them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "converters/iff/letter.h"
#include "converters/model/address.h"
#include "converters/model/timestamp.h"

namespace convert::iff {

/// "Display[TYPE:address]"; without an address the name alone. Brackets of the name become
/// parentheses.
[[nodiscard]] std::string person_text(const model::Address& address, Remarks& remarks);

/// "TYPE:address"; empty without one.
[[nodiscard]] std::string address_text(const model::Address& address);

/// `text`, "TYPE:address", in the spelling that stays as it is when it is read; empty when there is
/// none.
[[nodiscard]] std::string steady_address(const std::string& text);

/// 14 digits; empty for no date and for one that the format has none for.
[[nodiscard]] std::string date_text(const model::OptionalTimestamp& time, Remarks& remarks);

/// One line: control characters become blanks.
[[nodiscard]] std::string line_of(std::string_view utf8);

/// Every line end as CR LF.
[[nodiscard]] std::string with_line_ends(std::string_view text);

}  // namespace convert::iff
