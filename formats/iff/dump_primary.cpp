#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/bytes/loose_bytes.h"
#include "formats/bytes/tiled_record.h"
#include "formats/iff/ascii.h"
#include "formats/iff/directory_row.h"
#include "formats/iff/dump.h"
#include "formats/iff/dump_line.h"
#include "formats/iff/dump_values.h"
#include "formats/iff/primary.h"
#include "formats/iff/row_reader.h"

namespace iff {
namespace {

using bytes::TiledRecord;

constexpr std::string_view kSectionSource = "formats/iff/FORMAT.md 3";
constexpr std::string_view kLineSource = "formats/iff/FORMAT.md 2";

/// What a column of a section is called, and how its fields are read.
struct ColumnUse {
  enum class Kind : std::uint8_t { Text, People, Addresses, Date };

  std::string name{};
  Kind kind = Kind::Text;
  bool may_point = false;
  std::string meaning{};  // of its name
};

ColumnUse::Kind kind_of(MessageColumn column) {
  switch (column) {
    case MessageColumn::Sender:
    case MessageColumn::To:
    case MessageColumn::Cc:
    case MessageColumn::Bcc:
      return ColumnUse::Kind::People;
    case MessageColumn::SendDate:
    case MessageColumn::ReceivedDate:
      return ColumnUse::Kind::Date;
    default:
      return ColumnUse::Kind::Text;
  }
}

/// The columns of a section of messages or of an address book, as its rows are read.
class ColumnUses {
 public:
  ColumnUses(const Section& section, text::CodePageNumber page)
      : columns_(columns_of(section)), page_(page) {
    const bool is_messages = section.kind == SectionKind::Messages;
    const std::size_t known = is_messages ? kMessageColumns.size() : kAddressBookColumns.size();
    uses_.resize(std::max(columns_.count(), section.columns.size()));
    for (std::size_t place = 0; place < uses_.size(); ++place) {
      uses_[place] = {.name = text::decode(columns_.name_at(place), page).utf8,
                      .meaning = "not a known column"};
    }
    for (std::size_t column = 0; column < known; ++column) {
      const auto place = columns_.place_of(column);
      if (!place || *place >= uses_.size()) {
        continue;
      }
      const bool is_renamed =
          std::ranges::find(columns_.renamed(), column) != columns_.renamed().end();
      const std::string name(columns_.known_name(column));
      uses_[*place] = {
          .name = name,
          .kind = is_messages ? kind_of(static_cast<MessageColumn>(column))
                  : static_cast<AddressBookColumn>(column) == AddressBookColumn::EmailAddress
                      ? ColumnUse::Kind::Addresses
                      : ColumnUse::Kind::Text,
          .meaning = columns_.binding() == Binding::ByPosition || is_renamed ? "read as " + name
                                                                             : std::string()};
    }
    for (const std::size_t place : followed_places(section)) {
      if (place < uses_.size()) {
        uses_[place].may_point = true;
      }
    }
  }

  [[nodiscard]] const Columns& columns() const { return columns_; }
  [[nodiscard]] ColumnUse at(std::size_t place) const {
    return place < uses_.size()
               ? uses_[place]
               : ColumnUse{.name = text::decode(columns_.name_at(place), page_).utf8};
  }

 private:
  Columns columns_;
  text::CodePageNumber page_;
  std::vector<ColumnUse> uses_;
};

/// Tells one section.
class SectionDumper {
 public:
  SectionDumper(std::span<const std::byte> file, const Section& section, const DumpOptions& options,
                bytes::SelectingSink& sink)
      : file_(file),
        text_(bytes::as_text(file)),
        section_(section),
        options_(options),
        sink_(sink) {
    if (section.kind != SectionKind::Directory) {
      uses_.emplace(section, options.code_page);
    }
  }

  [[nodiscard]] bytes::Result<void> run() {
    auto told = head();
    std::uint64_t at = section_.rows.offset;
    RowReader rows(file_, section_, options_.code_page);
    while (auto one = told ? rows.next() : std::nullopt) {
      told = lines(at, one->at.offset);
      if (told) {
        told = row(*one);
      }
      at = one->at.offset + one->length;
    }
    return told ? lines(at, section_.rows_end) : told;
  }

 private:
  [[nodiscard]] bytes::Result<void> head() {
    const std::string whose = section_.is_public || section_.address.empty()
                                  ? std::string()
                                  : ", of " + decoded(section_.address, options_.code_page);
    TiledRecord tiles(file_, section_.at.offset, section_.rows.offset,
                      {.name = std::string(keyword_of(section_.kind)),
                       .about = "line " + std::to_string(section_.at.line) + whose,
                       .source = std::string(kSectionSource)});
    tiles.record().length = section_.rows_end - section_.at.offset;
    LineReader reader(text_, section_.at, section_.rows.offset);
    bool is_keyword = true;
    for (;;) {
      // In a DIRECTORY lines are not continued; its keyword is short of anything to continue.
      const auto line = next_logical_line(
          reader, options_.code_page,
          section_.kind == SectionKind::Directory ? Continuation::Literal : Continuation::Joined);
      if (!line) {
        break;
      }
      other_lines(line->at.offset, tiles);
      const auto fields = split_row(line->text).fields;
      take_cells({.offset = line->at.offset, .text = line->text, .joined = line->joined}, fields,
                 is_keyword ? keyword_cells(fields) : column_cells(fields), line->end, tiles);
      is_keyword = false;
    }
    other_lines(section_.rows.offset, tiles);
    auto& faults = tiles.record().faults;
    faults = faults_of_zeros(text_, section_.at.offset, section_.rows.offset);
    add_faults_of_columns(faults);
    return sink_.record(tiles.record());
  }

  [[nodiscard]] std::vector<Cell> keyword_cells(const std::vector<Field>& fields) const {
    std::vector<Cell> cells;
    for (const Field& field : fields) {
      cells.push_back({.name = cells.empty()       ? "keyword"
                               : cells.size() == 1 ? "address"
                                                   : "empty field",
                       .value = decoded(field.text, options_.code_page)});
    }
    if (section_.is_public && cells.size() > 1) {
      cells[1].meaning = "public folders";
    }
    return cells;
  }

  [[nodiscard]] std::vector<Cell> column_cells(const std::vector<Field>& fields) const {
    std::vector<Cell> cells;
    for (const Field& field : fields) {
      const auto place = cells.size();
      cells.push_back({.name = "column " + std::to_string(place + 1),
                       .value = decoded(field.text, options_.code_page),
                       .meaning = uses_ ? uses_->at(place).meaning : std::string()});
    }
    return cells;
  }

  void add_faults_of_columns(std::vector<std::string>& faults) const {
    if (!uses_) {
      if (!has_usable_header(section_)) {
        faults.emplace_back("its columns have no known name: the documented order counts");
      }
      return;
    }
    const Columns& columns = uses_->columns();
    if (columns.binding() == Binding::ByPosition) {
      faults.emplace_back("it has no header of known columns: the documented order counts");
    }
    for (const std::size_t column : columns.renamed()) {
      faults.push_back("the name of column " + std::string(columns.known_name(column)) +
                       " is damaged: read by its place");
    }
    for (const std::size_t column : columns.lost()) {
      faults.push_back("no column " + std::string(columns.known_name(column)));
    }
  }

  [[nodiscard]] bytes::Result<void> row(const Row& row) {
    const std::uint64_t end = row.at.offset + row.length;
    if (!sink_.wants(row.at.offset, row.length)) {
      return {};
    }
    TiledRecord tiles(file_, row.at.offset, end,
                      {.name = "row", .source = std::string(kLineSource), .depth = 1});
    std::vector<std::string>& faults = tiles.record().faults;
    const auto cells = uses_ ? row_cells(row, *uses_) : entry_cells(row, faults);
    take_cells({.offset = row.at.offset, .text = row.text, .joined = row.joined}, row.fields, cells,
               end, tiles);
    std::string& about = tiles.record().about;
    about = "line " + std::to_string(row.at.line) + ", " + std::to_string(row.fields.size()) +
            (row.fields.size() == 1 ? " field" : " fields");
    switch (row.state) {
      case RowState::Whole:
        break;
      case RowState::LinesJoined:
        about += ", a value in quotes goes on in the next line";
        break;
      case RowState::BrokenLine:
        faults.emplace_back("a line end stands where none may");
        break;
      case RowState::OpenQuote:
        faults.emplace_back("nothing closes a quote: it is a character");
        break;
      case RowState::Mended:
        faults.emplace_back("its quotes do not stand around whole fields");
        break;
      case RowState::Lost:
        faults.emplace_back("no one reading of it fits its section: its fields are a guess");
        break;
    }
    std::ranges::move(faults_of_zeros(text_, row.at.offset, end), std::back_inserter(faults));
    return sink_.record(tiles.record());
  }

  [[nodiscard]] std::vector<Cell> row_cells(const Row& row, const ColumnUses& uses) const {
    std::vector<Cell> cells;
    for (const Field& field : row.fields) {
      const ColumnUse use = uses.at(cells.size());
      cells.push_back({.name = use.name,
                       .value = decoded(field.text, options_.code_page),
                       .meaning = meaning_of(field, use)});
    }
    return cells;
  }

  [[nodiscard]] std::string meaning_of(const Field& field, const ColumnUse& use) const {
    const auto pointer = use.may_point ? read_pointer(field) : std::nullopt;
    if (pointer) {
      const std::string words = options_.follow ? options_.follow(*pointer) : std::string();
      return "at " + std::to_string(pointer->offset) + " of " +
             decoded(pointer->file, options_.code_page) + (words.empty() ? "" : ": " + words);
    }
    switch (use.kind) {
      case ColumnUse::Kind::People:
        return meaning_of_people(field.text, options_.code_page);
      case ColumnUse::Kind::Addresses:
        return meaning_of_addresses(field.text, options_.code_page);
      case ColumnUse::Kind::Date:
        return meaning_of_date(field.text);
      case ColumnUse::Kind::Text:
        break;
    }
    return {};
  }

  [[nodiscard]] std::vector<Cell> entry_cells(const Row& row,
                                              std::vector<std::string>& faults) const {
    DirectoryRow entry = to_directory_row(section_, row, options_.code_page);
    std::vector<Cell> cells;
    for (auto& value : entry.values) {
      cells.push_back({.name = std::move(value.first), .value = std::move(value.second)});
    }
    std::ranges::move(entry.remarks, std::back_inserter(faults));
    return cells;
  }

  /// Remarks and blank lines of the section's head, as fields.
  void other_lines(std::uint64_t end, TiledRecord& tiles) const {
    LineReader reader(text_, {.offset = tiles.at()}, end);
    while (const auto line = reader.next()) {
      const bool is_remark = is_comment(line->text);
      tiles.take(reader.place().offset, is_remark ? "remark" : "blank line",
                 is_remark ? decoded(line->text, options_.code_page) : std::string());
    }
  }

  /// Those among rows, a record each.
  [[nodiscard]] bytes::Result<void> lines(std::uint64_t begin, std::uint64_t end) {
    LineReader reader(text_, {.offset = begin}, end);
    bytes::Result<void> told;
    for (auto line = reader.next(); told && line; line = reader.next()) {
      const bool is_remark = is_comment(line->text);
      TiledRecord tiles(file_, line->at.offset, reader.place().offset,
                        {.name = is_remark ? "remark" : "blank line",
                         .source = std::string(kLineSource),
                         .depth = 1});
      tiles.take(tiles.end(), "line",
                 is_remark ? decoded(line->text, options_.code_page) : std::string());
      told = sink_.record(tiles.record());
    }
    return told;
  }

  std::span<const std::byte> file_;
  std::string_view text_;
  const Section& section_;
  const DumpOptions& options_;
  bytes::SelectingSink& sink_;
  std::optional<ColumnUses> uses_{};  // not of a directory
};

/// What belongs to no section.
bytes::Result<void> dump_outside(std::span<const std::byte> file, std::uint64_t begin,
                                 std::uint64_t end, std::string name,
                                 std::vector<std::string> faults, bytes::SelectingSink& sink) {
  return bytes::tell_loose_bytes(
      sink,
      {.name = std::move(name), .source = std::string(kSectionSource), .faults = std::move(faults)},
      bytes::part_of(file, begin, end), "bytes");
}

}  // namespace

bytes::Result<void> dump_primary(std::span<const std::byte> file, const DumpOptions& options,
                                 bytes::AnnotationSink& sink) {
  bytes::DamageLog damage;
  const auto sections = read_sections(file, options.code_page, damage);
  std::vector<std::string> front;
  std::vector<std::string> back;
  for (const bytes::Damage& one : damage.items()) {
    (one.field == "PRI.sections" ? back : front).push_back(bytes::describe_at(one));
  }
  bytes::SelectingSink selected(options.wanted, sink);
  const auto first = sections.empty() ? file.size() : sections.front().at.offset;
  auto told =
      dump_outside(file, 0, first, "lines before the first section", std::move(front), selected);
  std::uint64_t end = first;
  for (const Section& section : sections) {
    end = section.rows_end;
    if (told && selected.wants(section.at.offset, end - section.at.offset)) {
      told = SectionDumper(file, section, options, selected).run();
    }
  }
  return told ? dump_outside(file, end, file.size(), "bytes behind the last section",
                             std::move(back), selected)
              : told;
}

}  // namespace iff
