#include "formats/text/csv_reader.h"

#include <algorithm>

namespace text {
namespace {

bool ends_field(char c) { return c == ',' || c == '\r' || c == '\n'; }

/// CR LF is one line end.
std::uint64_t line_ends(std::string_view text) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
    count += (text[i] == '\n' || (text[i] == '\r' && !pair)) ? 1U : 0U;
  }
  return count;
}

}  // namespace

std::optional<CsvRecord> CsvReader::next() {
  if (at_ == bytes_.size()) {
    return std::nullopt;
  }
  CsvRecord record;
  record.offset = at_;
  record.line = line_;
  for (;;) {
    const bool is_last = record.fields.size() + 1 == kMostFields;
    record.fields.push_back(is_last ? rest_of_line() : field(record));
    if (at_ == bytes_.size() || bytes_[at_] != ',') {
      break;
    }
    ++at_;
  }
  skip_line_end();
  record.length = at_ - record.offset;
  line_ += line_ends(bytes_.substr(record.offset, record.length));
  return record;
}

std::string CsvReader::field(CsvRecord& record) {
  if (at_ == bytes_.size() || bytes_[at_] != '"') {
    return plain();
  }
  auto text = quoted();
  if (!text) {
    record.unterminated = true;
    return plain();
  }
  // RFC 4180 has nothing between the closing quote and the comma.
  return *text + plain();
}

std::optional<std::string> CsvReader::quoted() {
  std::string text;
  const auto limit = std::min(bytes_.size(), at_ + kLongestQuoted);
  for (auto i = at_ + 1; i < limit; ++i) {
    if (bytes_[i] != '"') {
      text += bytes_[i];
    } else if (i + 1 < bytes_.size() && bytes_[i + 1] == '"') {
      // 2.7: "A double-quote appearing inside a field must be escaped by preceding it with another
      // double quote."
      text += '"';
      ++i;
    } else {
      at_ = i + 1;
      return text;
    }
  }
  return std::nullopt;
}

std::string CsvReader::plain() {
  const auto begin = at_;
  while (at_ < bytes_.size() && !ends_field(bytes_[at_])) {
    ++at_;
  }
  return std::string(bytes_.substr(begin, at_ - begin));
}

std::string CsvReader::rest_of_line() {
  const auto begin = at_;
  at_ = std::min(bytes_.find_first_of("\r\n", at_), bytes_.size());
  return std::string(bytes_.substr(begin, at_ - begin));
}

void CsvReader::skip_line_end() {
  if (at_ < bytes_.size() && bytes_[at_] == '\r') {
    ++at_;
  }
  if (at_ < bytes_.size() && bytes_[at_] == '\n') {
    ++at_;
  }
}

}  // namespace text
