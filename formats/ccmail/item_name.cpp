#include "formats/ccmail/item_name.h"

#include "formats/ccmail/date.h"
#include "formats/text/ascii.h"

namespace ccmail {

ItemTitle split_item_title(std::string_view title) {
  const std::string_view whole = text::trim(title);
  // A date, a time and AM or PM are three words at most; the longest that is a date counts.
  constexpr int kMostWords = 3;
  ItemTitle best{.name = whole, .date = {}};
  std::size_t end = whole.size();
  for (int words = 0; words < kMostWords && end > 0; ++words) {
    const std::size_t blank = whole.find_last_of(' ', end - 1);
    const std::size_t begin = blank == std::string_view::npos ? 0 : blank + 1;
    const std::string_view suffix = whole.substr(begin);
    if (read_written_date(suffix)) {
      best = {.name = text::trim(whole.substr(0, begin)), .date = suffix};
    }
    end = begin;
    while (end > 0 && whole[end - 1] == ' ') {
      --end;
    }
  }
  return best;
}

}  // namespace ccmail
