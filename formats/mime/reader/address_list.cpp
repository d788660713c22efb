#include "formats/mime/reader/address_list.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "formats/mime/ascii.h"
#include "formats/mime/reader/encoded_text.h"
#include "formats/text/ascii.h"

namespace mime {
namespace {

std::string_view trimmed(std::string_view text) { return text::trim(text, " \t\r\n"); }

/// Where the quoted-string or comment that begins at `at` ends; at the end of `text` when nothing
/// closes it.
std::size_t skip_enclosed(std::string_view text, std::size_t at) {
  const bool is_comment = text[at] == '(';
  std::size_t depth = 0;
  for (std::size_t i = at; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      ++i;
    } else if (is_comment) {
      depth += c == '(' ? 1U : 0U;
      depth -= c == ')' ? 1U : 0U;
      if (depth == 0) {
        return i + 1;
      }
    } else if (c == '"' && i != at) {
      return i + 1;
    }
  }
  return text.size();
}

/// What one address is made of.
struct Element {
  std::string phrase;   // outside brackets and comments, quoted-strings without their marks
  std::string comment;  // the last
  std::optional<std::string> angle;
  std::size_t named = 0;    // how much of `phrase` stands before `angle`
  bool is_address = false;  // `phrase` holds a character that names of groups have not

  void add(std::string_view text) {
    phrase += text;
    is_address = is_address || text.find_first_of("@/![") != std::string_view::npos;
  }
};

std::string_view without_parentheses(std::string_view comment) {
  comment.remove_prefix(1);
  comment.remove_suffix(comment.ends_with(')') ? 1 : 0);
  return comment;
}

/// How long the encoded-word is that `text` begins with; 0: none. Some have commas and parentheses,
/// which RFC 2047 5 (3) forbids in a phrase.
std::size_t encoded_word_size(std::string_view text) {
  constexpr std::size_t kLongest = 300;  // RFC 2047 2 has 75
  text = text.substr(0, kLongest);
  if (!text.starts_with("=?")) {
    return 0;
  }
  const std::size_t charset_end = text.find('?', 2);
  const std::size_t encoding_end =
      charset_end == std::string_view::npos ? charset_end : text.find('?', charset_end + 1);
  const std::size_t end =
      encoding_end == std::string_view::npos ? encoding_end : text.find("?=", encoding_end + 1);
  const bool is_word = end != std::string_view::npos && encoding_end == charset_end + 2 &&
                       text.substr(0, end).find_first_of("<>\"") == std::string_view::npos;
  return is_word ? end + 2 : 0;
}

std::string unquoted(std::string_view quoted) {
  std::string out;
  for (std::size_t i = 1; i < quoted.size(); ++i) {
    const bool is_close = quoted[i] == '"' && i + 1 == quoted.size();
    if (is_close) {
      break;
    }
    i += quoted[i] == '\\' && i + 1 < quoted.size() ? 1U : 0U;
    out += quoted[i];
  }
  return out;
}

/// An address without white space; quoted local parts and domain literals keep theirs. Without the
/// route of RFC 822 ("@a,@b:c@d").
std::string plain_address(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text[i] == '"') {
      const std::size_t end = skip_enclosed(text, i);
      out += text.substr(i, end - i);
      i = end;
    } else if (text[i] == '(') {
      i = skip_enclosed(text, i);
    } else {
      const bool is_kept = !is_blank(text.substr(i, 1)) && !is_control(text[i]);
      out += is_kept ? std::string(1, text[i]) : std::string();
      ++i;
    }
  }
  const std::size_t colon = out.find(':');
  if (out.starts_with('@') && colon != std::string::npos) {
    out.erase(0, colon + 1);
  }
  return out;
}

class ListReader {
 public:
  ListReader(std::string_view text, text::CodePageNumber fallback)
      : text_(text), fallback_(fallback) {}

  ReadAddressList read() {
    while (at_ < text_.size()) {
      if (list_.addresses.size() >= kMaxAddresses) {
        list_.is_cut = true;
        break;
      }
      step();
    }
    finish_element();
    return std::move(list_);
  }

 private:
  void step() {
    const char c = text_[at_];
    if (const std::size_t word = encoded_word_size(text_.substr(at_)); word != 0) {
      element_.add(text_.substr(at_, word));
      raw_ += text_.substr(at_, word);
      at_ += word;
      return;
    }
    switch (c) {
      case ',':
        finish_element();
        ++at_;
        return;
      case ';':
        finish_element();
        group_.clear();
        ++at_;
        return;
      case '"': {
        const std::size_t end = skip_enclosed(text_, at_);
        quoted_ = true;
        raw_ += text_.substr(at_, end - at_);
        element_.add(unquoted(text_.substr(at_, end - at_)));
        at_ = end;
        return;
      }
      case '(': {
        const std::size_t end = skip_enclosed(text_, at_);
        element_.comment = trimmed(without_parentheses(text_.substr(at_, end - at_)));
        at_ = end;
        return;
      }
      case '<':
        read_angle();
        return;
      case '>':
        ++at_;  // of "<<a@b>>"
        return;
      case ':':
        if (begins_group()) {
          group_ = decoded(trimmed(element_.phrase));
          clear_element();
          ++at_;
          return;
        }
        break;
      default:
        break;
    }
    element_.add({&c, 1});
    raw_ += c;
    ++at_;
  }

  /// A colon ends the name of a group, unless it stands in an address ("X400:/C=…", "[IPv6:…]").
  [[nodiscard]] bool begins_group() const {
    return group_.empty() && !element_.is_address && !element_.angle && !is_blank(element_.phrase);
  }

  void read_angle() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '>') {
      end = text_[end] == '"' ? skip_enclosed(text_, end) : end + 1;
    }
    const std::string_view inner = text_.substr(at_ + 1, end - at_ - 1);
    if (element_.angle && !element_.angle->empty()) {
      // "Ann <a@b> Bob <c@d>": a comma is missing.
      const std::string next = element_.phrase.substr(element_.named);
      element_.phrase.resize(element_.named);
      finish_element();
      element_.add(next);
    }
    // "Name <<a@b>>", and a bracket that is never closed before the next address.
    element_.angle = plain_address(inner.substr(inner.find_last_of('<') + 1));
    element_.named = element_.phrase.size();
    at_ = std::min(end + 1, text_.size());
  }

  void finish_element() {
    ReadAddress address{.name = {}, .address = {}, .group = group_};
    const std::string phrase(trimmed(element_.phrase));
    if (element_.angle) {
      address.address = *element_.angle;
      address.name = decoded(phrase.empty() ? element_.comment : phrase);
    } else if (is_address(phrase)) {
      address.address = plain_address(trimmed(raw_));
      address.name = decoded(element_.comment);
    } else {
      address.name = decoded(phrase.empty() ? element_.comment : phrase);
    }
    clear_element();
    if (!address.name.empty() || !address.address.empty()) {
      list_.addresses.push_back(std::move(address));
    }
  }

  [[nodiscard]] bool is_address(std::string_view phrase) const {
    if (phrase.find('@') != std::string_view::npos) {
      return true;
    }
    const bool has_blank = phrase.find_first_of(" \t") != std::string_view::npos;
    return !phrase.empty() && !quoted_ && phrase.find("=?") == std::string_view::npos &&
           (!has_blank || phrase.front() == '/');
  }

  std::string decoded(std::string_view text) {
    text::Decoded result = decode_header_text(text, fallback_);
    list_.undecodable += result.undecodable;
    return std::string(trimmed(result.utf8));
  }

  void clear_element() {
    element_ = {};
    raw_.clear();
    quoted_ = false;
  }

  std::string_view text_;
  text::CodePageNumber fallback_;
  std::size_t at_ = 0;
  Element element_;
  std::string raw_;      // of the phrase, quotation marks included
  bool quoted_ = false;  // a part of the phrase is a quoted-string
  std::string group_;
  ReadAddressList list_;
};

}  // namespace

ReadAddressList parse_addresses(std::string_view value, text::CodePageNumber fallback) {
  const std::string unfolded = unfold(value.substr(0, kMaxAddressText));
  ReadAddressList list = ListReader(unfolded, fallback).read();
  list.is_cut = list.is_cut || value.size() > kMaxAddressText;
  return list;
}

}  // namespace mime
