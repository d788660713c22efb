#include "formats/mime/content_line.h"

#include <algorithm>
#include <cstddef>

#include "formats/mime/ascii.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

// RFC 5545 3.1, RFC 6350 3.2: "Lines of text SHOULD NOT be longer than 75 octets, excluding the
// line break."
constexpr std::size_t kLongestLine = 75;
// UTF-8 sequences have at most this many octets; a longer run of continuation octets is no text.
constexpr std::size_t kLongestSequence = 4;

/// RFC 5545 3.1 CONTROL: what no value may hold.
bool is_forbidden(char c) { return is_control(c) && c != '\t'; }

/// How many octets of `text`, at most `limit`, end at a character's border.
std::size_t fitting(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) {
    return text.size();
  }
  const std::size_t whole = text::utf8_front(text, limit).size();
  return whole + kLongestSequence <= limit ? limit : whole;
}

std::string fold(std::string_view line) {
  std::string out;
  std::size_t room = kLongestLine;
  while (true) {
    const std::size_t taken = fitting(line, room);
    out += line.substr(0, taken);
    out += "\r\n";
    line.remove_prefix(taken);
    if (line.empty()) {
      return out;
    }
    out += ' ';
    room = kLongestLine - 1;
  }
}

std::string parameter_value(std::string_view value) {
  std::string encoded;
  bool quoted = false;
  for (const char c : value) {
    switch (c) {
      case '^':
        encoded += "^^";
        break;
      case '"':
        encoded += "^'";
        break;
      case '\n':
        encoded += "^n";
        break;
      case '\r':
        break;
      case ':':
      case ';':
      case ',':
        quoted = true;
        encoded += c;
        break;
      default:
        encoded += is_forbidden(c) ? ' ' : c;
    }
  }
  return quoted ? '"' + encoded + '"' : encoded;
}

}  // namespace

std::string escape_text(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const char c = utf8[i];
    if (c == '\\' || c == ';' || c == ',') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\r') {
      out += "\\n";
      if (c == '\r' && i + 1 < utf8.size() && utf8[i + 1] == '\n') {
        ++i;
      }
    } else {
      out += is_forbidden(c) ? ' ' : c;
    }
  }
  return out;
}

std::string content_line(std::string_view name, const std::vector<LineParameter>& parameters,
                         std::string_view value) {
  std::string line(name);
  for (const LineParameter& parameter : parameters) {
    line += ';';
    line += parameter.name;
    line += '=';
    line += parameter_value(parameter.value);
  }
  line += ':';
  line += value;
  std::ranges::replace_if(line, is_forbidden, ' ');
  return fold(line);
}

std::string content_line(std::string_view name, std::string_view value) {
  return content_line(name, {}, value);
}

std::string mailto_uri(std::string_view addr_spec) {
  // RFC 6068 2: unreserved, some-delims and '@' stand for themselves.
  constexpr std::string_view kPlain = "-._~!$'()*+,:@";
  std::string uri = "mailto:";
  for (const char c : addr_spec) {
    if (is_alnum(c) || kPlain.find(c) != std::string_view::npos) {
      uri += c;
    } else {
      append_hex(uri, '%', c);
    }
  }
  return uri;
}

}  // namespace mime
