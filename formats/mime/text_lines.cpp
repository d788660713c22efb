#include "formats/mime/text_lines.h"

#include <algorithm>
#include <array>

#include "formats/bytes/base64.h"
#include "formats/mime/ascii.h"

namespace mime {
namespace {

constexpr std::uint64_t kMaxTextLine = 998;         // RFC 5322 2.1.1
constexpr std::uint64_t kQuotedPrintableLine = 75;  // RFC 2045 6.7 (5): 76 with the "="
constexpr std::string_view kMboxSeparator = "From ";
constexpr std::string_view kBoundary = "--=_";  // every boundary of ours begins so

enum Kind : std::uint8_t { Literal, Escaped, Not7bit, LineEnd };

/// Octets that RFC 2045 6.7 (2) lets stand for themselves are literal.
constexpr auto kKinds = [] {
  std::array<Kind, 256> kinds{};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const char c = static_cast<char>(i);
    kinds[i] = c == '\r' || c == '\n'                   ? LineEnd
               : is_8bit(c) || c == '\0'                ? Not7bit
               : (is_vchar(c) && c != '=') || is_wsp(c) ? Literal
                                                        : Escaped;
  }
  return kinds;
}();

Kind kind_of(char c) { return kKinds[static_cast<unsigned char>(c)]; }

}  // namespace

void TextAnalysis::look(std::string_view piece) {
  while (!piece.empty()) {
    std::array<std::uint64_t, 3> counts{};
    std::size_t end = 0;
    for (; end < piece.size() && kind_of(piece[end]) != LineEnd; ++end) {
      ++counts[kind_of(piece[end])];
    }
    look_within_line(piece.substr(0, end));
    line_escaped_ += counts[Escaped] + counts[Not7bit];
    seven_bit_ = seven_bit_ && counts[Not7bit] == 0;
    if (end == piece.size()) {
      return;
    }
    if (piece[end] == '\r' || !after_cr_) {
      end_line();
      size_ += 2;
      quoted_printable_ += 2;
    }
    after_cr_ = piece[end] == '\r';
    piece.remove_prefix(end + 1);
  }
}

void TextAnalysis::look_within_line(std::string_view part) {
  if (part.empty()) {
    return;
  }
  line_size_ += part.size();
  after_cr_ = false;
  if (line_front_.size() < kMboxSeparator.size()) {
    line_front_ += part.substr(0, kMboxSeparator.size() - line_front_.size());
  }
}

void TextAnalysis::end_line() {
  seven_bit_ = seven_bit_ && line_size_ <= kMaxTextLine && line_front_ != kMboxSeparator &&
               !line_front_.starts_with(kBoundary);
  size_ += line_size_;
  const std::uint64_t encoded = line_size_ + 2 * line_escaped_;
  const std::uint64_t soft_breaks = encoded == 0 ? 0 : (encoded - 1) / kQuotedPrintableLine;
  quoted_printable_ += encoded + 3 * soft_breaks;
  line_size_ = 0;
  line_escaped_ = 0;
  line_front_.clear();
}

std::uint64_t TextAnalysis::base64_size() const {
  return (size_ + 2) / 3 * 4 + (size_ + bytes::kBase64LineBytes - 1) / bytes::kBase64LineBytes * 2;
}

void LineEndNormaliser::append(std::string_view piece, std::string& out) {
  while (!piece.empty()) {
    if (after_cr_ && piece.front() == '\n') {
      piece.remove_prefix(1);  // the CR before it has become CRLF already
    }
    const std::size_t end = std::min(piece.find_first_of("\r\n"), piece.size());
    out += piece.substr(0, end);
    after_cr_ = end < piece.size() && piece[end] == '\r';
    if (end < piece.size()) {
      out += "\r\n";
    }
    piece.remove_prefix(std::min(end + 1, piece.size()));
  }
}

}  // namespace mime
