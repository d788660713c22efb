#include "formats/iff/row_reader.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/iff/columns.h"
#include "formats/iff/pointer.h"

namespace iff {
namespace {

/// How far a value in quotes may go on: printed samples take two lines.
constexpr int kMostJoinedLines = 16;
constexpr std::size_t kLongestJoined = std::size_t{64} * 1024;

/// Bytes looked through to mend the rows of a section: so many, and so many for each of its own.
constexpr std::uint64_t kLeastMending = std::uint64_t{1} << 20U;
constexpr std::uint64_t kMendingRate = 256;

/// Of a lost row, for the report.
constexpr std::size_t kKeptOfLost = 200;

RowShape shape_of(const Section& section) {
  switch (section.kind) {
    case SectionKind::Messages:
      return message_shape(message_columns(section.columns));
    case SectionKind::AddressBook:
      return RowShape(address_book_columns(section.columns).count(), FieldForm::Any);
    case SectionKind::Directory:
      break;
  }
  return RowShape(section.columns.size(), FieldForm::Any);
}

/// Not at the end of a value, nor in an address.
bool can_be_blank(std::string_view line, std::string_view next) {
  constexpr std::string_view kEnds = " ,;[]";
  const bool at_end = line.empty() || kEnds.find(line.back()) != std::string_view::npos ||
                      kEnds.find(next.front()) != std::string_view::npos;
  const std::string_view value = line.substr(line.find_last_of(',') + 1);
  const bool in_address = value.rfind('[') != std::string_view::npos &&
                          value.find(']', value.rfind('[')) == std::string_view::npos;
  return !at_end && !in_address;
}

}  // namespace

RowReader::RowReader(std::span<const std::byte> file, const Section& section,
                     text::CodePageNumber page)
    : file_(bytes::as_text(file)),
      section_(section),
      page_(page),
      continuation_(section.kind == SectionKind::Directory ? Continuation::Literal
                                                           : Continuation::Joined),
      shape_(shape_of(section)),
      lines_(file_, section.rows, section.rows_end),
      mending_budget_(kLeastMending + kMendingRate * (section.rows_end - section.at.offset)) {}

std::optional<Row> RowReader::next() {
  auto line = next_logical_line(lines_, page_, continuation_);
  if (!line) {
    return std::nullopt;
  }
  Row row;
  row.at = line->at;
  SplitRow split = split_row(line->text);
  row.fields = std::move(split.fields);
  if (line->is_too_long) {
    row.state = RowState::Lost;
  } else if (split.quoting != Quoting::Clean) {
    read_broken(*line, split.quoting, row);
  } else if (section_.kind == SectionKind::Messages && row.fields.size() < shape_.size() &&
             join_broken(*line, row)) {
    row.state = RowState::BrokenLine;
  } else if (section_.kind == SectionKind::Messages && row.fields.size() < 2) {
    row.state = RowState::Lost;  // a folder alone makes no message
  }
  if (row.state == RowState::Lost) {
    row.raw = line->text.substr(0, kKeptOfLost);
  }
  row.length = line->end - line->at.offset;
  row.text = std::move(line->text);
  row.joined = std::move(line->joined);
  row.zeros = zero_runs(
      file_.substr(static_cast<std::size_t>(row.at.offset), static_cast<std::size_t>(row.length)),
      row.at.offset);
  return row;
}

/// A text behind an end quote must be explained; a quote that is only open may stay a character.
void RowReader::read_broken(LogicalLine& line, Quoting quoting, Row& row) {
  if (quoting == Quoting::Open && join_lines(line, row)) {
    row.state = RowState::LinesJoined;
    return;
  }
  if (is_row(row.fields)) {
    row.state = quoting == Quoting::Open ? RowState::OpenQuote : RowState::Mended;
    if (quoting == Quoting::Trailing) {
      // Its commas are where they must be: only the quotes themselves are wrong.
      row.fields = mend_quotes(line.text, shape_, mending_budget_).value_or(std::move(row.fields));
    }
    return;
  }
  if (auto mended = mend_quotes(line.text, shape_, mending_budget_)) {
    row.fields = std::move(*mended);
    row.state = RowState::Mended;
    return;
  }
  row.state = quoting == Quoting::Open && section_.kind != SectionKind::Messages
                  ? RowState::OpenQuote
                  : RowState::Lost;
}

/// FORMAT.md 2.4: only what makes a whole row of it.
bool RowReader::join_lines(LogicalLine& line, Row& row) {
  LineReader ahead = lines_;
  std::string joined = line.text;
  std::vector<JoinedLine> pieces = line.joined;
  for (int i = 0; i < kMostJoinedLines; ++i) {
    const auto next = ahead.next();
    if (!next || joined.size() + next->text.size() >= kLongestJoined) {
      return false;
    }
    joined += ' ';
    pieces.push_back({.at = joined.size(), .offset = next->at.offset});
    joined += next->text;
    SplitRow split = split_row(joined);
    if (split.quoting == Quoting::Clean && is_row(split.fields)) {
      row.fields = std::move(split.fields);
      line.text = std::move(joined);
      line.joined = std::move(pieces);
      line.end = ahead.place().offset;
      lines_ = ahead;
      return true;
    }
  }
  return false;
}

/// FORMAT.md 2.4: a row that lacks fields, and the lines behind it, none of which is a row.
bool RowReader::join_broken(LogicalLine& line, Row& row) {
  LineReader ahead = lines_;
  std::string joined = line.text;
  std::vector<JoinedLine> pieces = line.joined;
  for (int i = 0; i < kMostJoinedLines; ++i) {
    const auto next = ahead.next();
    if (!next || is_blank(next->text) || is_comment(next->text) ||
        joined.size() + next->text.size() >= kLongestJoined ||
        is_row(split_row(next->text).fields)) {
      return false;
    }
    // What stood there may have been a blank, as where lines are wrapped.
    const bool is_blank_likely = can_be_blank(joined, next->text);
    const std::string other = joined + (is_blank_likely ? "" : " ") + std::string(next->text);
    joined += (is_blank_likely ? " " : "") + std::string(next->text);
    if (mending_budget_ < joined.size() + other.size()) {
      return false;
    }
    mending_budget_ -= joined.size() + other.size();
    std::size_t fields = 0;
    for (const std::string& one : {joined, other}) {
      SplitRow split = split_row(one);
      fields = split.quoting == Quoting::Clean ? split.fields.size() : 0;
      if (fields != 0 && is_row(split.fields)) {
        row.fields = std::move(split.fields);
        pieces.push_back({.at = one.size() - next->text.size(), .offset = next->at.offset});
        line.text = one;
        line.joined = std::move(pieces);
        line.end = ahead.place().offset;
        lines_ = ahead;
        return true;
      }
    }
    if (fields > shape_.size() + kMostExtraFields) {
      return false;
    }
    pieces.push_back({.at = joined.size() - next->text.size(), .offset = next->at.offset});
  }
  return false;
}

/// As many fields as the header has, and in a row of messages a pointer to its body.
bool RowReader::is_row(const std::vector<Field>& fields) const {
  if (section_.kind != SectionKind::Messages) {
    return fields.size() == shape_.size();
  }
  return fits(fields, shape_);
}

}  // namespace iff
