#include "formats/iff/section_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <vector>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/row.h"

namespace iff {
namespace {

struct TypeName {
  std::string_view name;
  SectionType type;
};
constexpr std::array<TypeName, 5> kTypes = {{{"Body", SectionType::Body},
                                             {"Attachment", SectionType::Attachment},
                                             {"Schedule", SectionType::Schedule},
                                             {"Document", SectionType::Document},
                                             {"Other", SectionType::Other}}};

enum Column : std::size_t { kType, kLength, kEncoding, kIsLast, kName, kPosition, kFormat, kCount };

SectionType type_of(std::string_view text) {
  const auto* found = std::ranges::find_if(
      kTypes, [&](const TypeName& one) { return to_lower(one.name) == to_lower(text); });
  return found == kTypes.end() ? SectionType::Unknown : found->type;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole ? std::optional(value) : std::nullopt;
}

/// Whether a known type and a comma stand there: most places are told by it that they are none.
bool begins_with_type(std::span<const std::byte> file, std::uint64_t offset) {
  constexpr std::size_t kLongestType = 10;
  const std::string_view text =
      bytes::as_text(file).substr(std::min<std::uint64_t>(offset, file.size()), kLongestType + 1);
  const std::size_t comma = text.find(',');
  return comma != std::string_view::npos && type_of(text.substr(0, comma)) != SectionType::Unknown;
}

struct HeaderLine {
  std::string_view text;
  std::uint64_t end = 0;  // line end included
};

std::optional<HeaderLine> line_at(std::span<const std::byte> file, std::uint64_t offset) {
  if (offset >= file.size()) {
    return std::nullopt;
  }
  const std::string_view rest = bytes::as_text(file).substr(offset, kLongestSectionHeader + 2);
  const std::size_t end = rest.find_first_of("\r\n");
  if (end == std::string_view::npos || end > kLongestSectionHeader) {
    return std::nullopt;
  }
  return HeaderLine{.text = rest.substr(0, end),
                    .end = offset + end + (rest.substr(end).starts_with("\r\n") ? 2U : 1U)};
}

SectionHeader header_of(const std::vector<Field>& fields, std::uint64_t offset,
                        std::uint64_t data) {
  const auto text = [&](std::size_t column) {
    return column < fields.size() ? trim(fields[column].text) : std::string_view();
  };
  SectionHeader header;
  header.offset = offset;
  header.data = data;
  header.type = type_of(text(kType));
  header.type_text = text(kType);
  header.length = number<std::uint64_t>(text(kLength));
  header.is_last = !is_word(text(kIsLast), "false");
  header.name = kName < fields.size() ? fields[kName].text : std::string();
  header.position = number<std::int64_t>(text(kPosition));
  header.is_mac_binary = is_word(text(kFormat), "macbinary");
  return header;
}

}  // namespace

std::optional<SectionHeader> read_section_header(std::span<const std::byte> file,
                                                 std::uint64_t offset) {
  const auto line = begins_with_type(file, offset) ? line_at(file, offset) : std::nullopt;
  if (!line) {
    return std::nullopt;
  }
  const auto fields = split_row(line->text).fields;
  if (fields.size() != kCount) {
    return std::nullopt;
  }
  const std::string_view last = trim(fields[kIsLast].text);
  auto header = header_of(fields, offset, line->end);
  const bool says_last = last.empty() || is_word(last, "true") || is_word(last, "false");
  return header.length && says_last ? std::optional(std::move(header)) : std::nullopt;
}

std::optional<SectionHeader> read_doubtful_header(std::span<const std::byte> file,
                                                  std::uint64_t offset) {
  const auto line = line_at(file, offset);
  if (!line) {
    return std::nullopt;
  }
  const auto fields = split_row(line->text).fields;
  auto header = header_of(fields, offset, line->end);
  const bool has_count = fields.size() + 1 >= kCount && fields.size() <= kCount + 1;
  const bool has_type = header.type != SectionType::Unknown;
  return has_count && (has_type || header.length) ? std::optional(std::move(header)) : std::nullopt;
}

std::string_view name_of(SectionType type) {
  const auto* found = std::ranges::find(kTypes, type, &TypeName::type);
  return found == kTypes.end() ? "unknown" : found->name;
}

}  // namespace iff
