#include "formats/text/rtf_tokenizer.h"

#include <algorithm>

namespace text {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::optional<unsigned> hex_digit(char c) {
  if (is_digit(c)) {
    return static_cast<unsigned>(c - '0');
  }
  if (c >= 'a' && c <= 'f') {
    return static_cast<unsigned>(c - 'a' + 10);
  }
  if (c >= 'A' && c <= 'F') {
    return static_cast<unsigned>(c - 'A' + 10);
  }
  return std::nullopt;
}

}  // namespace

std::optional<RtfToken> RtfTokenizer::next() {
  while (!at_end() && (rtf_[position_] == '\r' || rtf_[position_] == '\n')) {
    ++position_;
  }
  if (at_end()) {
    return std::nullopt;
  }
  const std::size_t start = position_;
  RtfToken token;
  if (rtf_[position_] == '{' || rtf_[position_] == '}') {
    token.kind = rtf_[position_] == '{' ? RtfToken::Kind::GroupStart : RtfToken::Kind::GroupEnd;
    ++position_;
  } else if (rtf_[position_] == '\\') {
    ++position_;
    token = control();
  } else {
    token = text_run();
  }
  token.offset = start;
  return token;
}

RtfToken RtfTokenizer::text_run() {
  const std::size_t end = std::min(rtf_.find_first_of("\\{}\r\n", position_), rtf_.size());
  RtfToken token{.kind = RtfToken::Kind::Text};
  token.text = rtf_.substr(position_, end - position_);
  position_ = end;
  return token;
}

/// What follows a backslash.
RtfToken RtfTokenizer::control() {
  if (at_end()) {
    return {.kind = RtfToken::Kind::ControlSymbol};
  }
  const char c = rtf_[position_];
  if (is_letter(c)) {
    return control_word();
  }
  RtfToken token{.kind = RtfToken::Kind::ControlSymbol};
  token.word = rtf_.substr(position_, 1);
  ++position_;
  if (c == '\'') {
    return hex_byte();
  }
  if (c == '\\' || c == '{' || c == '}') {
    token.kind = RtfToken::Kind::Byte;
    token.byte = static_cast<std::uint8_t>(c);
  }
  if (c == '\r' && !at_end() && rtf_[position_] == '\n') {
    ++position_;  // an escaped line end is one symbol
  }
  return token;
}

RtfToken RtfTokenizer::control_word() {
  RtfToken token{.kind = RtfToken::Kind::ControlWord};
  const std::size_t start = position_;
  while (!at_end() && is_letter(rtf_[position_])) {
    ++position_;
  }
  token.word = rtf_.substr(start, position_ - start);
  token.parameter = read_parameter();
  if (!at_end() && rtf_[position_] == ' ') {
    ++position_;  // the delimiter belongs to the word
  }
  if (token.word == "bin" && token.parameter.value_or(0) > 0) {
    token.kind = RtfToken::Kind::Binary;
    token.text = rtf_.substr(position_, static_cast<std::size_t>(*token.parameter));
    position_ += token.text.size();
  }
  return token;
}

/// A parameter beyond 32 bits stands at the limit.
std::optional<std::int32_t> RtfTokenizer::read_parameter() {
  std::size_t i = position_;
  const bool negative = i < rtf_.size() && rtf_[i] == '-';
  i += negative ? 1 : 0;
  const std::size_t digits = i;
  std::int64_t value = 0;
  while (i < rtf_.size() && is_digit(rtf_[i])) {
    value = std::min<std::int64_t>(value * 10 + (rtf_[i] - '0'), INT32_MAX);
    ++i;
  }
  if (i == digits) {
    return std::nullopt;
  }
  position_ = i;
  return static_cast<std::int32_t>(negative ? -value : value);
}

RtfToken RtfTokenizer::hex_byte() {
  RtfToken token{.kind = RtfToken::Kind::Byte};
  if (rtf_.size() - position_ < 2) {
    return token;
  }
  const auto high = hex_digit(rtf_[position_]);
  const auto low = hex_digit(rtf_[position_ + 1]);
  if (high && low) {
    token.byte = static_cast<std::uint8_t>(*high * 16 + *low);
    position_ += 2;
  }
  return token;
}

}  // namespace text
