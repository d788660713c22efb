#include "formats/text/html_text.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "formats/text/html_entities.h"
#include "formats/text/utf16_to_utf8.h"

namespace text {
namespace {

constexpr std::size_t kEnd = std::string_view::npos;

constexpr std::array<std::string_view, 36> kBlocks = {
    "address", "article", "aside", "blockquote", "body",   "caption", "center", "dd",   "dir",
    "div",     "dl",      "dt",    "fieldset",   "footer", "form",    "h1",     "h2",   "h3",
    "h4",      "h5",      "h6",    "header",     "hr",     "legend",  "li",     "main", "menu",
    "ol",      "option",  "p",     "section",    "table",  "tbody",   "tr",     "ul",   "pre"};
// Their content is not shown, and no HTML.
constexpr std::array<std::string_view, 3> kHidden = {"script", "style", "title"};

constexpr std::size_t kMaxTagName = 10;  // "blockquote"

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool is_tag_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/// The text as it is put together: white space is held back until something follows it.
class Lines {
 public:
  void put(std::string_view word) {
    if (spaced_ && !line_empty_) {
      text_ += ' ';
    }
    spaced_ = false;
    line_empty_ = false;
    text_ += word;
  }
  /// White space that folds.
  void space() { spaced_ = true; }
  void break_line() {
    text_ += "\r\n";
    line_empty_ = true;
    spaced_ = false;
  }
  /// Only where something stands on the line.
  void begin_block() {
    if (!line_empty_) {
      break_line();
    }
    spaced_ = false;
  }
  void tab() {
    spaced_ = false;
    if (!line_empty_) {
      text_ += '\t';
    }
  }

  std::string take() {
    while (!text_.empty() && is_space(text_.back())) {
      text_.pop_back();
    }
    if (!text_.empty()) {
      text_ += "\r\n";
    }
    return std::move(text_);
  }

 private:
  std::string text_;
  bool line_empty_ = true;
  bool spaced_ = false;
};

class HtmlReader {
 public:
  explicit HtmlReader(std::string_view html) : html_(html) {}

  std::string read() {
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<') {
        read_markup();
      } else if (c == '&') {
        read_reference();
      } else if (is_space(c)) {
        read_space(c);
      } else {
        read_word();
      }
    }
    return lines_.take();
  }

 private:
  void read_word() {
    std::size_t end = at_;
    while (end < html_.size() && html_[end] != '<' && html_[end] != '&' && !is_space(html_[end])) {
      ++end;
    }
    lines_.put(html_.substr(at_, end - at_));
    at_ = end;
  }

  void read_space(char c) {
    ++at_;
    if (!preformatted_) {
      lines_.space();
    } else if (c == '\n') {
      lines_.break_line();
    } else if (c != '\r') {
      lines_.put(std::string_view(&c, 1));
    }
  }

  void read_reference() {
    const auto reference = html_character(html_.substr(at_));
    if (!reference) {
      lines_.put("&");
      ++at_;
      return;
    }
    at_ += reference->size;
    // A no-break space keeps a line from being empty, and is nothing but a space in plain text.
    constexpr char32_t kNoBreakSpace = 0xA0;
    std::string character;
    append_utf8(reference->character == kNoBreakSpace ? U' ' : reference->character, character);
    lines_.put(character);
  }

  /// Behind the next `mark`, or at the end.
  void skip_behind(std::string_view mark) {
    const std::size_t found = html_.find(mark, at_);
    at_ = found == kEnd ? html_.size() : found + mark.size();
  }

  void read_markup() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--")) {
      at_ += 4;
      skip_behind("-->");
    } else if (rest.size() > 1 && (rest[1] == '!' || rest[1] == '?')) {
      skip_behind(">");
    } else if (rest.size() > 1 && (is_tag_letter(rest[1]) || rest[1] == '/')) {
      read_tag();
    } else {
      lines_.put("<");
      ++at_;
    }
  }

  void read_tag() {
    ++at_;
    const bool closes = html_[at_] == '/';
    at_ += closes ? 1 : 0;
    std::string name;
    while (at_ < html_.size() &&
           (is_tag_letter(html_[at_]) || (html_[at_] >= '0' && html_[at_] <= '9'))) {
      if (name.size() <= kMaxTagName) {
        name += lower(html_[at_]);
      }
      ++at_;
    }
    skip_attributes();
    apply(name, closes);
  }

  // A ">" within quotes ends no tag. A quote that nothing closes is no quote: there is at most one
  // of each kind, so that this stays linear.
  void skip_attributes() {
    while (at_ < html_.size() && html_[at_] != '>') {
      const char c = html_[at_++];
      if (c == '"' || c == '\'') {
        const std::size_t end = html_.find(c, at_);
        at_ = end == kEnd ? at_ : end + 1;
      }
    }
    at_ = std::min(at_ + 1, html_.size());
  }

  void apply(std::string_view name, bool closes) {
    if (name == "br") {
      lines_.break_line();
    } else if (name == "td" || name == "th") {
      if (!closes) {
        lines_.tab();
      }
    } else if (std::ranges::find(kBlocks, name) != kBlocks.end()) {
      lines_.begin_block();
    }
    if (name == "pre") {
      preformatted_ = !closes;
    }
    if (!closes && std::ranges::find(kHidden, name) != kHidden.end()) {
      skip_element(name);
    }
  }

  /// Behind the closing tag of the element that was opened last; an element that is never closed
  /// reaches to the end.
  void skip_element(std::string_view name) {
    for (;;) {
      skip_behind("</");
      const std::string_view found = html_.substr(at_, name.size());
      if (at_ == html_.size() || std::ranges::equal(found, name, {}, lower)) {
        skip_attributes();
        return;
      }
    }
  }

  std::string_view html_;
  std::size_t at_ = 0;
  Lines lines_;
  bool preformatted_ = false;
};

}  // namespace

std::string html_text(std::string_view html) { return HtmlReader(html).read(); }

}  // namespace text
