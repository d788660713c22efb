// HTML of mails as tags and texts: what a browser might see, without a tree.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace convert::pages {

// A tag of a mail program has some dozens; what follows is dropped.
inline constexpr std::size_t kMostAttributes = 200;

struct HtmlTag {
  std::string name{};  // in lower case
  bool closes = false;
  /// Names in lower case; values as they stand, references not decoded.
  std::vector<std::pair<std::string, std::string_view>> attributes{};

  /// The first of that name.
  [[nodiscard]] std::optional<std::string_view> find(std::string_view attribute) const;
};

/// Either a tag or a text.
struct HtmlToken {
  std::optional<HtmlTag> tag{};
  std::string_view text{};
};

/// Splits a document; comments, declarations and processing instructions are passed over. Takes
/// time in its size.
class HtmlTokens {
 public:
  /// `html` must outlive the tokens.
  explicit HtmlTokens(std::string_view html) : html_(html) {}

  /// nullopt at the end.
  [[nodiscard]] std::optional<HtmlToken> next();
  /// What stands before the next "</name", up to the end when there is none; the tag comes next.
  [[nodiscard]] std::string_view raw_text(std::string_view name);

 private:
  [[nodiscard]] bool skip_comment();
  HtmlTag tag();
  void attributes(HtmlTag& tag);
  std::string_view value();
  void skip_blanks();
  void skip_behind(std::string_view mark);

  std::string_view html_;
  std::size_t at_ = 0;
};

/// Character references decoded; those of names that are not known stay what they are.
[[nodiscard]] std::string decode_references(std::string_view html);

}  // namespace convert::pages
