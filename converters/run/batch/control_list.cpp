#include "converters/run/batch/control_list.h"

#include <algorithm>
#include <span>
#include <utility>

#include "converters/run/batch/list_text.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/text/ascii.h"
#include "formats/text/csv_reader.h"

namespace run::batch {
namespace {

using Fields = std::vector<std::string>;

// Q177776: SUCCESS or FAILURE, the four fields of the list, a message, a time.
constexpr std::size_t kRowFields = 4;
constexpr std::size_t kResultFields = 7;
constexpr std::size_t kMessage = 5;
constexpr std::size_t kTime = 6;

std::string trimmed(std::string_view text) { return std::string(text::trim(text)); }

std::optional<Outcome> result_word(std::string_view field) {
  const auto word = text::fold_case(trimmed(field));
  if (word == "success") {
    return Outcome::Success;
  }
  return word == "failure" ? std::optional(Outcome::Failure) : std::nullopt;
}

/// What follows a time in its field: "5/10/96 10:05:00 FAILURE" has "FAILURE".
std::optional<std::pair<std::string, std::string>> split_behind_time(const std::string& field) {
  // "12/31/1996 12:59:59 PM" has 22; what goes on beyond this is no time.
  constexpr std::size_t kMostTimeText = 64;
  for (auto blank = field.find(' '); blank < std::min(field.size(), kMostTimeText);
       blank = field.find(' ', blank + 1)) {
    const auto rest = trimmed(field.substr(blank));
    const bool is_half_of_a_day = rest.starts_with("AM") || rest.starts_with("PM");
    if (!rest.empty() && !is_half_of_a_day && parse_list_time(field.substr(0, blank))) {
      return std::pair(field.substr(0, blank), rest);
    }
  }
  return std::nullopt;
}

class Parser {
 public:
  Parser(const ListText& text, ControlList& list) : text_(text), list_(list) {
    text::CsvReader reader(text.bytes);
    while (auto record = reader.next()) {
      for (auto& field : record->fields) {
        field = text::decode(field, text.page).utf8;
      }
      records_.push_back(std::move(*record));
    }
  }

  void parse() {
    for (at_ = 0; at_ < records_.size(); ++at_) {
      entry_ = {};
      records_in_line_ = 0;
      entry_.line = records_[at_].line;
      entry_.offset = text_.skipped + records_[at_].offset;
      entry_.length = records_[at_].length;
      if (records_[at_].unterminated) {
        reject("a quote is not closed");
      } else if (!is_blank(records_[at_].fields) && !is_header(records_[at_].fields)) {
        take(records_[at_].fields);
      }
    }
  }

 private:
  static bool is_blank(const Fields& fields) {
    return std::ranges::all_of(fields,
                               [](const std::string& field) { return trimmed(field).empty(); }) &&
           fields.size() < kRowFields;
  }

  /// Q177776 has none; people who make lists with a spreadsheet do.
  bool is_header(const Fields& fields) {
    if (at_ != 0 || fields.size() != kRowFields ||
        text::fold_case(trimmed(fields[0])) != "display name" ||
        text::fold_case(trimmed(fields[1])) != "alias") {
      return false;
    }
    remark("names the columns: left out");
    return true;
  }

  void take(Fields fields) {
    if (++records_in_line_ > kMostRecordsInLine) {
      reject("more than " + std::to_string(kMostRecordsInLine) +
             " records on one line: the list has lost its line ends");
      return;
    }
    if (const auto outcome = result_word(fields.front())) {
      take_result(std::move(fields), *outcome);
    } else if (fields.size() == kRowFields) {
      add_row(fields, 0);
    } else if (fields.size() == 2 * kRowFields - 1 || fields.size() == 3 * kRowFields - 2) {
      take_two(std::move(fields));
    } else {
      reject(std::to_string(fields.size()) + " field" + (fields.size() == 1 ? "" : "s") +
             " where a mailbox has 4 and a result 7; a name with a comma stands in quotes");
    }
  }

  /// "Ann Ash,AnnA,PILOT1,PROD1 Bo Birch,BoB,PILOT1,PROD1", as the article prints its example:
  /// names of servers have no blank.
  void take_two(Fields fields) {
    fields[3] = trimmed(fields[3]);
    const auto blank = fields[3].find(' ');
    if (blank == std::string::npos) {
      reject(std::to_string(fields.size()) +
             " fields where a mailbox has 4; a name with a comma stands in quotes");
      return;
    }
    remark("two records on one line");
    Fields rest(fields.begin() + 3, fields.end());
    rest.front() = trimmed(fields[3].substr(blank));
    fields.resize(kRowFields);
    fields[3].resize(blank);
    add_row(fields, 0);
    take(std::move(rest));
  }

  void take_result(Fields fields, Outcome outcome) {
    join_wrapped(fields);
    if (fields.size() < kResultFields) {
      reject("a result of " + std::to_string(fields.size()) + " fields, where it has 7");
      return;
    }
    Fields rest;
    if (auto parts = split_behind_time(trimmed(fields[kTime]))) {
      rest.assign(fields.begin() + kTime, fields.end());
      rest.front() = std::move(parts->second);
      fields.resize(kResultFields);
      fields[kTime] = std::move(parts->first);
    }
    drop_counts(fields);
    // A message may have commas of its own.
    for (std::size_t more = kMessage + 1; more + 1 < fields.size(); ++more) {
      fields[kMessage] += "," + fields[more];
    }
    if (fields.size() > kResultFields) {
      fields[kTime] = std::move(fields.back());
      fields.resize(kResultFields);
    }
    entry_.outcome = outcome;
    entry_.message = trimmed(fields[kMessage]);
    entry_.time_text = trimmed(fields[kTime]);
    entry_.time = parse_list_time(entry_.time_text);
    if (!entry_.time) {
      remark("its time \"" + entry_.time_text + "\" is none");
    }
    add_row(fields, 1);
    entry_.outcome = Outcome::Pending;
    entry_.message = entry_.time_text = "";
    entry_.time.reset();
    if (!rest.empty()) {
      remark("two records on one line");
      take(std::move(rest));
    }
  }

  /// Reports of ours have the items of a mailbox behind the time: expected, written, skipped,
  /// failed.
  static void drop_counts(Fields& fields) {
    constexpr std::size_t kCounts = 4;
    const auto is_count = [](const std::string& field) {
      return !field.empty() && field.find_first_not_of("0123456789") == std::string::npos;
    };
    if (fields.size() >= kResultFields + kCounts &&
        std::all_of(fields.end() - kCounts, fields.end(), is_count) &&
        parse_list_time(trimmed(fields[fields.size() - kCounts - 1]))) {
      fields.resize(fields.size() - kCounts);
    }
  }

  /// A result that was wrapped goes on in the next lines: "Migrated No" / "Errors,5/10/96
  /// 10:05:00".
  void join_wrapped(Fields& fields) {
    for (std::size_t joined = 1; joined < kMostWrappedLines && at_ + 1 < records_.size();
         ++joined) {
      const auto& next = records_[at_ + 1];
      const auto together = fields.size() + next.fields.size() - 1;
      const auto more = trimmed(next.fields.front());
      const bool lacks_time = fields.size() == kResultFields && next.fields.size() == 1 &&
                              !parse_list_time(trimmed(fields[kTime])) &&
                              parse_list_time(trimmed(fields[kTime]) + " " + more);
      const bool is_short =
          fields.size() > 1 && fields.size() < kResultFields && together <= kResultFields;
      if (next.unterminated || is_blank(next.fields) || result_word(next.fields.front()) ||
          (!lacks_time && !is_short)) {
        return;
      }
      const auto begin = trimmed(fields.back());
      fields.back() = begin + (begin.empty() || more.empty() ? "" : " ") + more;
      fields.insert(fields.end(), next.fields.begin() + 1, next.fields.end());
      entry_.length += next.length;
      remark("goes on in line " + std::to_string(next.line));
      ++at_;
    }
  }

  void add_row(const Fields& fields, std::size_t first) {
    entry_.row = {.display_name = trimmed(fields[first]),
                  .alias = trimmed(fields[first + 1]),
                  .source = trimmed(fields[first + 2]),
                  .target = trimmed(fields[first + 3])};
    if (entry_.row.source.empty() || entry_.row.target.empty()) {
      reject(entry_.row.source.empty() ? "the source has no name" : "the target has no name");
      return;
    }
    list_.entries.push_back(entry_);
  }

  void reject(std::string why) {
    list_.bad.push_back({.line = entry_.line, .text = std::move(why)});
  }
  void remark(std::string what) {
    list_.remarks.push_back({.line = entry_.line, .text = std::move(what)});
  }

  const ListText& text_;
  ControlList& list_;
  std::vector<text::CsvRecord> records_;
  std::size_t at_ = 0;
  std::size_t records_in_line_ = 0;  // taken of the line at hand
  ListEntry entry_;
};

}  // namespace

std::string key_of(const Row& row) {
  constexpr char kBetween = '\x1F';
  return text::fold_case(row.alias) + kBetween + text::fold_case(row.source) + kBetween +
         text::fold_case(row.target);
}

std::string name_of(const Row& row) { return "\"" + row.display_name + "\" (" + row.alias + ")"; }

ControlList parse_control_list(std::string_view bytes, text::CodePageNumber charset) {
  ControlList list;
  const auto text = list_text(bytes, charset);
  list.has_offsets = !text.converted;
  Parser(text, list).parse();
  return list;
}

bytes::Result<std::string> read_list_bytes(const std::filesystem::path& path) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  if ((*view)->bytes().size() > kMostListBytes) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded,
                       path.string() + ": longer than 64 MB, which no control list is",
                       "check that it is the right file");
  }
  std::string content(bytes::as_text((*view)->bytes()));
  if ((*view)->read_error()) {
    return bytes::fail(bytes::ErrorKind::Io, path.string() + ": cannot be read to its end",
                       "copy it to a healthy disk first");
  }
  return content;
}

}  // namespace run::batch
