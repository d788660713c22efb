#include "formats/text/page_impression.h"

#include <algorithm>
#include <array>

namespace text {
namespace {

constexpr std::array<std::uint32_t, 4> kDos = {437, 737, 850, 852};
constexpr std::array<std::uint32_t, 3> kWindows = {1250, 1252, 1254};

template <class Pages>
bool is_one_of(const Pages& pages, std::uint32_t number) {
  return std::ranges::find(pages, number) != pages.end();
}

}  // namespace

void PageImpression::add(std::span<const std::byte> text) {
  constexpr unsigned kDosEnd = 0xA5;
  constexpr unsigned kHigh = 0x80;
  constexpr unsigned kWindowsBegin = 0xC0;
  // Windows' typographic marks: dashes and quotation marks are in the middle of DOS' letters.
  constexpr unsigned kMarksBegin = 0x91;
  constexpr unsigned kMarksEnd = 0x97;
  for (const std::byte byte : text) {
    const auto value = std::to_integer<unsigned>(byte);
    if (value >= kWindowsBegin) {
      ++windows_;
    } else if (value >= kHigh && value <= kDosEnd &&
               !(value >= kMarksBegin && value <= kMarksEnd)) {
      ++dos_;
    }
  }
}

std::string PageImpression::doubt(std::uint32_t number) const {
  constexpr std::uint64_t kFewest = 20;
  constexpr std::uint64_t kTimes = 4;
  if (is_one_of(kWindows, number) && dos_ >= kFewest && dos_ > kTimes * windows_) {
    return "the text does not look like code page " + std::to_string(number) +
           ", rather like one of DOS: try --charset 850 or 437";
  }
  if (is_one_of(kDos, number) && windows_ >= kFewest && windows_ > kTimes * dos_) {
    return "the text does not look like code page " + std::to_string(number) +
           ", rather like one of Windows: try --charset 1252";
  }
  return {};
}

}  // namespace text
