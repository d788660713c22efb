#include "formats/ccmail_post_office/exported_directory.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/text/ascii.h"

namespace ccmail_post_office {
namespace {

struct Line {
  std::size_t offset = 0;
  std::string_view text;
};

/// The next line at `at`, which moves behind its end (CR LF, LF or CR).
Line take_line(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
  at = end;
  if (at < text.size()) {
    at += text.substr(at).starts_with("\r\n") ? std::size_t{2} : std::size_t{1};
  }
  return {.offset = begin, .text = text.substr(begin, end - begin)};
}

struct Field {
  std::string_view label;
  std::string_view value;
};

std::optional<Field> field_of(std::string_view line) {
  constexpr std::size_t kLongestLabel = 32;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > kLongestLabel ||
      line.front() == ' ') {
    return std::nullopt;
  }
  return Field{.label = line.substr(0, colon), .value = text::trim(line.substr(colon + 1))};
}

}  // namespace

std::vector<DirectoryRecord> read_exported_directory(std::string_view text,
                                                     bytes::DamageLog& damage) {
  constexpr std::string_view kPadding = " \t\x1A";
  std::vector<DirectoryRecord> records;
  bool is_open = false;  // whether a record takes fields
  std::size_t at = 0;
  while (at < text.size()) {
    const Line line = take_line(text, at);
    const auto wrong = [&](bytes::DamageKind kind) {
      damage.add({.offset = line.offset,
                  .length = line.text.size(),
                  .kind = kind,
                  .field = "Directory.line"});
    };
    if (text::trim(line.text, kPadding).empty()) {
      continue;
    }
    const auto field = line.text.size() > kLongestLine ? std::nullopt : field_of(line.text);
    if (!field) {
      wrong(line.text.size() > kLongestLine ? bytes::DamageKind::OutOfRange
                                            : bytes::DamageKind::Unclaimed);
    } else if (text::same_word(field->label, "Name")) {
      is_open = !field->value.empty() && records.size() < kMostRecords;
      if (is_open) {
        records.push_back({.name = std::string(field->value), .location = {}, .address = {}});
      } else {
        wrong(field->value.empty() ? bytes::DamageKind::Undecodable
                                   : bytes::DamageKind::OutOfRange);
      }
    } else if (!is_open) {
      wrong(bytes::DamageKind::Unclaimed);
    } else if (text::same_word(field->label, "Locn")) {
      records.back().location = field->value;
    } else if (text::same_word(field->label, "Addr")) {
      records.back().address = field->value;
    }
  }
  return records;
}

}  // namespace ccmail_post_office
