#include "formats/mime/text_lines.h"

#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/base64.h"

namespace mime {
namespace {

constexpr std::uint64_t kMaxLine = 998;             // RFC 5322 2.1.1
constexpr std::uint64_t kQuotedPrintableLine = 75;  // RFC 2045 6.7 (5): 76 with the "="
constexpr std::string_view kMboxSeparator = "From ";
constexpr std::string_view kBoundary = "--=_";  // every boundary of ours begins so

/// Octets that RFC 2045 6.7 (2) lets stand for themselves.
bool is_literal(char c) { return (is_vchar(c) && c != '=') || is_wsp(c); }

}  // namespace

void TextAnalysis::look(std::string_view piece) {
  for (const char c : piece) {
    if (c == '\r' || (c == '\n' && !after_cr_)) {
      end_line();
      size_ += 2;
      quoted_printable_ += 2;
    } else if (c != '\n') {
      ++line_size_;
      line_escaped_ += is_literal(c) ? 0U : 1U;
      seven_bit_ = seven_bit_ && !is_8bit(c) && c != '\0';
      if (line_front_.size() < kMboxSeparator.size()) {
        line_front_ += c;
      }
    }
    after_cr_ = c == '\r';
  }
}

void TextAnalysis::end_line() {
  seven_bit_ = seven_bit_ && line_size_ <= kMaxLine && line_front_ != kMboxSeparator &&
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
  return (size_ + 2) / 3 * 4 + (size_ + kBase64LineBytes - 1) / kBase64LineBytes * 2;
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
