#include "formats/directory/dirsync_file.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "formats/bytes/hex_digit.h"

namespace directory {
namespace {

std::optional<Change> change_of(std::string_view line) {
  if (line.size() < 3 || line[1] != ' ') {
    return std::nullopt;
  }
  switch (line.front()) {
    case 'A':
      return Change::Add;
    case 'M':
      return Change::Modify;
    case 'D':
      return Change::Delete;
    default:
      return std::nullopt;
  }
}

bool is_ignored(std::string_view line) {
  return line.starts_with('#') || line.find_first_not_of(" \t") == std::string_view::npos;
}

std::optional<std::string> from_hex(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); i += 2) {
    const auto high = bytes::hex_digit(digits[i]);
    const auto low = i + 1 < digits.size() ? bytes::hex_digit(digits[i + 1]) : std::nullopt;
    if (!high || !low) {
      return std::nullopt;
    }
    out += static_cast<char>(*high << 4U | *low);
  }
  return out;
}

void report(const Line& line, std::string_view field, FindingLog& findings) {
  findings.add({.line = line.number,
                .damage = {.offset = line.offset,
                           .length = line.length,
                           .kind = bytes::DamageKind::Inconsistent,
                           .field = field},
                .raw = line.text});
}

/// A word, a "string", or `\x` and digits.
std::string read_value(const Line& line, std::string_view text, FindingLog& findings) {
  if (text.size() >= 2 && text.starts_with('"') && text.ends_with('"')) {
    return std::string(text.substr(1, text.size() - 2));
  }
  if (!text.starts_with("\\x")) {
    return std::string(text);
  }
  if (auto bytes = from_hex(text.substr(2))) {
    return std::move(*bytes);
  }
  report(line, "dirsync.hex", findings);
  return std::string(text);
}

}  // namespace

bool is_dirsync(std::span<const Line> lines) {
  const auto is_content = [](const Line& line) { return !is_ignored(line.text); };
  const auto first = std::find_if(lines.begin(), lines.end(), is_content);
  if (first == lines.end() || !change_of(first->text)) {
    return false;
  }
  const auto second = std::find_if(first + 1, lines.end(), is_content);
  return second != lines.end() && (second->text.starts_with("- ") || change_of(second->text));
}

std::vector<Record> read_dirsync(std::span<const Line> lines, FindingLog& findings) {
  std::vector<Record> records;
  for (const Line& line : lines) {
    const std::string_view text = line.text;
    if (is_ignored(text)) {
      continue;
    }
    const auto change = change_of(text);
    const std::size_t colon = text.find(':');
    if (change) {
      records.push_back(
          {.line = line.number, .dn = std::string(text.substr(2)), .change = *change});
    } else if (text.starts_with("- ") && colon != std::string_view::npos && !records.empty()) {
      if (!add_value(records.back(), text.substr(2, colon - 2),
                     read_value(line, text.substr(colon + 1), findings))) {
        report(line, "dirsync.attributes", findings);
      }
    } else {
      report(line, "dirsync.line", findings);
    }
  }
  return records;
}

}  // namespace directory
