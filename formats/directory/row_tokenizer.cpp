#include "formats/directory/row_tokenizer.h"
#include "formats/text/ascii.h"

#include <algorithm>

namespace directory {

RowShape::Part RowShape::take(char c) {
  const bool is_quote = c == dialect_.quote && dialect_.quote != dialect_.column;
  switch (state_) {
    case State::Quoted:
      state_ = is_quote ? State::AfterQuote : State::Quoted;
      return is_quote ? Part::Quote : Part::Text;
    case State::AfterQuote:
      if (is_quote) {
        state_ = State::Quoted;
        return Part::Text;
      }
      break;
    case State::Begin:
      if (is_quote) {
        state_ = State::Quoted;
        return Part::Quote;
      }
      break;
    case State::Plain:
      has_literal_quotes_ = has_literal_quotes_ || is_quote;
      break;
  }
  if (c == dialect_.column) {
    ++fields_;
    state_ = State::Begin;
    return Part::Separator;
  }
  has_odd_quotes_ = has_odd_quotes_ || state_ == State::AfterQuote;
  state_ = State::Plain;
  return Part::Text;
}

void RowShape::feed(std::string_view line) {
  for (const char c : line) {
    static_cast<void>(take(c));
  }
}

void RowShape::join() {
  if (!is_open()) {
    state_ = State::Plain;
  }
}

void RowTokenizer::feed(std::string_view line) {
  for (const char c : line) {
    switch (shape_.take(c)) {
      case RowShape::Part::Text:
        fields_.back() += c;
        break;
      case RowShape::Part::Separator:
        fields_.emplace_back();
        break;
      case RowShape::Part::Quote:
        break;
    }
  }
}

void RowTokenizer::join() {
  fields_.back() += shape_.is_open() ? '\n' : ' ';
  shape_.join();
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

std::string trimmed(std::string_view text) { return std::string(text::trim(text)); }

}  // namespace directory
