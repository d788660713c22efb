#include "formats/iff/row_writer.h"

namespace iff {
namespace {

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    quoted += c;
    if (c == '"') {
      quoted += '"';
    }
  }
  return quoted + '"';
}

}  // namespace

std::string write_field(std::string_view text) {
  const bool has_blank = !text.empty() && (text.front() == ' ' || text.back() == ' ' ||
                                           text.front() == '\t' || text.back() == '\t');
  const bool is_special = text.find_first_of("#!,\\\"%;\r\n") != std::string_view::npos;
  return is_special || has_blank ? in_quotes(text) : std::string(text);
}

std::string write_row(const std::vector<std::string>& fields) {
  std::string row;
  for (const std::string& field : fields) {
    row += &field == &fields.front() ? "" : ",";
    row += field;
  }
  return row + "\r\n";
}

std::string join_values(const std::vector<std::string>& values) {
  std::string joined;
  for (const std::string& value : values) {
    joined += &value == &values.front() ? "" : ";";
    joined += value.find_first_of(";\"") == std::string::npos ? value : in_quotes(value);
  }
  return joined;
}

std::string write_pointer(std::string_view file, std::uint64_t offset) {
  return "#" + std::string(file) + "(" + std::to_string(offset) + ")";
}

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    escaped += c;
    if (c == '\\') {
      escaped += '\\';
    }
  }
  return escaped;
}

}  // namespace iff
