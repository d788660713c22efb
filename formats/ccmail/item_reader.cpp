#include "formats/ccmail/item_reader.h"

#include <algorithm>
#include <utility>

#include "formats/bytes/mac_binary.h"
#include "formats/ccmail/item_name.h"
#include "formats/text/ascii.h"

namespace ccmail {
namespace {

using bytes::DamageKind;

std::span<const std::byte> bytes_of(std::string_view text) {
  return std::as_bytes(std::span(text));
}

/// Whether another message begins in front of `end` and, by its size, ends at `least` or behind it:
/// then bytes are missing, and the sizes agree in vain.
bool is_straddled(const Stream& stream, const Layout& layout, std::size_t from, std::size_t end,
                  std::size_t least) {
  for (auto anchor = find_anchor(stream, from, end); anchor;
       anchor = find_anchor(stream, from, end)) {
    const auto told =
        anchor->size && anchor->size->value
            ? end_of(stream, anchor->size->next, *anchor->size->value, layout.shift(Level::Message))
            : std::nullopt;
    if (told && *told >= least && is_legal_end(stream, *told, Level::Message)) {
      return true;
    }
    from = std::max(anchor->header.end, anchor->begin + 1);
  }
  return false;
}

/// The same of an item, which may itself end in a whole message.
bool is_straddled(const Stream& stream, const Layout& layout, std::size_t from, std::size_t end) {
  return is_straddled(stream, layout, from, end, end + 1);
}

class ItemReader {
 public:
  ItemReader(const Stream& stream, const Layout& layout, const Anchor& anchor,
             std::optional<std::size_t> frame, Message& message)
      : stream_(stream),
        layout_(layout),
        anchor_(anchor),
        frame_(frame),
        limit_(frame.value_or(stream.file.size())),
        message_(message) {}

  ItemsRead run(std::size_t at) {
    while (at < limit_) {
      const std::size_t next = skip_blanks(at);
      if (next == limit_ || is_at_end(stream_.file.substr(0, limit_), next)) {
        return {.end = frame_.value_or(at), .is_known = frame_.has_value() || is_known_};
      }
      if (!frame_ && anchor_at(stream_, next, is_known_ ? Place::Frame : Place::Line)) {
        return {.end = at, .is_known = is_known_};
      }
      if (message_.items.size() == kMostItems) {
        return take_rest(next);
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
    } else {
      end = find_end(data);
    }
    is_known_ = item.framing != Framing::Scan;
    std::string_view content = stream_.file.substr(data, end - data);
    if (end == stream_.file.size() && item.framing == Framing::Scan) {
      content = without_end_mark(content);
    }
    item.data = bytes_of(content);
    if (layout_.has_sizes && item.framing != Framing::Size) {
      report_size(told, data, content.size(), item);
    }
    message_.items.push_back(std::move(item));
    return end;
  }

  /// Trailing Ctrl-Z and zeros end the file, not the text.
  static std::string_view without_end_mark(std::string_view content) {
    constexpr std::string_view kMarks("\x1A\0", 2);
    std::string_view cut = content;
    while (!cut.empty() && is_padding(cut.back())) {
      if (kMarks.find(cut.back()) != std::string_view::npos) {
        content = cut.substr(0, cut.size() - 1);
      }
      cut.remove_suffix(1);
    }
    return content;
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
    return next == limit_ || item_label_at(next) || is_at_end(stream_.file, next);
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
    std::size_t size = bytes::kMacBinaryBlock;
    for (const auto fork : {mac->data_fork, mac->resource_fork}) {
      if (!fork.empty()) {
        size = static_cast<std::size_t>(fork.data() - rest.data()) + fork.size();
      }
    }
    const std::size_t blocks = (size + bytes::kMacBinaryBlock - 1) / bytes::kMacBinaryBlock;
    // The last fork may be padded like the others, or not.
    for (const std::size_t length : {blocks * bytes::kMacBinaryBlock, size}) {
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
    if (anchor_at(stream_, at, Place::Line)) {
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
  std::optional<std::size_t> frame_;
  std::size_t limit_;
  Message& message_;
  bool is_known_ = false;      // the end of the last item
  std::size_t next_look_ = 0;  // in front of it no header begins that has lost its first line
};

/// Whether items with sizes lead from the header to `end`.
bool do_items_lead_to(const Stream& stream, const Layout& layout, const Header& header,
                      std::size_t end) {
  std::size_t at = header.items;
  for (std::size_t items = 0; items < kMostItems; ++items) {
    at = skip_separators(stream.file, at, end);
    if (at == end) {
      return items > 0;
    }
    const auto label = stream.labels->match(stream.file.substr(at, kLongestLabel + 1));
    if (!label || !is_item(label->label)) {
      return false;
    }
    const Line line = line_at(stream.file, at, end, stream.line_end);
    const auto size = size_line_at(stream.file, line.next, end, stream.line_end);
    const auto next = size && size->value
                          ? end_of(stream, size->next, *size->value, layout.shift(Level::Item))
                          : std::nullopt;
    if (!next || *next > end) {
      return false;
    }
    at = *next;
  }
  return false;
}

}  // namespace

std::optional<std::size_t> find_frame(const Stream& stream, const Layout& layout,
                                      const Anchor& anchor) {
  const auto told = [&](const std::optional<SizeLine>& size, Level level) {
    return size && size->value ? end_of(stream, size->next, *size->value, layout.shift(level))
                               : std::nullopt;
  };
  // Where items do not lead, a message that ends at the same place is more likely the next one, and
  // as many bytes are missing as it has, than a part of this one.
  constexpr std::size_t kNear = kMostSeparators;
  const auto by_message = told(anchor.size, Level::Message);
  const auto by_contents = told(anchor.header.size, Level::Contents);
  for (const auto& end : {by_message, by_contents}) {
    const std::size_t items = anchor.header.items;
    if (!end || *end < items || !is_legal_end(stream, *end, Level::Message)) {
      continue;
    }
    const std::size_t next = skip_separators(stream.file, *end, stream.file.size());
    const auto label = stream.labels->match_known(stream.file.substr(next, kLongestLabel + 1));
    const bool is_folder = label && label->label == Label::Folder;
    if (do_items_lead_to(stream, layout, anchor.header, *end) ||
        (!is_folder &&
         !is_straddled(stream, layout, items, *end, *end - std::min(*end - items, kNear)))) {
      return next;
    }
  }
  // KB Q179072, Q202240: sizes that agree are right, whatever follows.
  for (const auto& end : {by_message, by_contents}) {
    if (end && *end >= anchor.header.items &&
        do_items_lead_to(stream, layout, anchor.header, *end) &&
        !is_straddled(stream, layout, anchor.header.items, *end)) {
      return end;
    }
  }
  return std::nullopt;
}

ItemsRead read_items(const Stream& stream, const Layout& layout, const Anchor& anchor,
                     std::optional<std::size_t> frame, Message& message) {
  return ItemReader(stream, layout, anchor, frame, message).run(anchor.header.items);
}

}  // namespace ccmail
