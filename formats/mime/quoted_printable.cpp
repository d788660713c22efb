#include "formats/mime/quoted_printable.h"

#include "formats/mime/ascii.h"

namespace mime {
namespace {

constexpr std::size_t kMaxEncodedLine =
    75;  // RFC 2045 6.7 (5): 76, one of which is for the soft break
constexpr std::string_view kSoftBreak = "=\r\n";

}  // namespace

void QuotedPrintableEncoder::append(std::string_view piece, std::string& out) {
  for (const char c : piece) {
    if (c == '\r') {
      end_line(out);
      out += "\r\n";
    } else if (c != '\n') {
      add(c, out);
    }
  }
}

void QuotedPrintableEncoder::finish(std::string& out) { end_line(out); }

void QuotedPrintableEncoder::add(char c, std::string& out) {
  const bool literal = (is_vchar(c) && c != '=') || is_wsp(c);
  if (line_.size() + (literal ? 1 : 3) > kMaxEncodedLine) {
    out += line_;
    out += kSoftBreak;
    line_.clear();
  }
  if (!literal) {
    append_hex(line_, '=', c);
    return;
  }
  if (c == ' ' && line_ == "From") {
    line_ = "=46rom";
  }
  line_ += c;
}

void QuotedPrintableEncoder::end_line(std::string& out) {
  // 6.7 (3): "the TAB and SPACE characters MUST NOT be so represented at the end of an encoded
  // line".
  if (!line_.empty() && is_wsp(line_.back())) {
    const char last = line_.back();
    line_.pop_back();
    if (line_.size() + 3 > kMaxEncodedLine + 1) {
      out += line_;
      out += kSoftBreak;
      line_.clear();
    }
    append_hex(line_, '=', last);
  }
  out += line_;
  line_.clear();
}

}  // namespace mime
