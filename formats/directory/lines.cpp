#include "formats/directory/lines.h"

#include <algorithm>
#include <string_view>

#include "formats/bytes/byte_source.h"
#include "formats/text/byte_order_mark.h"

namespace directory {
namespace {

using Data = std::span<const std::byte>;

/// Reads characters that may end a line, in units of one byte or two.
class Splitter {
 public:
  Splitter(Data data, std::size_t unit) : data_(data), unit_(unit) {}

  [[nodiscard]] bool at_end() const { return position_ >= data_.size(); }
  [[nodiscard]] std::size_t position() const { return position_; }

  /// The next line without its end; the position moves behind the end.
  Data next() {
    const std::size_t begin = position_;
    while (!at_end() && !is('\r') && !is('\n')) {
      position_ = std::min(position_ + unit_, data_.size());
    }
    const Data line = data_.subspan(begin, position_ - begin);
    const bool is_return = is('\r');
    position_ = std::min(position_ + unit_, data_.size());
    if (is_return && is('\n')) {
      position_ += unit_;
    }
    return line;
  }

 private:
  [[nodiscard]] bool is(char c) const {
    return data_.size() - position_ >= unit_ && data_[position_] == static_cast<std::byte>(c) &&
           (unit_ == 1 || data_[position_ + 1] == std::byte{0});
  }

  Data data_;
  std::size_t unit_;
  std::size_t position_ = 0;
};

}  // namespace

bytes::Result<Lines> read_lines(Data file, text::CodePageNumber charset, FindingLog& findings) {
  if (file.size() > kMostFileBytes) {
    return bytes::fail(bytes::ErrorKind::LimitExceeded, "the file is too large for a directory");
  }
  const auto mark = text::byte_order_mark(bytes::as_text(file));
  Data content = file.subspan(mark.size);
  Lines out;
  out.code_page = mark.size != 0                           ? mark.code_page
                  : charset != 0                           ? charset
                  : text::is_utf8(bytes::as_text(content)) ? text::kUtf8
                                                           : text::kWindows1252;
  std::string little_endian;
  if (out.code_page == text::kUtf16BigEndian) {
    little_endian = text::swapped_utf16(bytes::as_text(content));
    content = std::as_bytes(std::span(little_endian));
    out.code_page = text::kUtf16;
  }
  Splitter splitter(content, out.code_page == text::kUtf16 ? 2 : 1);
  while (!splitter.at_end()) {
    if (out.lines.size() == kMostLines) {
      return bytes::fail(bytes::ErrorKind::LimitExceeded,
                         "the file has too many lines for a directory");
    }
    const std::size_t begin = splitter.position();
    auto decoded = text::decode(splitter.next(), out.code_page);
    Line line{.number = out.lines.size() + 1,
              .offset = mark.size + begin,
              .length = splitter.position() - begin,
              .text = std::move(decoded.utf8)};
    if (splitter.at_end() && line.text == "\x1A") {
      break;
    }
    if (decoded.undecodable != 0) {
      findings.add({.line = line.number,
                    .damage = {.offset = line.offset,
                               .length = line.length,
                               .kind = bytes::DamageKind::Undecodable,
                               .field = "line.text",
                               .found = decoded.undecodable},
                    .raw = line.text});
    }
    out.lines.push_back(std::move(line));
  }
  return out;
}

}  // namespace directory
