#include "formats/iff/primary.h"

#include <array>
#include <optional>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/pointer.h"
#include "formats/iff/row.h"
#include "formats/text/proxy_address.h"

namespace iff {
namespace {

struct Keyword {
  std::string_view word;
  SectionKind kind;
};
constexpr std::array<Keyword, 3> kKeywords = {{{"directory", SectionKind::Directory},
                                               {"pab", SectionKind::AddressBook},
                                               {"mailmessage", SectionKind::Messages}}};

std::optional<SectionKind> section_kind(std::string_view line) {
  // Most lines are rows: only one that begins like a keyword is taken apart.
  for (const Keyword& keyword : kKeywords) {
    const std::string_view start = trim(line).substr(0, keyword.word.size());
    if (is_word(start, keyword.word)) {
      return keyword.kind;
    }
  }
  return std::nullopt;
}

/// FORMAT.md 3.1: one or two fields, the first of which is a keyword without quotes. Empty fields
/// behind them do not count.
std::optional<Section> to_section(const LogicalLine& line) {
  const auto kind = section_kind(line.text);
  if (!kind) {
    return std::nullopt;
  }
  auto fields = split_row(line.text).fields;
  while (fields.size() > 1 && trim(fields.back().text).empty()) {
    fields.pop_back();
  }
  const bool is_keyword = fields.size() <= 2 && !fields.front().is_quoted &&
                          is_word(trim(fields.front().text), to_lower(keyword_of(*kind))) &&
                          (*kind != SectionKind::Directory || fields.size() == 1);
  if (!is_keyword) {
    return std::nullopt;
  }
  Section section;
  section.kind = *kind;
  section.at = line.at;
  section.address = fields.size() == 2 ? std::string(trim(fields[1].text)) : std::string();
  const std::string lower = to_lower(section.address);
  section.is_public =
      *kind == SectionKind::Messages && (lower == "publicmessage" || lower == "publicmessages");
  return section;
}

/// Whether what should be a header line is the first row already.
bool is_row(SectionKind kind, const std::vector<Field>& fields) {
  constexpr std::size_t kBody = static_cast<std::size_t>(MessageColumn::Body);
  const std::string first = to_lower(trim(fields.front().text));
  switch (kind) {
    case SectionKind::Messages:
      return fields.size() > kBody && read_pointer(fields[kBody]).has_value();
    case SectionKind::AddressBook:
      return first == "entry" || first == "dl";
    case SectionKind::Directory:
      break;
  }
  return fields.size() > 1 && (first == "mailbox" || first == "remote" || first == "dl");
}

/// The header line at the front of a section.
void take_header(const LogicalLine& line, std::uint64_t next_line, Section& section) {
  const auto fields = split_row(line.text).fields;
  if (is_row(section.kind, fields)) {
    section.rows = line.at;
    return;
  }
  for (const Field& field : fields) {
    section.columns.emplace_back(trim(field.text));
  }
  section.rows = {.offset = line.end, .line = next_line};
}

}  // namespace

Columns columns_of(const Section& section) {
  return section.kind == SectionKind::AddressBook ? address_book_columns(section.columns)
                                                  : message_columns(section.columns);
}

std::vector<std::size_t> followed_places(const Section& section) {
  const Columns columns = columns_of(section);
  const bool is_messages = section.kind == SectionKind::Messages;
  const std::size_t count = is_messages ? kMessageColumns.size() : kAddressBookColumns.size();
  std::vector<std::size_t> places;
  for (std::size_t column = 0; column < count; ++column) {
    const auto place = columns.place_of(column);
    if (place && (!is_messages || may_point(static_cast<MessageColumn>(column)))) {
      places.push_back(*place);
    }
  }
  return places;
}

std::string_view keyword_of(SectionKind kind) {
  switch (kind) {
    case SectionKind::Directory:
      return "DIRECTORY";
    case SectionKind::AddressBook:
      return "PAB";
    case SectionKind::Messages:
      break;
  }
  return "MAILMESSAGE";
}

std::vector<Section> read_sections(std::span<const std::byte> file, text::CodePageNumber page,
                                   bytes::DamageLog& damage) {
  std::vector<Section> sections;
  LineReader lines(bytes::as_text(file));
  bool wants_header = false;
  for (;;) {
    const bool in_directory = !sections.empty() && sections.back().kind == SectionKind::Directory;
    const auto line =
        next_logical_line(lines, page, in_directory ? Continuation::Literal : Continuation::Joined);
    if (!line) {
      break;
    }
    auto section = to_section(*line);
    if (section && sections.size() == kMostSections) {
      // Its rows must not pass for those of the section before.
      damage.add({.offset = line->at.offset,
                  .length = file.size() - line->at.offset,
                  .kind = bytes::DamageKind::OutOfRange,
                  .field = "PRI.sections",
                  .found = kMostSections + 1,
                  .expected = kMostSections});
      sections.back().rows_end = line->at.offset;
      return sections;
    }
    if (section) {
      section->rows = {.offset = line->end, .line = lines.place().line};
      if (!sections.empty()) {
        sections.back().rows_end = line->at.offset;
      }
      sections.push_back(std::move(*section));
      wants_header = true;
    } else if (sections.empty()) {
      damage.add({.offset = line->at.offset,
                  .length = line->end - line->at.offset,
                  .kind = bytes::DamageKind::Unclaimed,
                  .field = "PRI.line"});
    } else if (wants_header) {
      take_header(*line, lines.place().line, sections.back());
      wants_header = false;
    }
  }
  if (!sections.empty()) {
    sections.back().rows_end = file.size();
  }
  return sections;
}

std::string address_key(std::string_view utf8) {
  const text::ProxyAddress address = text::parse_proxy_address(trim(utf8));
  return text::proxy_key(address.type, address.address);
}

}  // namespace iff
