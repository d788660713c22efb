#include <algorithm>

#include "converters/run/printable.h"
#include "converters/run/quantity.h"
#include "converters/run/store_map/store_map.h"
#include "formats/bytes/hex.h"

namespace run {
namespace {

std::string flush_left(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}
std::string flush_right(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}

constexpr std::size_t kOffsetWidth = 12;
constexpr std::size_t kLengthWidth = 12;
constexpr std::size_t kClassWidth = 14;

std::string item_words(const bytes::MappedItem& item) {
  std::string text = item.kind + " " + item.id;
  if (!item.name.empty()) {
    text += " \"" + printable(item.name) + "\"";
  }
  return text;
}

/// The items of a range: the first three, and how many more.
std::string owner_words(const bytes::StoreMap& map, const bytes::Range& range) {
  constexpr std::size_t kNamed = 3;
  std::string text(range.owner);
  const auto& group = map.groups.at(range.group);
  const auto& items = group.items;
  for (std::size_t i = 0; i < std::min(items.size(), kNamed); ++i) {
    text += (i == 0 ? ": " : ", ") + item_words(map.items.at(items[i]));
  }
  if (items.size() > kNamed) {
    text += ", and " + format_count(items.size() - kNamed + group.more) + " more";
  }
  return text;
}

std::string share_of(std::uint64_t bytes, std::uint64_t all) {
  constexpr std::uint64_t kPerMille = 1000;
  // Sizes of files are far below 2^53.
  const auto part = all == 0 ? 0.0 : static_cast<double>(bytes) / static_cast<double>(all);
  const auto tenths = static_cast<std::uint64_t>(part * kPerMille + 0.5);
  const bool hidden = tenths == 0 && bytes != 0;
  return (hidden ? "<0.1" : std::to_string(tenths / 10) + "." + std::to_string(tenths % 10)) + " %";
}

std::string totals_table(const bytes::StoreMap& map) {
  std::string text = "\n  " + flush_left("class", kClassWidth) + flush_right("bytes", 16) +
                     flush_right("share", 10) + flush_right("ranges", 10) + "\n";
  for (const auto kind : classes_in_order()) {
    const auto total = total_of(map, kind);
    text += "  " + flush_left(std::string(name_of(kind)), kClassWidth) +
            flush_right(format_count(total.bytes), 16) +
            flush_right(share_of(total.bytes, map.size), 10) +
            flush_right(format_count(total.ranges), 10) + "\n";
  }
  return text;
}

std::string_view hit_word(bytes::ItemHit hit) {
  switch (hit) {
    case bytes::ItemHit::Partial:
      return "partial";
    case bytes::ItemHit::Lost:
      return "lost";
    default:
      return "intact";
  }
}

}  // namespace

std::string to_text(const MappedStore& store) {
  const auto& map = store.map;
  const auto path = printable(store.path.string());
  std::string text = path + ": " + store.format + ", " + format_bytes(map.size) + "\n  " +
                     flush_left("offset", kOffsetWidth) + flush_right("length", kLengthWidth) +
                     "  " + flush_left("class", kClassWidth) + "owner\n";
  for (const auto& range : map.ranges) {
    text += "  " + flush_left(bytes::hex_offset(range.offset), kOffsetWidth) +
            flush_right(std::to_string(range.length), kLengthWidth) + "  " +
            flush_left(std::string(name_of(range.kind)), kClassWidth) + owner_words(map, range) +
            "\n";
  }
  text += totals_table(map) + "\n";
  std::size_t partial = 0;
  std::size_t lost = 0;
  for (const auto& item : map.items) {
    partial += item.hit == bytes::ItemHit::Partial ? 1U : 0U;
    lost += item.hit == bytes::ItemHit::Lost ? 1U : 0U;
    if (item.hit != bytes::ItemHit::None) {
      text += "  " + std::string(hit_word(item.hit)) + ": " + item_words(item) + "\n";
    }
  }
  if (map.contradictions.total() != 0) {
    text += "  " + format_items(map.contradictions.total(), "claim") +
            " of structures that overlap, or lie outside the file\n";
  }
  if (map.findings != 0) {
    text +=
        "  " + format_items(map.findings, "finding") +
        " of damage: pstcheck lists those of a PST, the report of mailconvert those of others\n";
  }
  text += path + ": " + (is_damaged(map) ? "damaged" : "sound");
  if (partial + lost != 0) {
    text += ", " + format_items(partial, "item") + " partial, " + format_count(lost) + " lost";
  }
  return text + "\n";
}

}  // namespace run
