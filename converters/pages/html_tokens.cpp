#include "converters/pages/html_tokens.h"

#include <algorithm>

#include "formats/text/ascii.h"
#include "formats/text/html_entities.h"
#include "formats/text/utf16_to_utf8.h"

namespace convert::pages {
namespace {

constexpr std::size_t kNowhere = std::string_view::npos;
constexpr std::string_view kHtmlBlanks = " \t\r\n\f";

bool is_letter(char c) {
  const char lower = text::to_lower(c);
  return lower >= 'a' && lower <= 'z';
}

bool is_blank(char c) { return kHtmlBlanks.find(c) != kNowhere; }

}  // namespace

std::optional<std::string_view> HtmlTag::find(std::string_view attribute) const {
  const auto found = std::ranges::find(
      attributes, attribute, [](const auto& one) -> const auto& { return one.first; });
  return found == attributes.end() ? std::nullopt : std::optional(found->second);
}

std::optional<HtmlToken> HtmlTokens::next() {
  while (skip_comment()) {
  }
  if (at_ == html_.size()) {
    return std::nullopt;
  }
  const std::size_t name = at_ + (html_.substr(at_).starts_with("</") ? 2 : 1);
  if (html_[at_] == '<' && name < html_.size() && is_letter(html_[name])) {
    return HtmlToken{.tag = tag()};
  }
  const std::size_t end = std::min(html_.find('<', at_ + 1), html_.size());
  const std::string_view text = html_.substr(at_, end - at_);
  at_ = end;
  return HtmlToken{.text = text};
}

/// "<!" and "<?", and "</" before what is no name, begin comments of one kind or another.
bool HtmlTokens::skip_comment() {
  const std::string_view rest = html_.substr(at_);
  const bool is_closing = rest.size() > 2 && rest.starts_with("</") && !is_letter(rest[2]);
  if (!rest.starts_with("<!") && !rest.starts_with("<?") && !is_closing) {
    return false;
  }
  if (rest.starts_with("<!--")) {
    at_ += 2;  // "<!-->" is a whole one
    skip_behind("-->");
  } else {
    skip_behind(">");
  }
  return true;
}

std::string_view HtmlTokens::raw_text(std::string_view name) {
  const std::size_t begin = at_;
  for (std::size_t end = html_.find("</", begin); end != kNowhere;
       end = html_.find("</", end + 2)) {
    if (text::same_word(html_.substr(end + 2, name.size()), name)) {
      at_ = end;
      return html_.substr(begin, end - begin);
    }
  }
  at_ = html_.size();
  return html_.substr(begin);
}

HtmlTag HtmlTokens::tag() {
  HtmlTag tag;
  tag.closes = html_[at_ + 1] == '/';
  at_ += tag.closes ? 2 : 1;
  const std::size_t end = std::min(html_.find_first_of(" \t\r\n\f/>", at_), html_.size());
  tag.name = text::lower_case(html_.substr(at_, end - at_));
  at_ = end;
  attributes(tag);
  at_ = std::min(at_ + 1, html_.size());
  return tag;
}

/// Up to the ">" that ends the tag, or the end.
void HtmlTokens::attributes(HtmlTag& tag) {
  for (;;) {
    while (at_ < html_.size() && (is_blank(html_[at_]) || html_[at_] == '/')) {
      ++at_;
    }
    if (at_ == html_.size() || html_[at_] == '>') {
      return;
    }
    // A "=" in front is part of the name (WHATWG 13.2.5.32).
    const std::size_t end = std::min(html_.find_first_of(" \t\r\n\f/>=", at_ + 1), html_.size());
    std::string name = text::lower_case(html_.substr(at_, end - at_));
    at_ = end;
    skip_blanks();
    std::string_view found;
    if (at_ < html_.size() && html_[at_] == '=') {
      ++at_;
      skip_blanks();
      found = value();
    }
    if (tag.attributes.size() < kMostAttributes) {
      tag.attributes.emplace_back(std::move(name), found);
    }
  }
}

std::string_view HtmlTokens::value() {
  const bool is_quoted = at_ < html_.size() && (html_[at_] == '"' || html_[at_] == '\'');
  const std::size_t begin = at_ + (is_quoted ? 1 : 0);
  const std::size_t found =
      is_quoted ? html_.find(html_[at_], begin) : html_.find_first_of(" \t\r\n\f>", begin);
  const std::size_t end = std::min(found, html_.size());
  at_ = std::min(end + (is_quoted ? 1 : 0), html_.size());
  return html_.substr(begin, end - begin);
}

void HtmlTokens::skip_blanks() {
  while (at_ < html_.size() && is_blank(html_[at_])) {
    ++at_;
  }
}

void HtmlTokens::skip_behind(std::string_view mark) {
  const std::size_t found = html_.find(mark, at_);
  at_ = found == kNowhere ? html_.size() : found + mark.size();
}

std::string decode_references(std::string_view html) {
  std::string out;
  while (!html.empty()) {
    const std::size_t plain = std::min(html.find('&'), html.size());
    out += html.substr(0, plain);
    html.remove_prefix(plain);
    if (html.empty()) {
      break;
    }
    if (const auto reference = text::html_character(html)) {
      text::append_utf8(reference->character, out);
      html.remove_prefix(reference->size);
    } else {
      out += '&';
      html.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace convert::pages
