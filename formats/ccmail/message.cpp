#include "formats/ccmail/message.h"

#include <algorithm>
#include <utility>

#include "formats/ccmail/filler.h"
#include "formats/ccmail/frame.h"
#include "formats/ccmail/item_reader.h"

namespace ccmail {
namespace {

using bytes::DamageKind;

constexpr std::size_t kMostPadding = 4096;                 // in front of the first message
constexpr std::size_t kSearched = std::size_t{64} << 10U;  // for the first message

std::size_t skip_padding(std::string_view file) {
  std::size_t at = 0;
  while (at < std::min(file.size(), kMostPadding) && is_padding(file[at])) {
    ++at;
  }
  return at;
}

/// FORMAT.md 1.1: at the begin of a file a header label is enough.
std::optional<Anchor> first_at(const Stream& stream, std::size_t begin) {
  auto anchor = anchor_at(stream, begin, Place::Frame);
  return anchor && anchor->header.core_labels() > 0 ? std::move(anchor) : std::nullopt;
}

std::optional<Anchor> find_first(const Stream& stream) {
  const std::size_t begin = skip_padding(stream.file);
  auto anchor = first_at(stream, begin);
  return anchor ? std::move(anchor)
                : find_anchor(stream, begin, std::min(stream.file.size(), begin + kSearched));
}

void report_size(const Stream& stream, const Anchor& anchor, const Layout& layout, std::size_t end,
                 Message& message) {
  const auto contradicts = [&](const SizeLine& size, Level level) {
    const auto told = end_of(stream, size.next, *size.value, layout.shift(level));
    return !told || (*told != end && skip_separators(stream.file, std::min(*told, end),
                                                     std::max(*told, end)) != std::max(*told, end));
  };
  const auto report = [&](std::string_view field, std::uint64_t told, std::size_t base) {
    message.damage.add({.offset = base,
                        .length = 0,
                        .kind = DamageKind::Inconsistent,
                        .field = field,
                        .found = told,
                        .expected = end - base});
  };
  if (anchor.is_size_damaged || (anchor.size && contradicts(*anchor.size, Level::Message))) {
    report("Message.size", anchor.size && anchor.size->value ? *anchor.size->value : 0,
           anchor.size ? anchor.size->next : anchor.fields);
  }
  const auto& size = anchor.header.size;
  if (size && size->value && contradicts(*size, Level::Contents)) {
    report("Contents.size", *size->value, size->next);
  }
}

/// Sizes that agree, or the only one, and reach beyond what there is up to `end`: an item is
/// missing. Whether they do.
bool report_cut(const Anchor& anchor, const Layout& layout, std::size_t end, Message& message) {
  std::optional<std::int64_t> least;
  std::optional<std::int64_t> most;
  const auto add = [&](const std::optional<SizeLine>& size, Level level) {
    if (size && size->value.value_or(0) != 0) {
      const std::int64_t told =
          static_cast<std::int64_t>(size->next + *size->value) + layout.shift(level);
      least = std::min(least.value_or(told), told);
      most = std::max(most.value_or(told), told);
    }
  };
  add(anchor.size, Level::Message);
  add(anchor.header.size, Level::Contents);
  constexpr auto kSeparators = static_cast<std::int64_t>(kMostSeparators);
  const auto found = static_cast<std::int64_t>(end);
  if (!least || *most - *least > kSeparators || *most - found <= kSeparators) {
    return false;
  }
  const auto begin = static_cast<std::int64_t>(anchor.begin);
  message.damage.add({.offset = end,
                      .length = 0,
                      .kind = DamageKind::Truncated,
                      .field = "Message.truncated",
                      .found = static_cast<std::uint64_t>(found - begin),
                      .expected = static_cast<std::uint64_t>(*most - begin)});
  return true;
}

void report_header(const Anchor& anchor, Message& message) {
  const Header& header = anchor.header;
  if (!anchor.has_label) {
    message.damage.add({.offset = anchor.begin,
                        .length = 0,
                        .kind = DamageKind::BadMagic,
                        .field = "Message.boundary"});
  }
  if (header.is_damaged) {
    message.damage.add({.offset = header.begin,
                        .length = header.end - header.begin,
                        .kind = DamageKind::Inconsistent,
                        .field = "Header.filler"});
  }
  if (header.ended == HeaderEnd::Limit) {
    message.damage.add({.offset = header.begin,
                        .length = header.end - header.begin,
                        .kind = DamageKind::OutOfRange,
                        .field = "Header.length",
                        .found = header.end - header.begin + 1,
                        .expected = kLongestHeader});
  } else if (!header.has_contents()) {
    message.damage.add(
        {.offset = header.end,
         .length = 0,
         .kind = header.ended == HeaderEnd::File ? DamageKind::Truncated : DamageKind::Inconsistent,
         .field = "Contents.missing"});
  }
}

}  // namespace

const Field* Message::find(Label label) const {
  const auto found = std::ranges::find(fields, label, &Field::label);
  return found == fields.end() ? nullptr : &*found;
}

bytes::Result<MessageReader> MessageReader::open(std::string_view file, const Labels& labels) {
  const Stream stream = stream_of(file, labels);
  const auto first = find_first(stream);
  if (!first) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "no message of a cc:Mail export in its first 64 KiB",
                       "where the labels are of another language, name them with --labels");
  }
  return reopen(file, labels, survey(stream, first->begin));
}

MessageReader MessageReader::reopen(std::string_view file, const Labels& labels,
                                    const Layout& layout) {
  Stream stream = stream_of(file, labels);
  stream.line_end = layout.line_end;
  stream.has_sizes = layout.has_sizes;
  return MessageReader(stream, layout);
}

Piece MessageReader::take(PieceKind kind, std::size_t end) {
  Piece piece{.kind = kind, .offset = at_, .length = end - at_};
  at_ = end;
  return piece;
}

Piece MessageReader::take_message(Anchor anchor) {
  Message message;
  message.offset = anchor.begin;
  message.has_contents = anchor.header.has_contents();
  message.size = anchor.size;
  message.contents_size = anchor.header.size;
  report_header(anchor, message);
  const auto frame = find_frame(stream_, layout_, anchor);
  const ItemsRead read = read_items(stream_, layout_, anchor, frame, message);
  const std::size_t end = std::max(read.end, anchor.header.items);
  message.is_scanned = !frame;
  const bool is_cut =
      std::ranges::any_of(message.items, [](const Item& item) { return !item.is_complete; });
  if (!is_cut && (frame || !report_cut(anchor, layout_, end, message))) {
    report_size(stream_, anchor, layout_, end, message);
  }
  message.length = end - anchor.begin;
  message.header = stream_.file.substr(anchor.begin, anchor.header.end - anchor.begin);
  message.fields = std::move(anchor.header.fields);
  is_known_ = read.is_known;
  Piece piece = take(PieceKind::Message, end);
  piece.message = std::move(message);
  return piece;
}

std::optional<Piece> MessageReader::next() {
  const std::string_view file = stream_.file;
  if (at_ == file.size()) {
    return std::nullopt;
  }
  if (pending_) {
    return take_message(*std::exchange(pending_, std::nullopt));
  }
  if (is_at_end(stream_, at_)) {
    const bool is_lost = find_filler(file.substr(0, stream_.padding), at_).has_value();
    return is_lost ? take(PieceKind::Unclaimed, stream_.padding)
                   : take(PieceKind::Padding, file.size());
  }
  std::size_t begin = at_ == 0 ? skip_padding(file) : at_;
  while (begin < file.size() && is_separator(file[begin])) {
    ++begin;
  }
  if (begin != at_) {
    // Lost sectors in front of the first message may have been one.
    const bool is_lost = at_ == 0 && find_filler(file.substr(0, begin)).has_value();
    return take(is_lost ? PieceKind::Unclaimed : PieceKind::Padding, begin);
  }
  const bool is_begin = is_padding(file[0]) ? at_ == skip_padding(file) : at_ == 0;
  auto anchor = anchor_at(stream_, at_, is_known_ || is_begin ? Place::Frame : Place::Line);
  if (anchor) {
    return take_message(std::move(*anchor));
  }
  anchor = find_anchor(stream_, at_, file.size());
  const std::size_t end = anchor ? anchor->begin : file.size();
  if (end == at_) {
    return take_message(std::move(*anchor));
  }
  pending_ = std::move(anchor);
  is_known_ = false;
  return take(PieceKind::Unclaimed, end);
}

Likeness sniff(std::string_view head, const Labels& labels) {
  const Stream stream = stream_of(head, labels);
  const std::size_t begin = skip_padding(head);
  if (first_at(stream, begin)) {
    return Likeness::Sure;
  }
  return find_anchor(stream, begin, std::min(head.size(), begin + kSearched)) ? Likeness::Possible
                                                                              : Likeness::None;
}

}  // namespace ccmail
