#include "converters/pages/damage_strip.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "converters/pages/escape.h"
#include "formats/bytes/hex.h"

namespace convert::pages {
namespace {

/// Takes a number off the front of `text`; nothing is taken when none stands there.
std::optional<std::uint64_t> take_number(std::string_view& text, int base) {
  std::uint64_t value = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (parsed.ec != std::errc()) {
    return std::nullopt;
  }
  text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
  return value;
}

enum class Column : std::uint8_t { Sound, Incomplete, Lost };

/// Which column of the picture a byte is in. Exact enough for a picture, and never beyond its end.
std::size_t column_of(std::uint64_t offset, std::uint64_t size) {
  const double part = static_cast<double>(offset) / static_cast<double>(size);
  const auto column = static_cast<std::size_t>(part * static_cast<double>(kStripColumns));
  return std::min(column, kStripColumns - 1);
}

}  // namespace

std::vector<DamageMark> marks_in(std::string_view reason) {
  constexpr std::string_view kAt = "at 0x";
  constexpr int kHex = 16;
  constexpr int kDecimal = 10;
  std::vector<DamageMark> marks;
  for (std::size_t at = reason.find(kAt); at != std::string_view::npos; at = reason.find(kAt)) {
    reason.remove_prefix(at + kAt.size());
    const auto offset = take_number(reason, kHex);
    if (!offset) {
      continue;
    }
    DamageMark mark{.offset = *offset};
    if (reason.starts_with('+')) {
      reason.remove_prefix(1);
      mark.length = take_number(reason, kDecimal).value_or(0);
    }
    marks.push_back(mark);
  }
  return marks;
}

void DamageStrip::add(const DamageMark& mark) {
  if (marks_.size() < kMostMarks) {
    marks_.push_back(mark);
  } else {
    ++not_kept_;
  }
}

std::string DamageStrip::svg(std::string_view source, std::uint64_t size) const {
  std::uint64_t end = std::max<std::uint64_t>(size, 1);
  for (const DamageMark& mark : marks_) {
    end = std::max(end, mark.offset + std::min(mark.length, UINT64_MAX - mark.offset));
  }
  std::array<Column, kStripColumns> columns{};
  for (const DamageMark& mark : marks_) {
    const std::uint64_t behind_first = std::max<std::uint64_t>(mark.length, 1) - 1;
    const std::uint64_t last = mark.offset + std::min(behind_first, UINT64_MAX - mark.offset);
    const Column kind = mark.is_loss ? Column::Lost : Column::Incomplete;
    for (std::size_t i = column_of(mark.offset, end); i <= column_of(last, end); ++i) {
      columns.at(i) = std::max(columns.at(i), kind);
    }
  }
  const std::string label = std::string(source) + ": places of damage, from 0 to " +
                            bytes::hex_offset(end) + (size == 0 ? " (its size is not known)" : "");
  std::string svg =
      "<figure class=\"strip\"><svg viewBox=\"0 0 1000 48\" role=\"img\" "
      "preserveAspectRatio=\"none\" aria-label=\"" +
      escaped(label) + "\"><rect class=\"sound\" width=\"1000\" height=\"48\"/>";
  for (std::size_t i = 0; i < kStripColumns; ++i) {
    if (columns.at(i) != Column::Sound) {
      // Three of a thousand are seen on a phone, too.
      svg += std::string("<rect class=\"") +
             (columns.at(i) == Column::Lost ? "lost" : "incomplete") + "\" x=\"" +
             std::to_string(std::min(i, kStripColumns - 3)) + "\" width=\"3\" height=\"48\"/>";
    }
  }
  svg += "</svg><figcaption>" + escaped(label) +
         ". <span class=\"key lost\">lost items</span> <span class=\"key incomplete\">pieces of "
         "items or of the store</span>";
  if (not_kept_ != 0) {
    svg += ' ' + std::to_string(not_kept_) + " more places are not drawn.";
  }
  return svg + "</figcaption></figure>\n";
}

}  // namespace convert::pages
