// What the fields of rows mean, in words of a dump.
#pragma once

#include <string>
#include <string_view>

#include "formats/text/code_page.h"

namespace iff {

/// `name "Ann Ash", SMTP "ann@north.example"` for each of a field's people.
[[nodiscard]] std::string meaning_of_people(std::string_view field, text::CodePageNumber page);

/// `SMTP "ann@north.example"` for each of a field's addresses.
[[nodiscard]] std::string meaning_of_addresses(std::string_view field, text::CodePageNumber page);

/// "1997-05-06T15:10:00"; for what is no date, that it is none.
[[nodiscard]] std::string meaning_of_date(std::string_view field);

/// As UTF-8.
[[nodiscard]] inline std::string decoded(std::string_view text, text::CodePageNumber page) {
  return text::decode(text, page).utf8;
}

}  // namespace iff
