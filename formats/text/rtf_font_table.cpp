#include "formats/text/rtf_font_table.h"

#include <algorithm>
#include <array>

namespace text {
namespace {

// A longer name than any font has; it only tells Symbol from its like.
constexpr std::size_t kLongestName = 64;

constexpr std::int32_t kDefaultCharset = 1;
constexpr std::int32_t kSymbolCharset = 2;

/// [MSFT-RTF] "Font Table": \fcharset, which counts as Windows' LOGFONT does.
struct Charset {
  std::int32_t charset = 0;
  CodePageNumber page = 0;
};
constexpr std::array kCharsets = {
    Charset{.charset = 0, .page = 1252},   Charset{.charset = 77, .page = 10000},
    Charset{.charset = 81, .page = 949},   Charset{.charset = 78, .page = 932},
    Charset{.charset = 85, .page = 10006}, Charset{.charset = 86, .page = 10081},
    Charset{.charset = 88, .page = 10029}, Charset{.charset = 89, .page = 10007},
    Charset{.charset = 128, .page = 932},  Charset{.charset = 129, .page = 949},
    Charset{.charset = 134, .page = 936},  Charset{.charset = 136, .page = 950},
    Charset{.charset = 161, .page = 1253}, Charset{.charset = 162, .page = 1254},
    Charset{.charset = 163, .page = 1258}, Charset{.charset = 177, .page = 1255},
    Charset{.charset = 178, .page = 1256}, Charset{.charset = 186, .page = 1257},
    Charset{.charset = 204, .page = 1251}, Charset{.charset = 222, .page = 874},
    Charset{.charset = 238, .page = 1250}, Charset{.charset = 254, .page = 437},
    Charset{.charset = 255, .page = 850},
};

}  // namespace

bool RtfFontTable::set_charset(std::int32_t charset) {
  if (current_ == nullptr || charset == kDefaultCharset) {
    return true;
  }
  current_->pictures = charset == kSymbolCharset;
  const auto* found = std::ranges::find(kCharsets, charset, &Charset::charset);
  if (found != kCharsets.end() && !current_->code_page) {
    current_->code_page = found->page;
  }
  return found != kCharsets.end() || current_->pictures;
}

void RtfFontTable::set_code_page(CodePageNumber number) {
  if (current_ != nullptr) {
    current_->code_page = number;
  }
}

void RtfFontTable::append_name(std::string_view text) {
  if (current_ == nullptr) {
    return;
  }
  const std::string_view part = text.substr(0, text.find(';'));
  current_->name.append(
      part.substr(0, kLongestName - std::min(current_->name.size(), kLongestName)));
}

const RtfFont* RtfFontTable::find(std::int32_t number) const {
  const auto found = fonts_.find(number);
  return found == fonts_.end() ? nullptr : &found->second;
}

}  // namespace text
