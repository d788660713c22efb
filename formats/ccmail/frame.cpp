#include "formats/ccmail/frame.h"

#include <algorithm>

#include "formats/ccmail/message.h"

namespace ccmail {
namespace {

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

bool is_straddled(const Stream& stream, const Layout& layout, std::size_t from, std::size_t end) {
  return is_straddled(stream, layout, from, end, end + 1);
}

std::optional<Frame> find_frame(const Stream& stream, const Layout& layout, const Anchor& anchor) {
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
      return Frame{.told = *end, .end = next};
    }
  }
  // KB Q179072, Q202240: sizes that agree are right, whatever follows.
  for (const auto& end : {by_message, by_contents}) {
    if (end && *end >= anchor.header.items &&
        do_items_lead_to(stream, layout, anchor.header, *end) &&
        !is_straddled(stream, layout, anchor.header.items, *end)) {
      return Frame{.told = *end, .end = *end};
    }
  }
  return std::nullopt;
}

}  // namespace ccmail
