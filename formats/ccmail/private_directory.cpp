#include "formats/ccmail/private_directory.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "formats/ccmail/line.h"
#include "formats/text/ascii.h"

namespace ccmail {
namespace {

constexpr std::string_view kEntry = "entry";
constexpr std::string_view kCount = "entrycount";
constexpr std::string_view kArrow = "<=>";

bool is_number(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

/// "Entry12" as true; "EntryCount" is none.
bool is_entry(std::string_view key) {
  return key.size() > kEntry.size() && text::same_word(key.substr(0, kEntry.size()), kEntry) &&
         is_number(key.substr(kEntry.size()));
}

/// Where a part of a file begins.
std::uint64_t offset_in(std::string_view file, std::string_view part) {
  return static_cast<std::uint64_t>(part.data() - file.data());
}

/// Everything from a line on, which is one too many.
bytes::Damage rest_from(std::string_view file, std::string_view line, std::string_view field,
                        std::uint64_t most) {
  const std::uint64_t offset = offset_in(file, line);
  return {.offset = offset,
          .length = file.size() - offset,
          .kind = bytes::DamageKind::OutOfRange,
          .field = field,
          .found = most + 1,
          .expected = most};
}

/// Calls `visit` with each line that is not blank, and its number.
template <class Visit>
void for_each_line(std::string_view file, const Visit& visit) {
  std::size_t at = 0;
  for (std::uint64_t number = 1; at < file.size(); ++number) {
    const Line line = line_at(file, at, file.size(), LineEnd::Feed);
    const std::string_view trimmed = text::trim(line.text, " \t\x1A");
    if (!trimmed.empty()) {
      visit(trimmed, number);
    }
    at = line.next;
  }
}

std::pair<std::string_view, std::string_view> split_key(std::string_view line) {
  const std::size_t sign = std::min(line.find('='), line.size());
  return {text::trim(line.substr(0, sign)),
          text::trim(line.substr(std::min(sign + 1, line.size())))};
}

/// `"Pretty Name" <address>`, `Pretty Name <address>`, `address`. Decoded: a quote or bracket may
/// be half of a character.
PrivateEntry to_entry(std::string_view value) {
  PrivateEntry entry;
  const std::size_t open = value.rfind('<');
  std::string_view name;
  if (open != std::string_view::npos && value.ends_with('>')) {
    entry.address = std::string(text::trim(value.substr(open + 1, value.size() - open - 2)));
    name = text::trim(value.substr(0, open));
  } else if (value.find('@') != std::string_view::npos &&
             value.find_first_of(" \"") == std::string_view::npos) {
    entry.address = std::string(value);
  } else {
    name = value;
  }
  if (name.size() >= 2 && name.starts_with('"') && name.ends_with('"')) {
    name = name.substr(1, name.size() - 2);
  }
  entry.name = std::string(name);
  return entry;
}

struct Section {
  std::string name;
  std::optional<std::string> count;
  std::uint64_t entries = 0;
};

}  // namespace

bool is_private_directory(std::string_view head) {
  bool has_section = false;
  bool has_count = false;
  bool has_entry = false;
  bool is_other = false;
  for_each_line(head, [&](std::string_view line, std::uint64_t /*number*/) {
    const auto [key, value] = split_key(line);
    is_other = is_other || (!has_section && !line.starts_with('[') && !line.starts_with(';'));
    has_section = has_section || line.starts_with('[');
    has_count = has_count || (text::same_word(key, kCount) && is_number(value));
    has_entry = has_entry || is_entry(key);
  });
  return has_section && has_count && has_entry && !is_other;
}

PrivateDirectory read_private_directory(std::string_view file, text::CodePageNumber page) {
  PrivateDirectory out;
  std::vector<Section> sections;
  const auto decode = [&](std::string_view bytes) {
    auto decoded = text::decode(bytes, page);
    out.undecodable += decoded.undecodable;
    return std::move(decoded.utf8);
  };
  std::uint64_t others = 0;
  for_each_line(file, [&](std::string_view line, std::uint64_t number) {
    const auto pair = split_key(line);
    if (line.starts_with('[') && line.ends_with(']')) {
      sections.push_back({.name = decode(line.substr(1, line.size() - 2)), .count = {}});
    } else if (is_entry(pair.first) && out.entries.size() == kMostPrivateEntries) {
      if (out.damage.total() == 0) {
        out.damage.add(rest_from(file, line, "PrivateDirectory.entries", kMostPrivateEntries));
      }
    } else if (is_entry(pair.first)) {
      PrivateEntry entry = to_entry(decode(pair.second));
      entry.line = number;
      if (!sections.empty()) {
        entry.section = sections.back().name;
        ++sections.back().entries;
      }
      if (!entry.name.empty() || !entry.address.empty()) {
        out.entries.push_back(std::move(entry));
      }
    } else if (text::same_word(pair.first, kCount) && !sections.empty()) {
      sections.back().count = std::string(pair.second);
    } else if (!line.starts_with(';')) {
      ++others;
    }
  });
  for (const Section& section : sections) {
    if (section.count && *section.count != std::to_string(section.entries)) {
      out.remarks.push_back("[" + section.name + "] tells " + *section.count + " entries and has " +
                            std::to_string(section.entries));
    }
  }
  if (others != 0) {
    out.remarks.push_back(std::to_string(others) + " lines are no entries");
  }
  return out;
}

bool is_gateway_aliases(std::string_view head) {
  std::size_t lines = 0;
  std::size_t arrows = 0;
  for_each_line(head, [&](std::string_view line, std::uint64_t /*number*/) {
    ++lines;
    arrows += line.find(kArrow) != std::string_view::npos ? 1U : 0U;
  });
  return arrows > 0 && arrows * 2 > lines;
}

GatewayAliases read_gateway_aliases(std::string_view file, text::CodePageNumber page) {
  GatewayAliases out;
  bool is_full = false;
  for_each_line(file, [&](std::string_view line, std::uint64_t number) {
    const std::size_t arrow = line.find(kArrow);
    const bool is_pair = arrow != std::string_view::npos &&
                         !text::trim(line.substr(0, arrow)).empty() &&
                         !text::trim(line.substr(arrow + kArrow.size())).empty();
    if (is_full) {
      return;
    }
    if (!is_pair) {
      out.damage.add({.offset = offset_in(file, line),
                      .length = line.size(),
                      .kind = bytes::DamageKind::Unclaimed,
                      .field = "Aliases.line"});
      return;
    }
    if (out.entries.size() == kMostAliases) {
      is_full = true;
      out.damage.add(rest_from(file, line, "Aliases.entries", kMostAliases));
      return;
    }
    auto native = text::decode(text::trim(line.substr(0, arrow)), page);
    auto alias = text::decode(text::trim(line.substr(arrow + kArrow.size())), page);
    out.undecodable += native.undecodable + alias.undecodable;
    out.entries.push_back(
        {.line = number, .native = std::move(native.utf8), .alias = std::move(alias.utf8)});
  });
  return out;
}

}  // namespace ccmail
