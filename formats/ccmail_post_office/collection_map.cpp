#include "formats/ccmail_post_office/collection_map.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "formats/text/code_page.h"

namespace ccmail_post_office {
namespace {

constexpr std::string_view kFirstLine = "Restante cc:Mail collection 1";
constexpr std::array<std::pair<std::string_view, Planned>, 4> kPlanned = {
    {{"scripted", Planned::Scripted},
     {"no password", Planned::NoPassword},
     {"by hand", Planned::ByHand},
     {"gone", Planned::Gone}}};

constexpr std::size_t kFields = 5;

/// The fields of a row; fewer or more than kFields: no row.
std::vector<std::string_view> fields_of(std::string_view line) {
  std::vector<std::string_view> fields;
  while (fields.size() <= kFields) {
    const std::size_t tab = line.find('\t');
    fields.push_back(line.substr(0, tab));
    if (tab == std::string_view::npos) {
      break;
    }
    line.remove_prefix(tab + 1);
  }
  return fields;
}

std::optional<MapRow> read_row(std::string_view line) {
  const auto fields = fields_of(line);
  if (fields.size() != kFields || !number_of_id(fields[0])) {
    return std::nullopt;
  }
  for (const auto& [word, planned] : kPlanned) {
    if (word == fields[1]) {
      return MapRow{.id = std::string(fields[0]),
                    .planned = planned,
                    .name = map_text(fields[2]),
                    .post_office = map_text(fields[3]),
                    .reason = map_text(fields[4])};
    }
  }
  return std::nullopt;
}

}  // namespace

std::string_view name_of(Planned planned) {
  for (const auto& [word, known] : kPlanned) {
    if (known == planned) {
      return word;
    }
  }
  return "scripted";
}

std::string id_of(std::uint32_t number) {
  constexpr std::size_t kDigits = 4;
  const std::string digits = std::to_string(number);
  return "U" + std::string(kDigits - std::min(kDigits, digits.size()), '0') + digits;
}

std::optional<std::uint32_t> number_of_id(std::string_view id) {
  constexpr std::size_t kLongest = 8;  // of a name of DOS
  if (id.size() < 2 || id.size() > kLongest || id.front() != 'U') {
    return std::nullopt;
  }
  std::uint32_t number = 0;
  for (const char digit : id.substr(1)) {
    if (digit < '0' || digit > '9') {
      return std::nullopt;
    }
    number = number * 10 + static_cast<std::uint32_t>(digit - '0');
  }
  return id_of(number) == id ? std::optional(number) : std::nullopt;
}

std::string map_text(std::string_view utf8) {
  std::string out;
  for (const char c : text::decode(utf8, text::kUtf8).utf8) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F) {
      out += "\xEF\xBF\xBD";
    } else {
      out += c;
    }
  }
  return out;
}

std::string write_map(const std::vector<MapRow>& rows) {
  std::string text(kFirstLine);
  text += "\r\n";
  for (const MapRow& row : rows) {
    text += row.id + "\t" + std::string(name_of(row.planned)) + "\t" + map_text(row.name) + "\t" +
            map_text(row.post_office) + "\t" + map_text(row.reason) + "\r\n";
  }
  return text;
}

bool is_map(std::string_view text) {
  return text.starts_with(kFirstLine) && text.size() > kFirstLine.size() &&
         (text[kFirstLine.size()] == '\r' || text[kFirstLine.size()] == '\n');
}

std::vector<MapRow> read_map(std::string_view text, bytes::DamageLog& damage) {
  std::vector<MapRow> rows;
  std::set<std::string> ids;
  const auto wrong = [&damage](std::size_t offset, std::size_t length, bytes::DamageKind kind) {
    damage.add({.offset = offset, .length = length, .kind = kind, .field = "USERS.MAP.row"});
  };
  if (!is_map(text)) {
    wrong(0, std::min(text.size(), kFirstLine.size()), bytes::DamageKind::BadMagic);
    return rows;
  }
  std::size_t at = text.find('\n');
  at = at == std::string_view::npos ? text.size() : at + 1;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view line = text.substr(at, end - at);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    const std::size_t begin = std::exchange(at, end + 1);
    if (line.empty()) {
      continue;
    }
    if (line.size() > kLongestRow || rows.size() == kMostRows) {
      wrong(begin, line.size(), bytes::DamageKind::OutOfRange);
      continue;
    }
    auto row = read_row(line);
    if (!row) {
      wrong(begin, line.size(), bytes::DamageKind::Undecodable);
    } else if (!ids.insert(row->id).second) {
      wrong(begin, line.size(), bytes::DamageKind::Inconsistent);
    } else {
      rows.push_back(std::move(*row));
    }
  }
  return rows;
}

}  // namespace ccmail_post_office
