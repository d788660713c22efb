#include "formats/mime/header_block.h"

#include <algorithm>

#include "formats/mime/ascii.h"
#include "formats/mime/encoded_word.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

using bytes::ErrorKind;

/// White space and the word after it; the last word takes the white space behind it along, which
/// cannot have a line of its own.
struct Piece {
  std::string_view space;
  std::string_view word;
};

Piece take_piece(std::string_view& rest) {
  const std::size_t word = std::min(rest.find_first_not_of(" \t"), rest.size());
  std::size_t end = std::min(rest.find_first_of(" \t", word), rest.size());
  if (rest.find_first_not_of(" \t", end) == std::string_view::npos) {
    end = rest.size();
  }
  const Piece piece{.space = rest.substr(0, word), .word = rest.substr(word, end - word)};
  rest.remove_prefix(end);
  return piece;
}

/// Puts pieces on lines.
class Folder {
 public:
  Folder(std::string& out, std::size_t good_line, std::size_t column)
      : out_(out), good_line_(good_line), column_(column) {}

  void add(Piece piece) {
    // A gap this long cannot be kept within any line: one blank of it stays.
    constexpr std::size_t kMaxGap = 900;
    if (piece.space.size() > kMaxGap) {
      piece.space = piece.space.substr(0, 1);
    }
    const std::size_t needed = piece.space.size() + piece.word.size();
    if (must_fold(piece, needed)) {
      fold();
    }
    out_ += piece.space;
    column_ += piece.space.size();
    append_word(piece.word);
    first_ = false;
  }

 private:
  /// The first word stays beside the name even beyond the good length: some readers lose what
  /// stands alone below its name. Encoded-words may not (RFC 2047 2).
  [[nodiscard]] bool must_fold(const Piece& piece, std::size_t needed) const {
    if (piece.space.empty() || column_ + needed <= good_line_) {
      return false;
    }
    const bool fits_alone = column_ + needed > kMaxLine && needed <= kMaxLine;
    return !first_ || fits_alone || piece.word.starts_with("=?");
  }

  /// Words that fit no line are cut where they must be.
  void append_word(std::string_view word) {
    while (column_ + word.size() > kMaxLine) {
      const std::size_t room = kMaxLine - column_;
      out_ += word.substr(0, room);
      word.remove_prefix(room);
      if (is_white(word)) {
        return;  // blanks behind the last word: they may not have a line of their own
      }
      fold();
      out_ += ' ';
      column_ = 1;
    }
    out_ += word;
    column_ += word.size();
  }

  static bool is_white(std::string_view text) { return std::ranges::all_of(text, is_wsp); }

  void fold() {
    out_ += "\r\n";
    column_ = 0;
  }

  std::string& out_;
  std::size_t good_line_;
  std::size_t column_;
  bool first_ = true;
};

/// One line's worth of text, folded when it is longer than `good_line`.
void append_folded(std::string& out, std::string_view text, std::size_t good_line,
                   std::size_t column) {
  Folder folder(out, good_line, column);
  while (!text.empty()) {
    folder.add(take_piece(text));
  }
}

/// The value's own lines, without those that are empty or white space only. NULs, which no header
/// may hold (RFC 5322 2.2 has printable characters only), become blanks.
std::vector<std::string> value_lines(std::string_view value) {
  std::vector<std::string> lines;
  while (!value.empty()) {
    const std::size_t end = std::min(value.find_first_of("\r\n"), value.size());
    std::string line(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    std::ranges::replace(line, '\0', ' ');
    if (!std::ranges::all_of(line, is_wsp)) {
      lines.push_back(std::move(line));
    }
  }
  return lines;
}

std::string unfold(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) {
    if (!out.empty() && !is_wsp(line.front())) {
      out += ' ';
    }
    out += line;
  }
  return out;
}

std::string_view trim_front(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t"), text.size()));
}

bool is_field_name(std::string_view name) {
  constexpr std::size_t kMaxName = 900;
  return !name.empty() && name.size() <= kMaxName && !name.starts_with("--") &&
         std::ranges::all_of(name, [](char c) { return is_vchar(c) && c != ':'; });
}

/// RFC 2231 7: "*", "'" and "%" are no attribute-char.
bool is_attribute_char(char c) { return is_token_char(c) && c != '*' && c != '\'' && c != '%'; }

/// Parts of `value` for RFC 2231 segments: no %XX and no character is split.
class SegmentCutter {
 public:
  explicit SegmentCutter(std::string_view value) : rest_(value) {}
  [[nodiscard]] bool done() const { return rest_.empty(); }

  std::string take(std::size_t room) {
    std::string out;
    while (!rest_.empty()) {
      const std::size_t length = std::max<std::size_t>(text::utf8_length(rest_), 1);
      const std::string encoded = percent_encode(rest_.substr(0, length));
      if (!out.empty() && out.size() + encoded.size() > room) {
        break;
      }
      out += encoded;
      rest_.remove_prefix(length);
    }
    return out;
  }

 private:
  static std::string percent_encode(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (is_attribute_char(c)) {
        out += c;
      } else {
        append_hex(out, '%', c);
      }
    }
    return out;
  }

  std::string_view rest_;
};

// Room for a parameter on a line of its own, between the blank and the semicolon.
constexpr std::size_t kParameterRoom = kEncodedWordLine - 2;

std::string quoted_parameter(const Parameter& parameter) {
  // Any token could stand unquoted; Python's email takes an apostrophe there for RFC 2231's.
  const std::string_view value = parameter.value;
  if (!value.empty() && std::ranges::all_of(value, is_attribute_char)) {
    return parameter.name + "=" + parameter.value;
  }
  std::string out = parameter.name + "=\"";
  for (const char c : parameter.value) {
    if (c == '"' || c == '\\') {
      out += '\\';
    }
    out += c;
  }
  return out + "\"";
}

std::vector<std::string> encode_parameter(const Parameter& parameter) {
  const std::string_view value = parameter.value;
  const bool printable = std::ranges::all_of(value, [](char c) { return is_vchar(c) || c == ' '; });
  if (printable && value.find("=?") == std::string_view::npos) {
    std::string plain = quoted_parameter(parameter);
    if (plain.size() <= kParameterRoom) {
      return {std::move(plain)};
    }
  }
  // RFC 2231 4.1: "The first section of a continuation contains the charset and language".
  const std::string_view charset = text::is_utf8(value) ? "utf-8''" : "unknown-8bit''";
  const std::string whole =
      parameter.name + "*=" + std::string(charset) + SegmentCutter(value).take(value.size() * 3);
  if (whole.size() <= kParameterRoom) {
    return {whole};
  }
  std::vector<std::string> segments;
  for (SegmentCutter cutter(value); !cutter.done();) {
    std::string segment = parameter.name + "*" + std::to_string(segments.size()) + "*=";
    if (segments.empty()) {
      segment += charset;
    }
    const std::size_t room = kParameterRoom - std::min(kParameterRoom, segment.size());
    segment += cutter.take(room);
    segments.push_back(std::move(segment));
  }
  return segments;
}

}  // namespace

Result<void> append_field(std::string& out, const Field& field) {
  if (!is_field_name(field.name)) {
    return bytes::fail(ErrorKind::Internal, "no header field name: \"" + field.name + "\"");
  }
  const bool as_it_is = field.verbatim && !has_8bit(field.value);
  std::vector<std::string> lines = value_lines(field.value);
  if (!as_it_is) {
    lines = {std::string(trim_front(to_ascii_value(field.name, unfold(lines))))};
  }
  const std::size_t good_line = as_it_is                                        ? kMaxLine
                                : lines.front().find("=?") != std::string::npos ? kEncodedWordLine
                                                                                : kGoodLine;
  out += field.name;
  out += ':';
  std::size_t column = field.name.size() + 1;
  for (const std::string& line : lines) {
    if (line.empty()) {
      continue;
    }
    const bool first = column != 0;
    if (!first) {
      out += "\r\n";
    }
    append_folded(out, first || !is_wsp(line.front()) ? " " + line : line, good_line, column);
    column = 0;
  }
  out += "\r\n";
  return {};
}

Result<void> append_parameterised(std::string& out, std::string_view name, std::string_view value,
                                  const std::vector<Parameter>& parameters) {
  out += name;
  out += ": ";
  out += value;
  std::size_t column = name.size() + 2 + value.size();
  for (const Parameter& parameter : parameters) {
    if (!is_token(parameter.name) || parameter.name.size() > kParameterRoom / 2) {
      return bytes::fail(ErrorKind::Internal, "no parameter name: \"" + parameter.name + "\"");
    }
    for (const std::string& piece : encode_parameter(parameter)) {
      const bool fits = column + 2 + piece.size() < kEncodedWordLine;
      out += fits ? "; " : ";\r\n ";
      out += piece;
      column = fits ? column + 2 + piece.size() : 1 + piece.size();
    }
  }
  out += "\r\n";
  return {};
}

}  // namespace mime
