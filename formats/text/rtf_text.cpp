#include "formats/text/rtf_text.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "formats/text/rtf_output.h"
#include "formats/text/rtf_tokenizer.h"
#include "formats/text/rtf_words.h"

namespace text {
namespace {

using bytes::DamageKind;
using Kind = RtfToken::Kind;

/// Outlook writes some twenty levels, Word refuses documents with hundreds.
constexpr std::size_t kDeepestGroup = 2048;

/// [MS-OXRTFEX] 2.2.3.1: where \fromhtml1 and \fromtext have to stand.
constexpr int kTokensToInspect = 10;

/// What a group inherits and its end restores.
struct GroupState {
  RtfDestination destination = RtfDestination::None;  // None: the text itself
  bool suppressed = false;                            // \htmlrtf
  bool hidden = false;                                // \v
  std::optional<std::int32_t> font;                   // absent: \deff
  std::int32_t fallback_length = 1;                   // \uc
};

class Reader {
 public:
  Reader(std::string_view rtf, RtfContent content, bytes::DamageLog& damage)
      : rtf_(rtf), tokens_(rtf), content_(content), damage_(damage) {}

  RtfText run();

 private:
  [[nodiscard]] bool is_html() const { return content_ == RtfContent::EncapsulatedHtml; }

  void start_group();
  void end_group();
  void take(const RtfToken& token);
  void control_word(const RtfToken& token);
  void header_word(const RtfToken& token);
  void font_table_word(const RtfToken& token);
  bool enter_destination(std::string_view word, bool starred);
  void character(const RtfCharacter& what);
  void unicode(std::int32_t value);
  void byte(const RtfToken& token);
  void text(std::string_view bytes);

  [[nodiscard]] bool is_visible() const;
  [[nodiscard]] const RtfFont* font() const;
  [[nodiscard]] CodePageNumber page() const;
  /// Whether a token that stands for one character is the fallback of a \uN before it.
  bool is_fallback();
  void set_default_page(const RtfToken& token);
  void report(DamageKind kind, std::size_t offset, std::string_view field, std::uint64_t found = 0,
              std::uint64_t expected = 0);
  void report_end();

  std::string_view rtf_;
  RtfTokenizer tokens_;
  RtfContent content_;
  bytes::DamageLog& damage_;
  RtfOutput out_;
  RtfFontTable fonts_;
  CodePageNumber default_page_ = kWindows1252;
  std::optional<std::int32_t> default_font_;
  GroupState state_;
  std::vector<GroupState> outer_;   // one for each open group
  std::size_t too_deep_ = 0;        // open groups beyond the deepest one kept
  bool starred_ = false;            // the last token was \*
  std::int32_t fallback_left_ = 0;  // characters after \uN that are to be skipped
  bool closed_ = false;             // the document's group has ended
};

void Reader::report(DamageKind kind, std::size_t offset, std::string_view field,
                    std::uint64_t found, std::uint64_t expected) {
  damage_.add({.offset = offset,
               .length = 0,
               .kind = kind,
               .field = field,
               .found = found,
               .expected = expected});
}

void Reader::start_group() {
  if (outer_.size() < kDeepestGroup) {
    outer_.push_back(state_);
    return;
  }
  if (too_deep_++ == 0) {
    report(DamageKind::OutOfRange, tokens_.offset(), "RTF.group depth", kDeepestGroup + 1,
           kDeepestGroup);
  }
}

void Reader::end_group() {
  if (too_deep_ > 0) {
    --too_deep_;
    return;
  }
  if (!outer_.empty()) {
    state_ = outer_.back();
    outer_.pop_back();
  }
  closed_ = outer_.empty();
}

bool Reader::is_visible() const {
  switch (state_.destination) {
    case RtfDestination::None:
    case RtfDestination::Visible:
    case RtfDestination::HtmlTag:
      return is_html() ? !state_.suppressed : !state_.hidden;
    case RtfDestination::FontTable:
    case RtfDestination::Numbering:
    case RtfDestination::Skipped:
      break;
  }
  return false;
}

const RtfFont* Reader::font() const {
  // [MS-OXRTFEX] 2.2.3.2: what stands inside HTMLTAG is in the default code page.
  if (state_.destination == RtfDestination::HtmlTag) {
    return nullptr;
  }
  const auto number = state_.font ? state_.font : default_font_;
  return number ? fonts_.find(*number) : nullptr;
}

CodePageNumber Reader::page() const {
  const RtfFont* current = font();
  return current != nullptr ? current->code_page.value_or(default_page_) : default_page_;
}

bool Reader::is_fallback() {
  if (fallback_left_ == 0) {
    return false;
  }
  --fallback_left_;
  return true;
}

void Reader::text(std::string_view bytes) {
  const auto skipped = std::min(static_cast<std::size_t>(fallback_left_), bytes.size());
  fallback_left_ -= static_cast<std::int32_t>(skipped);
  bytes.remove_prefix(skipped);
  if (state_.destination == RtfDestination::FontTable) {
    fonts_.append_name(bytes);
  } else if (is_visible() && !bytes.empty()) {
    out_.put_bytes(bytes, page());
  }
}

void Reader::byte(const RtfToken& token) {
  if (is_fallback() || !is_visible()) {
    return;
  }
  const RtfFont* current = font();
  if (!token.byte) {
    out_.put_undecodable();
  } else if (current != nullptr && current->pictures && *token.byte >= 0x80) {
    out_.put_picture(*token.byte, *current);
  } else {
    const char c = static_cast<char>(*token.byte);
    out_.put_bytes(std::string_view(&c, 1), page());
  }
}

void Reader::character(const RtfCharacter& what) {
  // [MSFT-RTF] counts every control word as a character of the fallback. Writers without a
  // fallback let \par follow \uN all the same, so breaks and tabs are not swallowed.
  if (what.structure) {
    fallback_left_ = 0;
  } else if (is_fallback()) {
    return;
  }
  const std::string_view shown = is_html() ? what.html : what.text;
  if (is_visible() && !shown.empty()) {
    out_.put_text(shown);
  }
}

void Reader::unicode(std::int32_t value) {
  fallback_left_ = state_.fallback_length;
  if (is_visible()) {
    // [MSFT-RTF]: signed 16 bits; values above 32767 are written as negative numbers.
    out_.put_unit(static_cast<char16_t>(static_cast<std::uint32_t>(value) & 0xFFFFU));
  }
}

bool Reader::enter_destination(std::string_view word, bool starred) {
  RtfDestination found = find_rtf_destination(word);
  if (found == RtfDestination::None) {
    if (starred) {
      state_.destination = RtfDestination::Skipped;
    }
    return starred;
  }
  if (found == RtfDestination::Numbering) {
    if (is_html()) {
      state_.destination = RtfDestination::Skipped;
    }
    return true;
  }
  if (found == RtfDestination::HtmlTag && !is_html()) {
    found = RtfDestination::Skipped;
  }
  if (outer_.size() > 1) {  // never the document itself
    state_.destination = found;
  }
  return true;
}

void Reader::set_default_page(const RtfToken& token) {
  const auto number = static_cast<CodePageNumber>(token.parameter.value_or(0));
  if (number == 0) {
    return;  // "the system's": nothing is said
  }
  default_page_ = number;
  if (find_code_page(number) == nullptr) {
    report(DamageKind::OutOfRange, token.offset, "RTF.ansicpg", number);
  }
}

void Reader::header_word(const RtfToken& token) {
  const std::string_view word = token.word;
  if (word == "ansicpg") {
    set_default_page(token);
  } else if (word == "mac") {
    default_page_ = 10000;
  } else if (word == "pc") {
    default_page_ = 437;
  } else if (word == "pca") {
    default_page_ = 850;
  } else if (word == "deff") {
    default_font_ = token.parameter;
  }
}

void Reader::font_table_word(const RtfToken& token) {
  const std::int32_t number = token.parameter.value_or(0);
  if (token.word == "f") {
    fonts_.begin(number);
  } else if (token.word == "cpg") {
    fonts_.set_code_page(static_cast<CodePageNumber>(number));
  } else if (token.word == "fcharset" && !fonts_.set_charset(number)) {
    report(DamageKind::OutOfRange, token.offset, "RTF.fcharset",
           static_cast<std::uint64_t>(number));
  }
}

void Reader::control_word(const RtfToken& token) {
  const std::string_view word = token.word;
  const bool starred = std::exchange(starred_, false);
  if (word == "u" && token.parameter) {
    unicode(*token.parameter);
    return;
  }
  if (const RtfCharacter* known = find_rtf_character(word)) {
    character(*known);
    return;
  }
  fallback_left_ = 0;
  if (enter_destination(word, starred)) {
    return;
  }
  if (state_.destination == RtfDestination::FontTable) {
    font_table_word(token);
  } else if (word == "htmlrtf") {
    state_.suppressed = token.parameter.value_or(1) != 0;
  } else if (word == "f") {
    state_.font = token.parameter;
  } else if (word == "uc") {
    state_.fallback_length = std::max(token.parameter.value_or(1), 0);
  } else if (word == "v") {
    state_.hidden = token.parameter.value_or(1) != 0;
  } else if (word == "plain") {
    state_.hidden = false;
    state_.font.reset();
  } else {
    header_word(token);
  }
}

void Reader::take(const RtfToken& token) {
  switch (token.kind) {
    case Kind::GroupStart:
    case Kind::GroupEnd:
      fallback_left_ = 0;  // [MSFT-RTF] "\uN": a brace ends the fallback
      token.kind == Kind::GroupStart ? start_group() : end_group();
      break;
    case Kind::ControlWord:
      control_word(token);
      return;  // the only one that looks at starred_
    case Kind::ControlSymbol:
      if (token.word == "*") {
        starred_ = true;
        return;
      }
      if (const RtfCharacter* known = find_rtf_character(token.word)) {
        character(*known);
      }
      break;
    case Kind::Byte:
      byte(token);
      break;
    case Kind::Text:
      text(token.text);
      break;
    case Kind::Binary:
      static_cast<void>(is_fallback());
      if (token.text.size() < static_cast<std::size_t>(token.parameter.value_or(0))) {
        report(DamageKind::Truncated, token.offset, "RTF.bin", token.text.size(),
               static_cast<std::uint64_t>(token.parameter.value_or(0)));
      }
      break;
  }
  starred_ = false;
}

/// What follows the last brace is no part of the document; padding is nobody's loss.
void Reader::report_end() {
  const std::size_t end = tokens_.offset();
  if (!outer_.empty()) {
    report(DamageKind::Truncated, end, "RTF.group", outer_.size() + too_deep_);
  } else if (const auto rest = rtf_.substr(end);
             rest.find_first_not_of(std::string_view("\0 \t\r\n", 5)) != std::string_view::npos) {
    damage_.add({.offset = end,
                 .length = rest.size(),
                 .kind = DamageKind::Unclaimed,
                 .field = "RTF.trailer"});
  }
}

RtfText Reader::run() {
  if (!rtf_.starts_with("{\\rtf")) {
    report(DamageKind::BadMagic, 0, "RTF.{\\rtf");
  }
  while (!closed_) {
    const auto token = tokens_.next();
    if (!token) {
      break;
    }
    take(*token);
  }
  report_end();
  RtfText result{.content = content_, .utf8 = out_.take_text(), .undecodable = 0};
  result.undecodable = out_.undecodable();
  return result;
}

}  // namespace

RtfContent rtf_content(std::string_view rtf) {
  RtfTokenizer tokens(rtf);
  for (int i = 0; i < kTokensToInspect; ++i) {
    const auto token = tokens.next();
    if (!token || (token->kind != Kind::GroupStart && token->kind != Kind::ControlWord)) {
      break;
    }
    if (token->word == "fromhtml" && token->parameter.value_or(0) != 0) {
      return RtfContent::EncapsulatedHtml;
    }
    if (token->word == "fromtext") {
      return RtfContent::EncapsulatedText;
    }
  }
  return RtfContent::Rtf;
}

RtfText read_rtf(std::string_view rtf, bytes::DamageLog& damage) {
  return Reader(rtf, rtf_content(rtf), damage).run();
}

}  // namespace text
