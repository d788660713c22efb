#include "formats/text/csv.h"

namespace text {

std::string csv_field(std::string_view text) {
  // RFC 4180 2.6: "Fields containing line breaks (CRLF), double quotes, and commas should be
  // enclosed in double-quotes." A field that begins or ends with a blank is, too.
  const bool quoted = text.find_first_of(",\"\r\n") != std::string_view::npos ||
                      (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (!quoted) {
    return std::string(text);
  }
  std::string field = "\"";
  for (const char c : text) {
    field += c;
    if (c == '"') {
      field += '"';
    }
  }
  return field + '"';
}

std::string csv_record(const std::vector<std::string>& fields) {
  std::string record;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) {
      record += ',';
    }
    record += csv_field(field);
  }
  return record + "\r\n";
}

}  // namespace text
