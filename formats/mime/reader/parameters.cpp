#include "formats/mime/reader/parameters.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "formats/mime/ascii.h"
#include "formats/mime/reader/encoded_text.h"

namespace mime {
namespace {

// RFC 2231 3 sets none; a name of 300 double-byte characters takes some thirty.
constexpr std::uint32_t kMaxSegments = 10'000;

/// Cursor over an unfolded value.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool at_end() const { return rest_.empty(); }

  /// White space and comments.
  void skip_blank() {
    while (!rest_.empty()) {
      if (is_wsp(rest_.front())) {
        rest_.remove_prefix(1);
      } else if (rest_.front() == '(') {
        skip_comment();
      } else {
        return;
      }
    }
  }
  [[nodiscard]] bool take(char c) {
    if (rest_.empty() || rest_.front() != c) {
      return false;
    }
    rest_.remove_prefix(1);
    return true;
  }
  /// Up to one of `ends`, without white space at its end.
  std::string_view take_until(std::string_view ends) {
    const std::string_view taken = rest_.substr(0, rest_.find_first_of(ends));
    rest_.remove_prefix(taken.size());
    return taken.substr(0, taken.find_last_not_of(" \t") + 1);
  }
  /// Behind the opening quotation mark; an unclosed string ends with the text.
  std::string take_quoted() {
    std::string out;
    while (!rest_.empty() && rest_.front() != '"') {
      const bool is_escape =
          rest_.size() > 1 && rest_[0] == '\\' && (rest_[1] == '"' || rest_[1] == '\\');
      rest_.remove_prefix(is_escape ? 1 : 0);
      out += rest_.front();
      rest_.remove_prefix(1);
    }
    rest_.remove_prefix(std::min<std::size_t>(1, rest_.size()));
    return out;
  }

 private:
  void skip_comment() {
    std::size_t depth = 0;
    std::size_t i = 0;
    for (; i < rest_.size(); ++i) {
      const char c = rest_[i];
      i += c == '\\' ? 1U : 0U;
      depth += c == '(' ? 1U : 0U;
      depth -= c == ')' ? 1U : 0U;
      if (depth == 0) {
        break;
      }
    }
    rest_.remove_prefix(std::min(i + 1, rest_.size()));
  }

  std::string_view rest_;
};

std::string decode_percent(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned octet = 0;
    const char* const digits = text.substr(i).data() + 1;
    const bool is_escape = text[i] == '%' && i + 2 < text.size() &&
                           std::from_chars(digits, digits + 2, octet, 16).ptr == digits + 2;
    out += is_escape ? static_cast<char>(octet) : text[i];
    i += is_escape ? 2 : 0;
  }
  return out;
}

/// One "name*1*=value".
struct Segment {
  std::string value;
  bool is_extended = false;
};

/// A parameter in the pieces it came in.
struct Pieces {
  std::optional<std::string> plain;
  std::optional<std::string> extended;        // name*=
  std::map<std::uint32_t, Segment> segments;  // name*0=, name*1*=
};

/// "charset'language'text" without its first two parts; the charset is empty when there is none.
std::pair<std::string, std::string_view> split_charset(std::string_view value) {
  const std::size_t first = value.find('\'');
  const std::size_t second = first == std::string_view::npos ? first : value.find('\'', first + 1);
  if (second == std::string_view::npos) {
    return {std::string(), value};
  }
  return {std::string(value.substr(0, first)), value.substr(second + 1)};
}

class Collector {
 public:
  explicit Collector(text::CodePageNumber fallback) : fallback_(fallback) {}

  void add(std::string_view written_name, std::string value) {
    std::string name = lower_case(written_name);
    const bool is_extended = name.ends_with('*');
    if (is_extended) {
      name.pop_back();
    }
    const std::size_t star = name.rfind('*');
    std::uint32_t number = 0;
    if (star != std::string::npos) {
      const char* const end = name.data() + name.size();
      const auto parsed = std::from_chars(name.data() + star + 1, end, number);
      if (parsed.ec == std::errc() && parsed.ptr == end && number < kMaxSegments) {
        pieces(name.substr(0, star))
            .segments.try_emplace(number,
                                  Segment{.value = std::move(value), .is_extended = is_extended});
        return;
      }
    }
    auto& place = is_extended ? pieces(name).extended : pieces(name).plain;
    if (!place) {
      place = std::move(value);
    }
  }

  void finish(ParameterisedValue& out) {
    for (const std::string& name : order_) {
      const text::Decoded value = decode(by_name_.at(name));
      out.undecodable += value.undecodable;
      out.parameters.push_back({.name = name, .value = value.utf8});
    }
  }

 private:
  Pieces& pieces(const std::string& name) {
    const auto [place, is_new] = by_name_.try_emplace(name);
    if (is_new) {
      order_.push_back(name);
    }
    return place->second;
  }

  [[nodiscard]] text::Decoded decode(const Pieces& pieces) const {
    if (pieces.extended) {
      const auto [charset, value] = split_charset(*pieces.extended);
      return decode_in_charset(decode_percent(value), charset, fallback_);
    }
    if (!pieces.segments.empty()) {
      return decode_segments(pieces.segments);
    }
    return decode_header_text(pieces.plain.value_or(std::string()), fallback_);
  }

  [[nodiscard]] text::Decoded decode_segments(
      const std::map<std::uint32_t, Segment>& segments) const {
    std::string charset;
    std::string octets;
    for (const auto& [number, segment] : segments) {
      std::string_view value = segment.value;
      if (segment.is_extended && number == 0) {
        std::tie(charset, value) = split_charset(value);
      }
      octets += segment.is_extended ? decode_percent(value) : std::string(value);
    }
    return charset.empty() ? decode_header_text(octets, fallback_)
                           : decode_in_charset(octets, charset, fallback_);
  }

  text::CodePageNumber fallback_;
  std::vector<std::string> order_;
  std::map<std::string, Pieces> by_name_;
};

/// A bare value ends before a comment, but that of a file's name may hold parentheses.
std::string_view without_comment(std::string_view name, std::string_view value) {
  const bool is_name = starts_with_word(name, "name") || starts_with_word(name, "filename");
  const std::string_view token = value.substr(0, value.find_first_of(" \t("));
  return !is_name && is_token(token) ? token : value;
}

}  // namespace

ParameterisedValue parse_parameterised(std::string_view value, text::CodePageNumber fallback) {
  const std::string unfolded = unfold(value.substr(0, kMaxParameterText));
  Lexer lexer(unfolded);
  ParameterisedValue out;
  Collector collector(fallback);
  lexer.skip_blank();
  out.value = lower_case(lexer.take_until(";("));
  lexer.skip_blank();
  static_cast<void>(lexer.take_until(";"));
  while (lexer.take(';')) {
    lexer.skip_blank();
    const std::string_view name = lexer.take_until("=;");
    if (!lexer.take('=')) {
      continue;
    }
    lexer.skip_blank();
    std::string text = lexer.take('"') ? lexer.take_quoted()
                                       : std::string(without_comment(name, lexer.take_until(";")));
    static_cast<void>(lexer.take_until(";"));
    if (!name.empty()) {
      collector.add(name, std::move(text));
    }
  }
  collector.finish(out);
  return out;
}

}  // namespace mime
