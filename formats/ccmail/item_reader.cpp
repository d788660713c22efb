#include "formats/ccmail/item_reader.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/mac_binary.h"
#include "formats/ccmail/filler.h"
#include "formats/ccmail/item_name.h"
#include "formats/text/ascii.h"

namespace ccmail {
namespace {

using bytes::DamageKind;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

class ItemReader {
 public:
  ItemReader(const Stream& stream, const Layout& layout, const Anchor& anchor,
             std::optional<Frame> frame, Message& message)
      : stream_(stream),
        layout_(layout),
        anchor_(anchor),
        frame_(frame),
        limit_(frame ? frame->end : stream.file.size()),
        message_(message) {}

  ItemsRead run(std::size_t at) {
    while (at < limit_) {
      const std::size_t next = skip_blanks(at);
      if (is_end_of_items(next)) {
        return {.end = frame_ ? limit_ : at, .is_known = frame_.has_value() || is_known_};
      }
      if (!frame_ && (anchor_at(stream_, next, is_known_ ? Place::Frame : Place::Line) ||
                      is_cut_head(stream_, next))) {
        return {.end = at, .is_known = is_known_};
      }
      if (message_.items.size() == kMostItems) {
        return take_rest(next);
      }
      if (frame_ && is_filler(next)) {
        at = take_filler(next);
        continue;
      }
      const auto label = item_label_at(next);
      if (!label && is_known_ && !frame_) {
        // Whole so far; what follows is not of this message.
        return {.end = at, .is_known = true};
      }
      if (label) {
        at = read_item(next, *label);
        continue;
      }
      const std::size_t end = find_end(next);
      if (end == next) {
        // The next message, whose first line is lost.
        return {.end = at, .is_known = is_known_};
      }
      take_stray(next, end);
      at = end;
    }
    return {.end = limit_, .is_known = frame_.has_value() || is_known_};
  }

 private:
  [[nodiscard]] std::size_t skip_blanks(std::size_t at) const {
    while (at < limit_ && is_separator(stream_.file[at])) {
      ++at;
    }
    return at;
  }

  /// Inside a frame only separators are padding, and end-of-file marks behind what its size tells.
  [[nodiscard]] bool is_end_of_items(std::size_t next) const {
    if (!frame_) {
      return is_at_end(stream_, next);
    }
    const auto rest = stream_.file.substr(next, limit_ - next);
    return rest.empty() ||
           (next >= frame_->told && skip_separators(stream_.file, next, limit_) == limit_);
  }

  /// Whether what begins at `at`, where a label must stand, is a lost sector, or nothing but
  /// padding up to the end of the frame.
  [[nodiscard]] bool is_filler(std::size_t at) const {
    const auto rest = stream_.file.substr(at, limit_ - at);
    return is_filler_at(rest, 0) || (!rest.empty() && std::ranges::all_of(rest, is_padding));
  }

  std::size_t take_filler(std::size_t at) {
    const auto rest = stream_.file.substr(at, limit_ - at);
    const auto filler = is_filler_at(rest, 0) ? find_filler(rest) : std::nullopt;
    const std::size_t length = filler ? filler->length : rest.size();
    tell_filler(at, length);
    is_known_ = false;
    return at + length;
  }

  void tell_filler(std::size_t at, std::size_t length) {
    message_.damage.add({.offset = at,
                         .length = length,
                         .kind = DamageKind::Inconsistent,
                         .field = "Item.filler",
                         .found = static_cast<unsigned char>(stream_.file[at])});
  }

  /// Of a text.
  void tell_fillers(std::size_t at, std::string_view text) {
    for (auto one = find_filler(text); one; one = find_filler(text, one->at + one->length)) {
      tell_filler(at + one->at, one->length);
    }
  }

  [[nodiscard]] std::optional<LabelMatch> item_label_at(std::size_t at) const {
    const auto label = stream_.labels->match(stream_.file.substr(at, kLongestLabel + 1));
    return label && is_item(label->label) ? label : std::nullopt;
  }

  std::size_t read_item(std::size_t at, const LabelMatch& label) {
    const std::size_t longest = std::min(limit_, at + kLongestTitle);
    const Line line = line_at(stream_.file, at, longest, stream_.line_end);
    std::string_view title = line.text.substr(label.text.size() + 1);
    title.remove_prefix(title.starts_with(' ') ? 1 : 0);
    Item item{.label = label.label, .name = label.text, .title = title, .offset = at};
    std::size_t data = line.next;
    const auto size = layout_.has_sizes ? size_line_at(stream_.file, data, limit_, stream_.line_end)
                                        : std::nullopt;
    item.size = size;
    data = size ? size->next : data;
    std::uint64_t told = 0;
    std::optional<std::size_t> sized;
    if (size && size->value) {
      told = *size->value;
      sized = confirmed_end(data, told);
    }
    std::size_t end = 0;
    if (sized) {
      item.framing = Framing::Size;
      end = *sized;
    } else if (const auto own = mac_binary_end(item, data)) {
      item.framing = Framing::MacBinary;
      end = *own;
    } else if (size && size->value && frame_) {
      sized = end_in_front_of_filler(data, told);
      item.framing = sized ? Framing::Size : Framing::Scan;
      end = sized ? *sized : find_end(data);
    } else {
      end = find_end(data);
    }
    is_known_ = item.framing != Framing::Scan;
    std::string_view content = stream_.file.substr(data, end - data);
    if (end == stream_.file.size() && item.framing == Framing::Scan) {
      content = without_end_mark(content);
    }
    item.data = bytes_of(content);
    if (label.label == Label::TextItem) {
      tell_fillers(data, content);
    }
    if (layout_.has_sizes && item.framing != Framing::Size) {
      report_size(told, data, content.size(), item);
    }
    message_.items.push_back(std::move(item));
    return end;
  }

  /// Trailing Ctrl-Z and zeros end the file, not the text; zeros without a Ctrl-Z are lost sectors
  /// as soon as they are many.
  static std::string_view without_end_mark(std::string_view content) {
    constexpr std::string_view kMarks("\x1A\0", 2);
    const std::size_t tail = content.size() - trailing_padding(content);
    const std::size_t mark = content.find('\x1A', tail);
    if (find_filler(content.substr(0, std::min(mark, content.size())), tail)) {
      return content;
    }
    std::string_view cut = content;
    while (!cut.empty() && is_padding(cut.back())) {
      if (kMarks.find(cut.back()) != std::string_view::npos) {
        content = cut.substr(0, cut.size() - 1);
      }
      cut.remove_suffix(1);
    }
    return content;
  }

  static std::size_t trailing_padding(std::string_view content) {
    const auto text = std::find_if_not(content.rbegin(), content.rend(), is_padding);
    return static_cast<std::size_t>(text - content.rbegin());
  }

  /// FORMAT.md 3 step 5: the end that the size tells, when a label or the frame's end confirms it.
  [[nodiscard]] std::optional<std::size_t> confirmed_end(std::size_t data,
                                                         std::uint64_t size) const {
    const auto end = end_of(stream_, data, size, layout_.shift(Level::Item));
    if (!end || *end > limit_ || !is_end(*end) ||
        (!frame_ && is_straddled(stream_, layout_, data, *end))) {
      return std::nullopt;
    }
    return end;
  }

  [[nodiscard]] bool is_end(std::size_t end) const {
    if (!frame_) {
      return is_legal_end(stream_, end, Level::Item);
    }
    const std::size_t next = skip_separators(stream_.file, end, limit_);
    return next == limit_ || item_label_at(next);
  }

  /// The end that the size tells when the label behind it is lost.
  [[nodiscard]] std::optional<std::size_t> end_in_front_of_filler(std::size_t data,
                                                                  std::uint64_t size) const {
    const auto end = end_of(stream_, data, size, layout_.shift(Level::Item));
    const bool is_lost = end && *end < limit_ && is_filler(skip_blanks(*end));
    return is_lost ? end : std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> mac_binary_end(const Item& item,
                                                          std::size_t data) const {
    if (item.label == Label::TextItem || data == limit_ || stream_.file[data] != '\0') {
      return std::nullopt;
    }
    const auto rest = bytes_of(stream_.file.substr(data, limit_ - data));
    const auto mac = bytes::read_mac_binary(rest);
    if (!mac) {
      return std::nullopt;
    }
    const auto end_of_part = [rest](std::span<const std::byte> part, std::size_t before) {
      return part.empty() ? before
                          : static_cast<std::size_t>(part.data() - rest.data()) + part.size();
    };
    constexpr std::size_t kBlock = bytes::kMacBinaryBlock;
    const std::size_t forks = end_of_part(mac->resource_fork, end_of_part(mac->data_fork, kBlock));
    const std::size_t all = end_of_part(bytes_of(mac->comment), forks);
    // The last part may be padded like the others, or not; and not everybody who writes how long
    // the comment is writes the comment.
    for (const std::size_t length :
         {mac->size, all, (forks + kBlock - 1) / kBlock * kBlock, forks}) {
      if (length <= rest.size() && is_end(data + length) &&
          (frame_ || !layout_.has_sizes || !is_straddled(stream_, layout_, data, data + length))) {
        return data + length;
      }
    }
    return std::nullopt;
  }

  /// The next label that ends an item: of another item, or of the next message.
  [[nodiscard]] std::size_t find_end(std::size_t data) {
    std::size_t at = data;
    std::optional<std::size_t> end;
    for (Windows windows(data, limit_); !end && windows.next();) {
      while (at < windows.end() && !end) {
        end = end_of_item(at);
        at = std::min(find_break(stream_.file, at, limit_) + 1, limit_);
      }
      const auto inner =
          frame_ ? std::nullopt
                 : find_inner_anchor(stream_, windows.begin(), end.value_or(windows.end()));
      if (inner) {
        return inner->begin;
      }
    }
    return end.value_or(limit_);
  }

  /// Where the item ends when the line at `at` tells it.
  [[nodiscard]] std::optional<std::size_t> end_of_item(std::size_t at) {
    if (is_item_label(at)) {
      return at;
    }
    if (frame_ || !stream_.labels->may_begin(stream_.file[at])) {
      return std::nullopt;
    }
    if (anchor_at(stream_, at, Place::Line) || is_cut_head(stream_, at)) {
      return at;
    }
    if (at < next_look_) {
      return std::nullopt;
    }
    const auto look = look_for_headless(stream_, at);
    // What is found is found again from where it begins.
    next_look_ = look.anchor ? at : look.next;
    return look.anchor ? std::optional(look.anchor->begin) : std::nullopt;
  }

  /// FORMAT.md 3 step 6: in a file with sizes, one must follow; in one without, a word that no
  /// source documents must look like a label more than like the begin of a sentence.
  [[nodiscard]] bool is_item_label(std::size_t at) const {
    const auto label = item_label_at(at);
    if (!label) {
      return false;
    }
    const std::size_t longest = std::min(limit_, at + kLongestTitle);
    const Line line = line_at(stream_.file, at, longest, stream_.line_end);
    if (layout_.has_sizes) {
      return line.next == limit_ ||
             size_line_at(stream_.file, line.next, limit_, stream_.line_end).has_value();
    }
    if (label->label == Label::TextItem || label->label == Label::FileItem) {
      return true;
    }
    const std::string_view title = text::trim(line.text.substr(label->text.size() + 1));
    constexpr std::ptrdiff_t kMostBlanks = 2;
    return label->text.front() >= 'A' && label->text.front() <= 'Z' &&
           std::ranges::count(label->text, ' ') <= kMostBlanks &&
           (title.empty() || split_item_title(title).date.size() != 0);
  }

  /// Bytes without a label, where one must stand.
  void take_stray(std::size_t at, std::size_t end) {
    Item item{.offset = at};
    item.data = bytes_of(stream_.file.substr(at, end - at));
    if (message_.has_contents || !message_.items.empty()) {
      message_.damage.add(
          {.offset = at, .length = end - at, .kind = DamageKind::BadMagic, .field = "Item.label"});
    }
    tell_fillers(at, stream_.file.substr(at, end - at));
    message_.items.push_back(std::move(item));
    is_known_ = false;
  }

  ItemsRead take_rest(std::size_t at) {
    const auto next = frame_ ? std::nullopt : find_anchor(stream_, at, limit_);
    const std::size_t end = next ? next->begin : limit_;
    message_.damage.add({.offset = at,
                         .length = end - at,
                         .kind = DamageKind::OutOfRange,
                         .field = "Message.items",
                         .found = kMostItems + 1,
                         .expected = kMostItems});
    message_.items.push_back(
        {.offset = at, .data = bytes_of(stream_.file.substr(at, end - at)), .is_complete = false});
    return {.end = end, .is_known = frame_.has_value()};
  }

  /// Less than the size tells is a piece that is missing, unless the sizes contradict each other.
  void report_size(std::uint64_t told, std::size_t data, std::size_t length, Item& item) {
    const bool is_cut = told > length && !frame_ && !do_sizes_contradict(data + told);
    item.is_complete = !is_cut;
    message_.damage.add({.offset = item.offset,
                         .length = 0,
                         .kind = is_cut ? DamageKind::Truncated : DamageKind::Inconsistent,
                         .field = is_cut ? "Item.truncated" : "Item.size",
                         .found = is_cut ? length : told,
                         .expected = is_cut ? told : length});
  }

  [[nodiscard]] bool do_sizes_contradict(std::uint64_t item_end) const {
    const auto& message = anchor_.size;
    const auto& contents = anchor_.header.size;
    const auto told = [&](const SizeLine& size, Level level) {
      return static_cast<std::int64_t>(size.next + *size.value) + layout_.shift(level);
    };
    if (!message || !message->value || !contents || !contents->value) {
      return false;
    }
    const std::int64_t end = told(*message, Level::Message);
    const std::int64_t other = told(*contents, Level::Contents);
    constexpr auto kSeparators = static_cast<std::int64_t>(kMostSeparators);
    return std::max(end, other) - std::min(end, other) > kSeparators ||
           static_cast<std::int64_t>(item_end) > end + kSeparators;
  }

  // An item's label and title, and the longest title: FORMAT.md 2.1.
  static constexpr std::size_t kLongestTitle = 4096 + kLongestLabel;

  const Stream& stream_;
  const Layout& layout_;
  const Anchor& anchor_;
  std::optional<Frame> frame_;
  std::size_t limit_;
  Message& message_;
  bool is_known_ = false;      // the end of the last item
  std::size_t next_look_ = 0;  // in front of it no header begins that has lost its first line
};

}  // namespace

ItemsRead read_items(const Stream& stream, const Layout& layout, const Anchor& anchor,
                     std::optional<Frame> frame, Message& message) {
  return ItemReader(stream, layout, anchor, frame, message).run(anchor.header.items);
}

}  // namespace ccmail
