// The words in front of colons, which structure an export. FORMAT.md 2.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"

namespace ccmail {

enum class Label : std::uint8_t {
  Message,
  From,
  Date,
  To,
  Cc,
  Bcc,
  Subject,
  ReturnReceipt,   // RRT
  ReceiptRequest,  // the sender wants to hear that it was read
  Priority,
  Status,  // read or unread
  Folder,
  Contents,
  TextItem,
  FileItem,
  FaxItem,
  GraphicItem,
  OleItem,
  MessageItem,  // a message within the message
  OtherItem,    // "<words> item", of a kind that nobody knows
  Unknown,      // any other word
};

/// How well a spelling is known. FORMAT.md 0.
enum class Evidence : std::uint8_t { Reported, Inferred, Assumed, Given };

struct Spelling {
  std::string text;  // 8-bit, as the file has it, without the colon
  Label label = Label::Unknown;
};

[[nodiscard]] constexpr bool is_item(Label label) {
  return label >= Label::TextItem && label <= Label::OtherItem;
}
/// One of the four that make a `Message:` an anchor.
[[nodiscard]] constexpr bool is_core(Label label) {
  return label == Label::From || label == Label::Date || label == Label::To ||
         label == Label::Subject;
}
[[nodiscard]] constexpr bool is_recipient(Label label) {
  return label == Label::To || label == Label::Cc || label == Label::Bcc;
}

/// The longest label: FORMAT.md 2.1.
inline constexpr std::size_t kLongestLabel = 32;

/// A label at the begin of a line.
struct LabelMatch {
  Label label = Label::Unknown;
  std::string_view text;  // without the colon
};

/// Every spelling that is known. Letter case does not count.
class Labels {
 public:
  /// FORMAT.md 2.
  Labels();
  /// Adds the spellings of a file: `meaning = spelling` in each line, blank lines and `#` remarks
  /// apart; a meaning is a word of meanings(). NotThisFormat, with the line, for another line, and
  /// for a spelling that is empty, longer than kLongestLabel or has a colon.
  [[nodiscard]] bytes::Result<void> add(std::string_view file);

  /// The label that `line` begins with. Words that no spelling knows are letters, digits, blanks
  /// and hyphens; of the form "<words> item" they are OtherItem.
  [[nodiscard]] std::optional<LabelMatch> match(std::string_view line) const;
  /// A known one only.
  [[nodiscard]] std::optional<LabelMatch> match_known(std::string_view line) const;
  /// Whether a known label can begin with this byte.
  [[nodiscard]] bool may_begin(char first) const {
    return first_[static_cast<unsigned char>(first)];
  }
  /// How well the spelling of a label is known: Given for one of the user's, or none.
  [[nodiscard]] Evidence evidence_of(Label label) const {
    return evidence_.at(static_cast<std::size_t>(label));
  }
  [[nodiscard]] const std::vector<Spelling>& spellings() const { return spellings_; }

 private:
  void add(Spelling spelling);

  std::vector<Spelling> spellings_;
  std::array<bool, 256> first_{};
  std::array<Evidence, static_cast<std::size_t>(Label::Unknown) + 1> evidence_{};
};

struct Meaning {
  std::string_view word;
  Label label;
};
/// "message", "from", … "text-item", …: what a file of labels calls them.
[[nodiscard]] std::span<const Meaning> meanings();

}  // namespace ccmail
