#include "formats/iff/packing_list.h"

#include <charconv>
#include <optional>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"
#include "formats/iff/line.h"
#include "formats/iff/row.h"

namespace iff {
namespace {

/// "932", also behind the '!' of a remark (FORMAT.md 1.1).
std::optional<text::CodePageNumber> code_page_in(std::string_view line) {
  const std::string_view text = trim(line);
  text::CodePageNumber number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool is_number = error == std::errc() && end == text.data() + text.size() && number != 0;
  return is_number ? std::optional(number) : std::nullopt;
}

FileKind kind_of(std::string_view text) {
  if (is_word(trim(text), "primary")) {
    return FileKind::Primary;
  }
  return is_word(trim(text), "secondary") ? FileKind::Secondary : FileKind::Unknown;
}

bool is_header(const std::vector<Field>& fields) {
  return fields.size() >= 2 && is_word(trim(fields[0].text), "filename") &&
         is_word(trim(fields[1].text), "filetype");
}

}  // namespace

PackingList read_packing_list(std::span<const std::byte> file, bytes::DamageLog& damage) {
  PackingList list;
  LineReader lines(bytes::as_text(file));
  while (const auto line = lines.next()) {
    if (is_blank(line->text) || is_comment(line->text)) {
      continue;
    }
    if (line->text.size() > kLongestLine) {
      damage.add({.offset = line->at.offset,
                  .length = line->text.size(),
                  .kind = bytes::DamageKind::Unclaimed,
                  .field = "PKL.Filetype"});
      continue;
    }
    if (const auto page = code_page_in(line->text); page && list.files.empty()) {
      list.code_page = list.code_page == 0 ? *page : list.code_page;
      continue;
    }
    const auto fields = split_row(line->text).fields;
    if (is_header(fields)) {
      continue;
    }
    const FileKind kind = fields.size() >= 2 ? kind_of(fields[1].text) : FileKind::Unknown;
    if (kind == FileKind::Unknown || list.files.size() == kMostListedFiles) {
      damage.add({.offset = line->at.offset,
                  .length = line->text.size(),
                  .kind = bytes::DamageKind::Unclaimed,
                  .field = "PKL.Filetype"});
      continue;
    }
    list.files.push_back(
        {.name = std::string(trim(fields[0].text)), .kind = kind, .line = line->at.line});
  }
  if (list.code_page == 0) {
    damage.add(
        {.offset = 0, .length = 0, .kind = bytes::DamageKind::BadMagic, .field = "PKL.CodePage"});
  }
  return list;
}

}  // namespace iff
