#include "formats/schedule/string_reader.h"

#include <algorithm>

#include "formats/schedule/escapes.h"
#include "formats/schedule/names.h"
#include "formats/schedule/property_line.h"

namespace schedule {
namespace {

using bytes::DamageKind;

/// Whether a string that is open at the end of its line must end there: what follows is none of it.
bool ends_before(const Line& next, std::string_view object) {
  if (trim(next.text) == "}") {
    return true;
  }
  const auto line = split_property(next.text);
  return line && (is_object_name(line->name) || is_property_name(object, line->name));
}

}  // namespace

void StringReader::note_run(std::size_t length) {
  habits_.has_backslashes = habits_.has_backslashes || length != 0;
  habits_.has_odd_run = habits_.has_odd_run || length % 2 != 0;
}

/// A run of backslashes at `at`. The last of them belongs to the quote or the line end behind it,
/// unless that quote is the last of its line and the run is even: then it closes the string. `last`
/// is where the last byte of `text` stands that is no blank: found once for each line, as a line of
/// quotes with blanks behind it would take the square of its length.
StringReader::Ending StringReader::read_backslashes(std::string_view text, std::size_t last,
                                                    std::size_t& at, std::string& value) {
  const std::size_t end = std::min(text.find_first_not_of('\\', at), text.size());
  const std::size_t run = end - at;
  const bool at_line_end = end == text.size();
  const bool at_quote = !at_line_end && text[end] == '"';
  const bool at_last_quote = at_quote && end == last;
  at = end;
  if ((!at_line_end && !at_quote) || (at_last_quote && run % 2 == 0)) {
    note_run(run);
    value.append(run, '\\');
    return Ending::Open;
  }
  note_run(run - 1);
  value.append(run - 1, '\\');
  if (at_line_end) {
    return Ending::Continued;
  }
  value += '"';
  ++at;
  return Ending::Open;
}

StringReader::Ending StringReader::read_line(std::string_view text, std::string& value) {
  const std::string_view trimmed = trim(text);
  const std::size_t last =
      trimmed.empty() ? text.size()
                      : static_cast<std::size_t>(trimmed.data() - text.data()) + trimmed.size() - 1;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\\') {
      if (read_backslashes(text, last, at, value) == Ending::Continued) {
        return Ending::Continued;
      }
    } else if (text[at] == '"' && at == last) {
      return Ending::Closed;
    } else {
      habits_.inner_quotes += text[at] == '"' ? 1U : 0U;
      const std::size_t length = character_length(text.substr(at), page_);
      value += text.substr(at, length);
      at += length;
    }
  }
  return Ending::Open;
}

std::string StringReader::read(std::string_view rest, std::uint64_t offset, std::string_view object,
                               Lines& lines) {
  const auto tell = [&](DamageKind kind, std::string_view field) {
    damage_.add(
        {.offset = offset, .length = lines.offset() - offset, .kind = kind, .field = field});
  };
  std::string value;
  std::string_view text = rest.substr(1);
  bool half_break = false;  // one line end with a backslash; the second in a row makes a break
  bool was_joined = false;
  for (;;) {
    const Ending ending = read_line(text, value);
    if (ending == Ending::Closed) {
      break;
    }
    const auto next = lines.peek();
    if (!next) {
      tell(DamageKind::Truncated, "string");
      return value;
    }
    if (ending == Ending::Continued) {
      const bool is_second = text == "\\" && half_break;
      value += is_second ? "\r\n" : "";
      half_break = !is_second;
    } else {
      if (ends_before(*next, object)) {
        tell(DamageKind::Inconsistent, "string.quote");
        return value;
      }
      value += ' ';
      half_break = false;
      was_joined = true;
    }
    text = lines.take()->text;
  }
  if (was_joined) {
    tell(DamageKind::Inconsistent, "string.line");
  }
  return value;
}

}  // namespace schedule
