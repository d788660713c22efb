#include "converters/ccmail/times.h"

#include "formats/bytes/hex.h"
#include "formats/text/code_page.h"

namespace convert::ccmail {

model::OptionalTimestamp to_time(std::string_view written, std::uint64_t offset,
                                 const std::string& what, const Context& context,
                                 Converted& converted) {
  const auto read = ::ccmail::read_written_date(written);
  const auto date = read ? ::ccmail::to_date(*read, context.order) : std::nullopt;
  const std::string shown = what + ", " + text::decode(written, context.code_page).utf8;
  if (!date) {
    converted.damages.push_back("Date.value at " + bytes::hex_offset(offset) + ": " + shown +
                                ": there is no such time");
    return std::nullopt;
  }
  text::Ticks ticks = date->ticks;
  if (date->is_early && context.repairs_years) {
    if (const auto later = ::ccmail::century_later(ticks)) {
      ticks = *later;
      converted.notes.push_back(shown + ": taken for a date a hundred years later");
    }
  } else if (date->is_odd_year) {
    converted.notes.push_back(shown + ": out of the range of the product, 1980 to 2099");
  }
  if (!read->has_time) {
    converted.notes.push_back(shown + ": a day without a time");
  }
  return model::WallClock{.ticks = ticks};
}

}  // namespace convert::ccmail
