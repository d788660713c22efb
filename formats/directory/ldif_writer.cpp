#include "formats/directory/ldif_writer.h"

#include <algorithm>

#include "formats/bytes/base64.h"

namespace directory {
namespace {

/// RFC 2849: SAFE-STRING is a SAFE-INIT-CHAR and SAFE-CHARs, "any value <= 127 decimal except NUL,
/// LF, and CR", at the begin "and SPACE, colon, less-than" neither. Note 8: "Values or
/// distinguished names that end with SPACE SHOULD be base-64 encoded."
bool is_safe(std::string_view value) {
  const auto is_safe_character = [](char c) {
    return c != '\0' && c != '\n' && c != '\r' && static_cast<unsigned char>(c) < 0x80U;
  };
  return std::all_of(value.begin(), value.end(), is_safe_character) && !value.ends_with(' ') &&
         (value.empty() || std::string_view(" :<").find(value.front()) == std::string_view::npos);
}

/// RFC 2849 note 2: folded "by inserting a line separator (SEP) and a SPACE". A character of
/// several bytes may not be split by readers that decode line by line: only comments hold any.
std::string folded(std::string_view line) {
  std::string out;
  std::size_t room = kLdifLineSize;
  while (line.size() > room) {
    std::size_t size = room;
    while (size > 1 && (static_cast<unsigned char>(line[size]) & 0xC0U) == 0x80U) {
      --size;
    }
    out.append(line.substr(0, size)).append("\n ");
    line.remove_prefix(size);
    room = kLdifLineSize - 1;
  }
  return out.append(line).append("\n");
}

constexpr std::string_view name_of(Operation operation) {
  switch (operation) {
    case Operation::Add:
      break;
    case Operation::Replace:
      return "replace";
    case Operation::Delete:
      return "delete";
  }
  return "add";
}

constexpr std::string_view name_of(Change change) {
  switch (change) {
    case Change::Add:
      return "add";
    case Change::Modify:
      return "modify";
    case Change::Delete:
      break;
  }
  return "delete";
}

}  // namespace

std::string ldif_line(std::string_view name, std::string_view value) {
  std::string line(name);
  if (is_safe(value)) {
    line.append(": ").append(value);
  } else {
    line.append(":: ").append(bytes::encode_base64(value));
  }
  return folded(line);
}

std::string ldif_comment(std::string_view text) {
  std::string out;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
    out += folded("# " + std::string(text.substr(begin, end - begin)));
    begin = end + 1;
  }
  return out;
}

std::string ldif_record(const Record& record) {
  std::string out = ldif_line("dn", record.dn) + ldif_line("changetype", name_of(record.change));
  if (record.change == Change::Delete) {
    return out + '\n';
  }
  for (const Field& field : record.fields) {
    if (record.change == Change::Modify) {
      out += ldif_line(name_of(field.operation), field.name);
    }
    for (const std::string& value : field.values) {
      out += ldif_line(field.name, value);
    }
    if (record.change == Change::Modify) {
      out += "-\n";
    }
  }
  return out + '\n';
}

std::string escape_dn_value(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    const bool is_edge_blank = c == ' ' && (i == 0 || i + 1 == value.size());
    if (c == '\0') {
      out += "\\00";
      continue;
    }
    if (is_edge_blank || (c == '#' && i == 0) ||
        std::string_view(",+\"\\<>;=").find(c) != std::string_view::npos) {
      out += '\\';
    }
    out += c;
  }
  return out;
}

}  // namespace directory
