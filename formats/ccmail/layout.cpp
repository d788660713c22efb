#include "formats/ccmail/layout.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "formats/ccmail/item_reader.h"

namespace ccmail {
namespace {

constexpr std::size_t kMostSamples = 50;
constexpr std::size_t kFewestSamples = 3;
constexpr std::int64_t kReach = 64;  // bytes around the end that a size tells

struct Sample {
  std::size_t base = 0;
  std::uint64_t size = 0;
};

/// Whether the block ends legally when its size counts from `shift` bytes further on.
bool fits(const Stream& stream, const Sample& sample, std::int64_t shift, Level level) {
  const auto end = end_of(stream, sample.base, sample.size, shift);
  return end && is_legal_end(stream, *end, level);
}

class Surveyor {
 public:
  Surveyor(const Stream& stream, std::size_t first) : stream_(stream), at_(first) { forget(); }

  Layout run() {
    layout_.line_end = find_line_end();
    stream_.line_end = layout_.line_end;
    forget();
    while (auto anchor = find_anchor(stream_, at_, stream_.file.size())) {
      look_at(*anchor);
    }
    layout_.has_sizes = sized_ * 2 > items_;
    for (std::size_t level = 0; level < samples_.size(); ++level) {
      layout_.shifts.at(level) = calibrate(samples_.at(level), static_cast<Level>(level));
    }
    return layout_;
  }

 private:
  void forget() { stream_.failed = std::make_shared<FailedHeaders>(); }

  /// By what stands behind the lines of the first headers.
  LineEnd find_line_end() {
    std::size_t feeds = 0;
    std::size_t returns = 0;
    std::size_t at = at_;
    for (std::size_t i = 0; i < kMostSamples; ++i) {
      const auto anchor = find_anchor(stream_, at, stream_.file.size());
      if (!anchor) {
        break;
      }
      for (const Field& field : anchor->header.fields) {
        const std::string_view line = field.lines.empty() ? std::string_view() : field.lines.back();
        const auto end = static_cast<std::size_t>(line.data() + line.size() - stream_.file.data());
        if (line.data() != nullptr && end < stream_.file.size()) {
          const bool is_return =
              stream_.file[end] == '\r' && !stream_.file.substr(end + 1).starts_with('\n');
          (is_return ? returns : feeds) += 1;
        }
      }
      at = std::max(anchor->header.end, anchor->begin + 1);
    }
    return returns > feeds ? LineEnd::Return : LineEnd::Feed;
  }

  void look_at(const Anchor& anchor) {
    const Header& header = anchor.header;
    at_ = std::max(header.end, anchor.begin + 1);
    if (header.size && header.size->value) {
      sample(Level::Contents, *header.size);
    }
    bool is_sized = false;
    std::size_t item = header.items;
    while (item < stream_.file.size() && is_separator(stream_.file[item])) {
      ++item;
    }
    const Line line = line_at(stream_.file, item, stream_.file.size(), stream_.line_end);
    // Where the file is cut behind the label, nothing tells.
    if (item_label_at(stream_, item) && line.next < stream_.file.size()) {
      const auto size =
          size_line_at(stream_.file, line.next, stream_.file.size(), stream_.line_end);
      // A text may begin with a number: what else the message has, or its end, must speak for it.
      is_sized = size && (anchor.size || header.size || is_confirmed(*size));
      ++items_;
      sized_ += is_sized ? 1U : 0U;
      if (is_sized && size->value) {
        sample(Level::Item, *size);
      }
    }
    if (anchor.size && anchor.size->value) {
      sample(Level::Message, *anchor.size);
      if (skip_message({.base = anchor.size->next, .size = *anchor.size->value})) {
        return;
      }
    }
    skip_items(anchor, is_sized);
  }

  [[nodiscard]] bool is_confirmed(const SizeLine& size) const {
    const auto end = size.value ? end_of(stream_, size.next, *size.value, 0) : std::nullopt;
    return end && is_legal_end(stream_, *end, Level::Item);
  }

  [[nodiscard]] static std::optional<LabelMatch> item_label_at(const Stream& stream,
                                                               std::size_t at) {
    const auto label = at < stream.file.size()
                           ? stream.labels->match(stream.file.substr(at, kLongestLabel + 1))
                           : std::nullopt;
    return label && is_item(label->label) ? label : std::nullopt;
  }

  void sample(Level level, const SizeLine& size) {
    auto& samples = samples_.at(static_cast<std::size_t>(level));
    if (samples.size() < kMostSamples) {
      samples.push_back({.base = size.next, .size = *size.value});
    }
  }

  /// What a size frames is not looked at: it may hold anything.
  bool skip_message(const Sample& sample) {
    for (std::int64_t distance = 0; distance <= kReach; ++distance) {
      for (const std::int64_t shift : {distance, -distance}) {
        const auto end = end_of(stream_, sample.base, sample.size, shift);
        if (end && *end > at_ && is_legal_end(stream_, *end, Level::Message)) {
          at_ = *end;
          return true;
        }
      }
    }
    return false;
  }

  /// Nor is what the items themselves frame.
  void skip_items(const Anchor& anchor, bool is_sized) {
    Message unheard;
    Layout layout = layout_;
    layout.has_sizes = is_sized;
    at_ = std::max(at_, read_items(stream_, layout, anchor, std::nullopt, unheard).end);
  }

  [[nodiscard]] std::int64_t calibrate(const std::vector<Sample>& samples, Level level) const {
    const auto count = [&](std::int64_t shift) {
      return static_cast<std::size_t>(std::ranges::count_if(
          samples, [&](const Sample& one) { return fits(stream_, one, shift, level); }));
    };
    const auto is_enough = [&](std::size_t fitting) { return fitting * 5 >= samples.size() * 4; };
    if (samples.size() < kFewestSamples || is_enough(count(0))) {
      return 0;
    }
    std::int64_t best = 0;
    std::size_t most = 0;
    for (std::int64_t shift = -kReach; shift <= kReach; ++shift) {
      // Of equal ones the first: separators behind a block are not counted in.
      if (const std::size_t fitting = count(shift); fitting > most) {
        most = fitting;
        best = shift;
      }
    }
    // Separators make neighbours fit as well: another place must explain far more.
    return is_enough(most) && most >= 2 * count(0) ? best : 0;
  }

  Stream stream_;
  std::size_t at_;
  Layout layout_;
  std::array<std::vector<Sample>, 3> samples_;
  std::uint64_t items_ = 0;
  std::uint64_t sized_ = 0;
};

}  // namespace

Layout survey(const Stream& stream, std::size_t first) { return Surveyor(stream, first).run(); }

std::optional<std::size_t> end_of(const Stream& stream, std::size_t base, std::uint64_t size,
                                  std::int64_t shift) {
  const std::size_t total = stream.file.size();
  if (base > total || size > total) {
    return std::nullopt;
  }
  const auto end = static_cast<std::int64_t>(base + size) + shift;
  if (end < static_cast<std::int64_t>(base) || end > static_cast<std::int64_t>(total)) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(end);
}

std::size_t skip_separators(std::string_view file, std::size_t at, std::size_t end) {
  const std::size_t stop = std::min(end, at + kMostSeparators);
  while (at < stop && (is_separator(file[at]) || file[at] == '\x1A')) {
    ++at;
  }
  return at;
}

bool is_at_end(const Stream& stream, std::size_t at) { return at >= stream.tail; }

namespace {

/// Whether a message begins at `at`. Many blocks may end in front of one message with a long
/// header: it is read once.
bool is_anchor(const Stream& stream, std::size_t at) {
  constexpr std::size_t kLong = 1024;
  if (stream.ends->contains(at)) {
    return true;
  }
  const auto anchor = anchor_at(stream, at, Place::End);
  if (anchor && anchor->header.end - at >= kLong) {
    stream.ends->insert(at);
  }
  return anchor.has_value();
}

}  // namespace

bool is_legal_end(const Stream& stream, std::size_t at, Level level) {
  const std::size_t next = skip_separators(stream.file, at, stream.file.size());
  if (next == stream.file.size()) {
    return true;
  }
  const auto label = stream.labels->match(stream.file.substr(next, kLongestLabel + 1));
  if (!label) {
    return is_padding(stream.file[next]) && is_at_end(stream, next);
  }
  if (is_item(label->label)) {
    return level == Level::Item;
  }
  const bool may_be = label->label == Label::Message || label->label == Label::Folder;
  return may_be &&
         ((level == Level::Message && has_size_at(stream, next)) || is_anchor(stream, next));
}

}  // namespace ccmail
