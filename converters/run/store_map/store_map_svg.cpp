#include <algorithm>
#include <array>
#include <vector>

#include "converters/run/printable.h"
#include "converters/run/quantity.h"
#include "converters/run/store_map/store_map.h"
#include "formats/bytes/hex.h"
#include "formats/text/xml_text.h"

namespace run {
namespace {

using bytes::RangeClass;

// All in pixels, but for kCellBytes.
constexpr std::uint64_t kCellsInRow = 440;
constexpr std::uint64_t kMostRows = 48;
constexpr std::uint64_t kCellBytes = 64;  // of a cell at least
constexpr std::uint64_t kCellWidth = 2;
constexpr std::uint64_t kRowHeight = 12;
constexpr std::uint64_t kRowStep = 16;
constexpr std::uint64_t kLeft = 110;
constexpr std::uint64_t kTop = 64;
constexpr std::uint64_t kWidth = kLeft + kCellsInRow * kCellWidth + 40;
constexpr std::uint64_t kLegendStep = 20;

/// Told apart by lightness, too; the damaged ones are striped.
std::string_view fill_of(RangeClass kind) {
  switch (kind) {
    case RangeClass::Header:
      return "#5e3c99";
    case RangeClass::Index:
      return "#2b6cb0";
    case RangeClass::Data:
      return "#9cc7e8";
    case RangeClass::Slack:
      return "#d8d3c4";
    case RangeClass::Free:
      return "#f4f2ec";
    case RangeClass::Recovered:
      return "#3f9c5a";
    case RangeClass::Unreferenced:
      return "#e5b13a";
    case RangeClass::BadChecksum:
      return "url(#bad)";
    case RangeClass::Unreadable:
      break;
  }
  return "url(#unreadable)";
}

bool is_worse(RangeClass kind) {
  return kind == RangeClass::BadChecksum || kind == RangeClass::Unreadable;
}

/// The file in cells of equal size: each has the class of its damage, where there is any, of what
/// was recovered, else that of most of its bytes.
class Cells {
 public:
  explicit Cells(const bytes::StoreMap& map)
      : bytes_(std::max(kCellBytes,
                        (map.size + kCellsInRow * kMostRows - 1) / (kCellsInRow * kMostRows))),
        classes_(static_cast<std::size_t>((map.size + bytes_ - 1) / bytes_)) {
    std::vector<Sums> sums(classes_.size());
    for (const auto& range : map.ranges) {
      const auto end = range.offset + range.length;
      for (auto at = range.offset; at < end;) {
        const auto cell = static_cast<std::size_t>(at / bytes_);
        const auto stop = std::min<std::uint64_t>(end, (cell + 1) * bytes_);
        sums[cell][static_cast<std::size_t>(range.kind)] += stop - at;
        at = stop;
      }
    }
    std::ranges::transform(sums, classes_.begin(), class_of);
  }

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] const std::vector<RangeClass>& classes() const { return classes_; }

 private:
  using Sums = std::array<std::uint64_t, bytes::kRangeClasses>;  // bytes, by class

  static RangeClass class_of(const Sums& sums) {
    for (const auto kind :
         {RangeClass::Unreadable, RangeClass::BadChecksum, RangeClass::Recovered}) {
      if (sums[static_cast<std::size_t>(kind)] != 0) {
        return kind;
      }
    }
    return static_cast<RangeClass>(std::ranges::max_element(sums) - sums.begin());
  }

  std::uint64_t bytes_;
  std::vector<RangeClass> classes_;
};

std::string box(std::uint64_t x, std::uint64_t y, std::uint64_t width, std::uint64_t height,
                RangeClass kind, const std::string& title) {
  return "<rect x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\" width=\"" +
         std::to_string(width) + "\" height=\"" + std::to_string(height) + "\" fill=\"" +
         std::string(fill_of(kind)) + "\"><title>" + title + "</title></rect>\n";
}

std::string label(std::uint64_t x, std::uint64_t y, std::string_view style,
                  const std::string& text) {
  return "<text x=\"" + std::to_string(x) + "\" y=\"" + std::to_string(y) + "\"" +
         std::string(style) + ">" + text + "</text>\n";
}

/// One row of the strip: its offset, the runs of one class, and a mark where one is damaged.
std::string strip_row(const Cells& cells, std::size_t row, std::uint64_t size) {
  const auto& classes = cells.classes();
  const auto first = row * kCellsInRow;
  const auto last = std::min<std::size_t>(classes.size(), first + kCellsInRow);
  const auto y = kTop + row * kRowStep;
  auto text = label(kLeft - 8, y + kRowHeight - 2, " text-anchor=\"end\" class=\"at\"",
                    bytes::hex_offset(first * cells.bytes()));
  bool hurt = false;
  for (auto at = first; at < last;) {
    auto next = at;
    while (next < last && classes[next] == classes[at]) {
      ++next;
    }
    hurt = hurt || is_worse(classes[at]);
    text +=
        box(kLeft + (at - first) * kCellWidth, y, (next - at) * kCellWidth, kRowHeight, classes[at],
            bytes::hex_offset(at * cells.bytes()) + " to " +
                bytes::hex_offset(std::min<std::uint64_t>(next * cells.bytes(), size)) + ": " +
                std::string(name_of(classes[at])));
    at = next;
  }
  if (hurt) {
    const auto x = kLeft + kCellsInRow * kCellWidth;
    text += "<path class=\"mark\" d=\"M" + std::to_string(x + 6) + " " +
            std::to_string(y + kRowHeight / 2) +
            "l10 -6v12z\"><title>damage in this row</title>"
            "</path>\n";
  }
  return text;
}

std::string legend(const bytes::StoreMap& map, std::uint64_t y) {
  constexpr std::uint64_t kSwatch = 12;
  constexpr std::uint64_t kNumbers = 240;
  std::string text;
  for (const auto kind : classes_in_order()) {
    const auto total = total_of(map, kind);
    const std::string name(name_of(kind));
    text += box(kLeft, y, kSwatch * 2, kSwatch, kind, name);
    text += label(kLeft + kSwatch * 2 + 8, y + kSwatch - 2, "", name);
    text +=
        label(kLeft + kNumbers, y + kSwatch - 2, " text-anchor=\"end\"", format_count(total.bytes));
    text += label(kLeft + kNumbers + 8, y + kSwatch - 2, "",
                  "bytes in " + format_items(total.ranges, "range"));
    y += kLegendStep;
  }
  return text;
}

constexpr std::string_view kStyle =
    "<style>text{font:12px sans-serif;fill:#222}.at{font:11px monospace;fill:#555}"
    ".name{font:bold 15px sans-serif}.mark{fill:#c62828}"
    "rect{stroke:#777;stroke-width:.3}</style>\n"
    "<defs><pattern id=\"bad\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#d32f2f\"/>"
    "<rect width=\"2\" height=\"6\" fill=\"#ff8a80\"/></pattern>"
    "<pattern id=\"unreadable\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(-45)\"><rect width=\"6\" height=\"6\" fill=\"#111\"/>"
    "<rect width=\"2\" height=\"6\" fill=\"#888\"/></pattern></defs>\n";

}  // namespace

std::string to_svg(const MappedStore& store) {
  const auto& map = store.map;
  const Cells cells(map);
  const auto rows = (cells.classes().size() + kCellsInRow - 1) / kCellsInRow;
  const auto legend_at = kTop + rows * kRowStep + 16;
  const auto height = legend_at + bytes::kRangeClasses * kLegendStep + 12;
  const auto name = text::xml_text(printable(store.path.filename().string()));
  std::string text = "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 " +
                     std::to_string(kWidth) + " " + std::to_string(height) + "\" width=\"" +
                     std::to_string(kWidth) + "\" height=\"" + std::to_string(height) +
                     "\">\n<title>Byte map of " + name + "</title>\n" + std::string(kStyle) +
                     "<rect width=\"100%\" height=\"100%\" fill=\"#fff\" stroke=\"none\"/>\n";
  text += label(kLeft, 24, " class=\"name\"", name);
  text += label(kLeft, 44, "",
                text::xml_text(store.format) + ", " + format_count(map.size) + " bytes, " +
                    (is_damaged(map) ? "damaged" : "sound") + "; a column is " +
                    format_count(cells.bytes()) + " bytes, a row " +
                    format_count(cells.bytes() * kCellsInRow));
  for (std::size_t row = 0; row < rows; ++row) {
    text += strip_row(cells, row, map.size);
  }
  return text + legend(map, legend_at) + "</svg>\n";
}

}  // namespace run
