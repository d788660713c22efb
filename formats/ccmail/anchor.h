// Where messages begin. FORMAT.md 3 step 1.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "formats/ccmail/header.h"

namespace ccmail {

/// What is known of a place in front of it.
enum class Place : std::uint8_t {
  Line,   // a line begins there
  End,    // a size ends there
  Frame,  // a message that is known to be whole ends there, or the file begins
  Any,    // nothing: the label may stand in the midst of a line
};

struct Anchor {
  std::size_t begin = 0;
  bool has_label = true;  // false: the header alone was found, its Message: is lost
  /// Of the line behind Message:, when it is one of blanks and digits; `next` is what sizes count
  /// from.
  std::optional<SizeLine> size{};
  bool is_size_damaged = false;  // it is blank, or lines that are no number stand in its place
  std::size_t fields = 0;        // where the header begins
  Header header;
};

/// The message that begins at `at`, if there are the marks of one: Message:, a header label, and
/// Contents: or an item behind them; or, where the file is cut or damaged, two of From, Date, To
/// and Subject. A folder's label may stand in front.
[[nodiscard]] std::optional<Anchor> anchor_at(const Stream& stream, std::size_t at, Place place);

/// Whether Message: and a size stand at `at`: a message, however little is left of it, where
/// another ends.
[[nodiscard]] bool has_size_at(const Stream& stream, std::size_t at);

/// Whether the file ends within the first lines of a message that begins at `at`: Message:, and
/// behind it nothing but header fields, the last of which, or its label, is cut.
[[nodiscard]] bool is_cut_head(const Stream& stream, std::size_t at);

/// A look for a header whose Message: is lost.
struct HeadlessLook {
  std::optional<Anchor> anchor{};
  std::size_t next = 0;  // looking before it again is in vain
};

/// Three of From, Date, To and Subject, Contents: and an item, at or a little behind the line that
/// begins at `at`.
[[nodiscard]] HeadlessLook look_for_headless(const Stream& stream, std::size_t at);

/// What is searched both for lines and for the midst of lines, piece by piece: pieces grow, so that
/// who finds something near has not looked far, and overlap by a label.
class Windows {
 public:
  Windows(std::size_t from, std::size_t to) : from_(from), to_(to), end_(from) {}

  /// false behind the last.
  [[nodiscard]] bool next() {
    if (end_ >= to_) {
      return false;
    }
    begin_ = end_ - std::min(end_ - from_, kLongestLabel + 1);
    end_ += std::min(to_ - end_, size_);
    size_ *= 2;
    return true;
  }
  [[nodiscard]] std::size_t begin() const { return begin_; }
  [[nodiscard]] std::size_t end() const { return end_; }

 private:
  std::size_t from_;
  std::size_t to_;
  std::size_t begin_ = 0;
  std::size_t end_;
  std::size_t size_ = 1024;
};

/// The next message at or behind `from` that begins before `to`.
[[nodiscard]] std::optional<Anchor> find_anchor(const Stream& stream, std::size_t from,
                                                std::size_t to);

/// Looks for the label of a message in the midst of lines, where blocks are not parted (KB
/// Q184391).
[[nodiscard]] std::optional<Anchor> find_inner_anchor(const Stream& stream, std::size_t from,
                                                      std::size_t to);

}  // namespace ccmail
