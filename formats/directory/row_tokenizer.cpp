#include "formats/directory/row_tokenizer.h"

#include <algorithm>

namespace directory {

void RowTokenizer::take(char c) {
  const bool is_quote = c == dialect_.quote && dialect_.quote != dialect_.column;
  switch (state_) {
    case State::Quoted:
      if (is_quote) {
        state_ = State::AfterQuote;
      } else {
        fields_.back() += c;
      }
      return;
    case State::AfterQuote:
      if (is_quote) {
        fields_.back() += c;
        state_ = State::Quoted;
        return;
      }
      break;
    case State::Begin:
      if (is_quote) {
        state_ = State::Quoted;
        return;
      }
      break;
    case State::Plain:
      has_literal_quotes_ = has_literal_quotes_ || is_quote;
      break;
  }
  if (c == dialect_.column) {
    fields_.emplace_back();
    state_ = State::Begin;
    return;
  }
  has_odd_quotes_ = has_odd_quotes_ || state_ == State::AfterQuote;
  state_ = State::Plain;
  fields_.back() += c;
}

void RowTokenizer::feed(std::string_view line) {
  for (const char c : line) {
    take(c);
  }
}

void RowTokenizer::join() {
  if (is_open()) {
    fields_.back() += '\n';
  } else {
    fields_.back() += ' ';
    state_ = State::Plain;
  }
}

std::vector<std::string> split_row(std::string_view line, CsvDialect dialect, bool literal) {
  if (literal) {
    dialect.quote = dialect.column;
  }
  RowTokenizer row(dialect);
  row.feed(line);
  return row.fields();
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t") == std::string_view::npos;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = text.find_last_not_of(" \t") + 1;
  return std::string(text.substr(begin, end > begin ? end - begin : 0));
}

}  // namespace directory
