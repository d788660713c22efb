#include "converters/pages/charts_page.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "converters/pages/escape.h"
#include "converters/pages/page_frame.h"

namespace convert::pages {
namespace {

constexpr int kMonths = 12;
// As many bars as a screen shows: beyond so many months the bars are years, beyond so many years
// there is the table alone.
constexpr int kMostBars = 360;
constexpr std::size_t kMostPeople = 40;
constexpr std::array<std::string_view, 7> kSizeNames = {
    "below 1 kB", "1 to 10 kB",   "10 to 100 kB",   "100 kB to 1 MB",
    "1 to 10 MB", "10 to 100 MB", "100 MB and more"};
constexpr std::uint64_t kSmallest = 1000;

struct Bar {
  std::string label{};
  std::uint64_t count = 0;
};

/// "1995-03-14T…" as 1995 * 12 + 2.
std::optional<int> month_of(std::string_view date) {
  constexpr std::size_t kMonthAt = 5;
  int year = 0;
  int month = 0;
  const auto number = [&](std::size_t at, std::size_t size, int& value) {
    const std::string_view digits = date.substr(std::min(at, date.size()), size);
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return digits.size() == size && parsed.ptr == digits.data() + digits.size();
  };
  if (!number(0, 4, year) || !number(kMonthAt, 2, month) || year < 0 || month < 1 ||
      month > kMonths) {
    return std::nullopt;
  }
  return year * kMonths + month - 1;
}

std::string month_text(int month) {
  const int number = month % kMonths + 1;
  return std::to_string(month / kMonths) + (number < 10 ? "-0" : "-") + std::to_string(number);
}

std::uint64_t largest_of(const std::vector<Bar>& bars) {
  std::uint64_t largest = 1;
  for (const Bar& bar : bars) {
    largest = std::max(largest, bar.count);
  }
  return largest;
}

/// Upright bars; those that are not 0 are seen, however small.
std::string upright_bars(std::string_view label, const std::vector<Bar>& bars) {
  constexpr std::uint64_t kHeight = 160;
  constexpr std::size_t kWidth = 1000;
  const std::uint64_t largest = largest_of(bars);
  std::string svg =
      "<svg class=\"bars\" viewBox=\"0 0 1000 160\" preserveAspectRatio=\"none\" "
      "role=\"img\" aria-label=\"" +
      escaped(label) + "\">";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    if (bars[i].count != 0) {
      const std::uint64_t height = std::max<std::uint64_t>(bars[i].count * kHeight / largest, 2);
      const std::size_t left = i * kWidth / bars.size();
      const std::size_t width = std::max<std::size_t>((i + 1) * kWidth / bars.size() - left, 2) - 1;
      svg += "<rect x=\"" + std::to_string(left) + "\" y=\"" + std::to_string(kHeight - height) +
             "\" width=\"" + std::to_string(width) + "\" height=\"" + std::to_string(height) +
             "\"><title>" + escaped(bars[i].label) + ": " + std::to_string(bars[i].count) +
             "</title></rect>";
    }
  }
  return svg + "</svg>\n<p class=\"ends\"><span>" + escaped(bars.front().label) + "</span><span>" +
         "at most " + std::to_string(largest) + "</span><span>" + escaped(bars.back().label) +
         "</span></p>\n";
}

/// A table whose rows have a bar each.
std::string bar_table(std::string_view caption, std::string_view what,
                      const std::vector<Bar>& bars) {
  constexpr std::uint64_t kWidth = 200;
  const std::uint64_t largest = largest_of(bars);
  HtmlTable table(caption, {what, "Messages", ""});
  for (const Bar& bar : bars) {
    const std::uint64_t width =
        bar.count == 0 ? 0 : std::max<std::uint64_t>(bar.count * kWidth / largest, 1);
    table.row({isolated(bar.label), std::to_string(bar.count),
               "<svg class=\"bar\" viewBox=\"0 0 200 10\" preserveAspectRatio=\"none\" "
               "aria-hidden=\"true\"><rect width=\"" +
                   std::to_string(width) + "\" height=\"10\"/></svg>"});
  }
  return table.html();
}

}  // namespace

void Statistics::add(std::string_view date, const std::string& from, std::uint64_t size) {
  ++messages_;
  if (const auto month = month_of(date)) {
    ++months_[*month];
  } else {
    ++undated_;
  }
  ++people_[from];
  std::size_t size_class = 0;
  for (std::uint64_t bound = kSmallest; size >= bound && size_class + 1 < kSizeClasses;
       bound *= 10) {
    ++size_class;
  }
  ++sizes_.at(size_class);
}

std::string Statistics::months_html() const {
  std::string html = "<section><h2>When</h2>\n";
  if (undated_ != 0) {
    html += "<p>" + std::to_string(undated_) + " without a date.</p>\n";
  }
  if (months_.empty()) {
    return html + "</section>\n";
  }
  const int first = months_.begin()->first;
  const int last = months_.rbegin()->first;
  const bool by_year = last - first >= kMostBars;
  const int step = by_year ? kMonths : 1;
  std::map<int, std::uint64_t> counts;
  for (const auto& [month, count] : months_) {
    counts[month / step] += count;
  }
  const auto label = [by_year](int at) { return by_year ? std::to_string(at) : month_text(at); };
  if (last / step - first / step < kMostBars) {
    std::vector<Bar> bars;
    for (int at = first / step; at <= last / step; ++at) {
      const auto found = counts.find(at);
      bars.push_back({.label = label(at), .count = found == counts.end() ? 0 : found->second});
    }
    html += upright_bars(by_year ? "Messages by year" : "Messages by month", bars);
  }
  std::vector<Bar> rows;
  for (const auto& [at, count] : counts) {
    rows.push_back({.label = label(at), .count = count});
  }
  return html + "<details><summary>The numbers</summary>\n" +
         bar_table(by_year ? "Messages by year" : "Messages by month", by_year ? "Year" : "Month",
                   rows) +
         "</details></section>\n";
}

std::string Statistics::people_html() const {
  std::vector<Bar> bars;
  for (const auto& [name, count] : people_) {
    bars.push_back({.label = name.empty() ? "(no sender)" : name, .count = count});
  }
  std::ranges::stable_sort(bars, [](const Bar& a, const Bar& b) { return a.count > b.count; });
  std::string html = "<section><h2>From whom</h2>\n";
  if (bars.size() > kMostPeople) {
    html += "<p>The first " + std::to_string(kMostPeople) + " of " + std::to_string(bars.size()) +
            " senders.</p>\n";
    bars.resize(kMostPeople);
  }
  return html + bar_table("Senders", "Sender", bars) + "</section>\n";
}

std::string Statistics::sizes_html() const {
  std::vector<Bar> bars;
  for (std::size_t i = 0; i < kSizeClasses; ++i) {
    bars.push_back({.label = std::string(kSizeNames.at(i)), .count = sizes_.at(i)});
  }
  return "<section><h2>How large</h2>\n" + bar_table("Sizes of mail files", "Size", bars) +
         "</section>\n";
}

std::string Statistics::html() const {
  return "<p>" + std::to_string(messages_) + (messages_ == 1 ? " message" : " messages") +
         ".</p>\n" + months_html() + people_html() + sizes_html();
}

}  // namespace convert::pages
