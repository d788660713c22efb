#include "formats/iff/packing_list.h"

#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/iff/ascii.h"

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

ListReader::ListReader(std::span<const std::byte> file) : lines_(bytes::as_text(file)) {}

std::optional<ListLine> ListReader::next() {
  const auto line = lines_.next();
  if (!line) {
    return std::nullopt;
  }
  ListLine read{.line = *line, .end = lines_.place().offset};
  if (is_blank(line->text)) {
    read.kind = ListLineKind::Blank;
  } else if (is_comment(line->text)) {
    read.kind = ListLineKind::Remark;
  } else if (line->text.size() <= kLongestLine) {
    look_at(read);
  }
  return read;
}

void ListReader::look_at(ListLine& read) {
  const auto page = code_page_in(read.line.text);
  if (page && files_ == 0) {
    read.kind = ListLineKind::CodePage;
    read.code_page = *page;
    return;
  }
  read.fields = split_row(read.line.text).fields;
  if (is_header(read.fields)) {
    read.kind = ListLineKind::Header;
    return;
  }
  const FileKind kind = read.fields.size() >= 2 ? kind_of(read.fields[1].text) : FileKind::Unknown;
  if (kind != FileKind::Unknown && files_ < kMostListedFiles) {
    ++files_;
    read.kind = ListLineKind::File;
    read.file = {
        .name = std::string(trim(read.fields[0].text)), .kind = kind, .line = read.line.at.line};
  }
}

PackingList read_packing_list(std::span<const std::byte> file, bytes::DamageLog& damage) {
  PackingList list;
  ListReader lines(file);
  while (auto line = lines.next()) {
    switch (line->kind) {
      case ListLineKind::Blank:
      case ListLineKind::Remark:
      case ListLineKind::Header:
        break;
      case ListLineKind::CodePage:
        list.code_page = list.code_page == 0 ? line->code_page : list.code_page;
        break;
      case ListLineKind::File:
        list.files.push_back(std::move(line->file));
        break;
      case ListLineKind::Unknown:
        damage.add({.offset = line->line.at.offset,
                    .length = line->line.text.size(),
                    .kind = bytes::DamageKind::Unclaimed,
                    .field = "PKL.Filetype"});
        break;
    }
  }
  if (list.code_page == 0) {
    damage.add(
        {.offset = 0, .length = 0, .kind = bytes::DamageKind::BadMagic, .field = "PKL.CodePage"});
  }
  return list;
}

}  // namespace iff
