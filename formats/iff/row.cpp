#include "formats/iff/row.h"

#include <algorithm>

namespace iff {
namespace {

constexpr auto kNone = std::string_view::npos;

/// The quote that closes the one at `open`: not one of two in a row.
std::size_t closing_quote(std::string_view line, std::size_t open) {
  std::size_t at = line.find('"', open + 1);
  while (at != kNone && line.substr(at + 1).starts_with('"')) {
    at = line.find('"', at + 2);
  }
  return at;
}

std::string without_doubled_quotes(std::string_view inner) {
  std::string text;
  text.reserve(inner.size());
  for (std::size_t i = 0; i < inner.size(); ++i) {
    text += inner[i];
    if (inner[i] == '"') {
      ++i;
    }
  }
  return text;
}

TakenField literal(std::string_view line, std::size_t at, Quoting quoting) {
  const std::size_t end = std::min(line.find(',', at), line.size());
  return {
      .field = {.text = std::string(line.substr(at, end - at))}, .end = end, .quoting = quoting};
}

}  // namespace

TakenField take_field(std::string_view line, std::size_t at) {
  // A field is a list of values between semicolons, each of which may have quotes of its own.
  std::size_t value = at;
  for (;;) {
    if (!line.substr(value).starts_with('"')) {
      const std::size_t end = std::min(line.find_first_of(",;", value), line.size());
      if (end < line.size() && line[end] == ';') {
        value = end + 1;
        continue;
      }
      return {.field = {.text = std::string(line.substr(at, end - at))}, .end = end};
    }
    const std::size_t close = closing_quote(line, value);
    if (close == kNone) {
      return literal(line, at, Quoting::Open);
    }
    const std::size_t behind = std::min(line.find_first_not_of(" \t", close + 1), line.size());
    if (behind == line.size() || line[behind] == ',') {
      return value == at ? TakenField{.field = {.text = without_doubled_quotes(
                                                    line.substr(at + 1, close - at - 1)),
                                                .is_quoted = true},
                                      .end = behind}
                         : TakenField{.field = {.text = std::string(line.substr(at, behind - at))},
                                      .end = behind};
    }
    if (line[close + 1] != ';') {
      return literal(line, at, Quoting::Trailing);
    }
    value = close + 2;
  }
}

SplitRow split_row(std::string_view line) {
  SplitRow row;
  for (std::size_t at = 0; at <= line.size();) {
    if (row.fields.size() + 1 == kMostFields) {
      row.fields.push_back({.text = std::string(line.substr(at))});
      break;
    }
    TakenField taken = take_field(line, at);
    row.quoting = std::max(row.quoting, taken.quoting);
    row.fields.push_back(std::move(taken.field));
    at = taken.end + 1;
  }
  return row;
}

/// As take_field(), value by value. A value is settled when no byte behind `sure` decides of it.
bool GrowingLine::has_open_quote(std::string_view line, std::size_t sure) {
  std::size_t field = field_;
  std::size_t value = value_;
  for (bool is_settled = true;;) {
    std::size_t decided = 0;
    if (!line.substr(value).starts_with('"')) {
      const std::size_t begin = is_settled ? std::max(value, plain_) : value;
      decided = std::min(line.find_first_of(",;", begin), line.size());
      looked_through_ += decided - begin;
      if (decided == line.size()) {
        plain_ = is_settled ? sure : plain_;
        return false;
      }
      value = decided + 1;
      field = line[decided] == ',' ? value : field;
    } else {
      const std::size_t close = closing_quote(line, value);
      looked_through_ += std::min(close, line.size()) - value;
      if (close == kNone) {
        return true;
      }
      decided = std::min(line.find_first_not_of(" \t", close + 1), line.size());
      if (decided == line.size()) {
        return false;
      }
      if (line[decided] == ',') {
        field = value = decided + 1;
      } else if (line[close + 1] == ';') {
        value = close + 2;
      } else {
        // Text behind the end quote: the whole field is as it stands.
        const std::size_t end = std::min(line.find(',', field), line.size());
        looked_through_ += end - field;
        if (end == line.size()) {
          return false;
        }
        field = value = end + 1;
      }
    }
    is_settled = is_settled && decided < sure;
    if (is_settled) {
      field_ = field;
      value_ = value;
      plain_ = 0;
    }
  }
}

}  // namespace iff
