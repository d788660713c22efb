#include "formats/directory/row_reader.h"

#include <algorithm>
#include <utility>

#include "formats/directory/attribute.h"
#include "formats/directory/row_tokenizer.h"

namespace directory {
namespace {

using bytes::DamageKind;

/// Takes rows off lines.
class RowReader {
 public:
  RowReader(std::span<const Line> lines, const CsvDialect& dialect, RowForm form,
            FindingLog& findings)
      : lines_(lines),
        dialect_(dialect),
        width_(form.width),
        begins_with_class_(form.begins_with_class),
        findings_(findings) {}

  std::vector<Row> read() {
    std::vector<Row> rows;
    for (std::size_t at = 0; at < lines_.size();) {
      if (is_blank(lines_[at].text)) {
        ++at;
        continue;
      }
      const std::size_t count = count_lines(at);
      rows.push_back(count == 0 ? odd_row(at) : row(at, count));
      at += std::max<std::size_t>(count, 1);
    }
    return rows;
  }

 private:
  [[nodiscard]] bool is_whole(const RowShape& row) const {
    return !row.is_open() && row.fields() == width_;
  }

  /// Behind an open quote, a line with further quotes may be where it ends.
  [[nodiscard]] bool is_row(const Line& line, bool is_behind_quote) const {
    RowShape row(dialect_);
    row.feed(line.text);
    return is_whole(row) && !row.has_odd_quotes() && !(is_behind_quote && row.has_literal_quotes());
  }

  [[nodiscard]] bool begins_with_class(const Line& line) const {
    return begins_with_class_ && is_object_class(trimmed(split_row(line.text, dialect_).front()));
  }

  /// How many lines make one row of the right width; 0: none do.
  [[nodiscard]] std::size_t count_lines(std::size_t at) const {
    RowShape row(dialect_);
    row.feed(lines_[at].text);
    if (is_whole(row)) {
      return 1;
    }
    for (std::size_t count = 1; count < kMostRowLines && at + count < lines_.size(); ++count) {
      const Line& next = lines_[at + count];
      if (row.fields() > width_ || is_row(next, row.is_open()) ||
          (!row.is_open() && begins_with_class(next))) {
        return 0;
      }
      row.join();
      row.feed(next.text);
      if (is_whole(row) && !row.has_odd_quotes()) {
        return count + 1;
      }
    }
    return 0;
  }

  [[nodiscard]] RowPlace place_of(std::size_t at, std::size_t count) const {
    const Line& last = lines_[at + count - 1];
    return {.line = lines_[at].number,
            .offset = lines_[at].offset,
            .length = last.offset + last.length - lines_[at].offset};
  }

  Row row(std::size_t at, std::size_t count) {
    RowTokenizer row(dialect_);
    row.feed(lines_[at].text);
    std::string raw = lines_[at].text;
    for (std::size_t i = 1; i < count; ++i) {
      row.join();
      row.feed(lines_[at + i].text);
      raw += '\n' + lines_[at + i].text;
    }
    const auto place = place_of(at, count);
    if (count > 1) {
      find(place, "row.lines", count, 1, std::move(raw), true);
    }
    return {.place = place, .fields = row.fields()};
  }

  /// A line that has another number of fields than the header, with all its neighbours, too.
  Row odd_row(std::size_t at) {
    const Line& line = lines_[at];
    const auto place = place_of(at, 1);
    RowTokenizer tokens(dialect_);
    tokens.feed(line.text);
    Row row{.place = place, .fields = tokens.fields()};
    if (tokens.shape().is_open()) {
      find(place, "row.quote", 1, 2, line.text, false);
      row.fields = split_row(line.text, dialect_, true);
    }
    if (row.fields.size() < width_) {
      find(place, "row.fields", row.fields.size(), width_, line.text, true);
    } else if (row.fields.size() > width_) {
      report_surplus(place, row.fields);
      row.fields.resize(width_);
    }
    return row;
  }

  void report_surplus(const RowPlace& place, const std::vector<std::string>& fields) {
    std::string surplus;
    for (std::size_t i = width_; i < fields.size(); ++i) {
      surplus += (i == width_ ? "" : std::string(1, dialect_.column)) + fields[i];
    }
    const bool holds_nothing = surplus.find_first_not_of(dialect_.column) == std::string::npos;
    find(place, "row.fields", fields.size(), width_, std::move(surplus), holds_nothing);
  }

  void find(const RowPlace& place, std::string_view field, std::uint64_t found,
            std::uint64_t expected, std::string raw, bool is_note) {
    findings_.add({.line = place.line,
                   .damage = {.offset = place.offset,
                              .length = place.length,
                              .kind = DamageKind::Inconsistent,
                              .field = field,
                              .found = found,
                              .expected = expected},
                   .raw = std::move(raw),
                   .is_note = is_note});
  }

  std::span<const Line> lines_;
  CsvDialect dialect_;
  std::size_t width_;
  bool begins_with_class_;
  FindingLog& findings_;
};

}  // namespace

std::vector<Row> read_rows(std::span<const Line> lines, const CsvDialect& dialect, RowForm form,
                           FindingLog& findings) {
  return RowReader(lines, dialect, form, findings).read();
}

}  // namespace directory
