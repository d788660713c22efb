#include "mime_decoder.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace test {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

int hex_digit(char c) {
  const auto at = std::string_view("0123456789ABCDEF").find(c);
  return at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string decode_hex(std::string_view text, char mark) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == mark && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
        hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

void skip_blanks(std::string_view& text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
    text.remove_prefix(1);
  }
}

std::string take_until(std::string_view& text, std::string_view stops) {
  const std::size_t end = std::min(text.find_first_of(stops), text.size());
  std::string out(text.substr(0, end));
  text.remove_prefix(end);
  return out;
}

std::string take_value(std::string_view& text) {
  if (!text.starts_with('"')) {
    return take_until(text, "; \t");
  }
  std::string out;
  for (text.remove_prefix(1); !text.empty() && text.front() != '"'; text.remove_prefix(1)) {
    if (text.front() == '\\') {
      text.remove_prefix(1);
    }
    out += text.front();
  }
  text.remove_prefix(1);
  return out;
}

/// "value; a=b; c*0*=utf-8''d; c*1*=e": the value, and its parameters put together.
std::string parse_parameters(std::string_view text, std::map<std::string, std::string>& out) {
  skip_blanks(text);
  const std::string value = take_until(text, "; \t");
  while (true) {
    skip_blanks(text);
    if (!text.starts_with(';')) {
      return value;
    }
    text.remove_prefix(1);
    skip_blanks(text);
    std::string name = lower(take_until(text, "="));
    text.remove_prefix(text.empty() ? 0 : 1);
    std::string content = take_value(text);
    const bool extended = name.ends_with('*');
    const auto star = name.find('*');
    const bool first =
        star == std::string::npos || name.find_first_of("123456789", star) == std::string::npos;
    if (extended && first) {
      content.erase(0, content.find('\'', content.find('\'') + 1) + 1);
    }
    out[name.substr(0, star)] += extended ? decode_hex(content, '%') : content;
  }
}

void decode_header(std::string_view text, Part& part) {
  while (!text.empty()) {
    std::size_t end = text.find("\r\n");
    while (end + 2 < text.size() && (text[end + 2] == ' ' || text[end + 2] == '\t')) {
      end = text.find("\r\n", end + 2);
    }
    std::string line(text.substr(0, end));
    text.remove_prefix(end + 2);
    for (auto at = line.find("\r\n"); at != std::string::npos; at = line.find("\r\n")) {
      line.erase(at, 2);
    }
    const std::size_t colon = line.find(':');
    std::string value = line.substr(std::min(colon + 1, line.size()));
    if (value.starts_with(' ')) {
      value.erase(0, 1);
    }
    part.header.emplace_back(line.substr(0, colon), value);
  }
  part.type = parse_parameters(part.field("Content-Type"), part.type_parameters);
  part.disposition =
      parse_parameters(part.field("Content-Disposition"), part.disposition_parameters);
  part.encoding = part.field("Content-Transfer-Encoding");
}

void decode_multipart(std::string_view body, Part& part) {
  const std::string delimiter = "\r\n--" + part.type_parameters["boundary"];
  std::string text = "\r\n" + std::string(body);
  std::size_t at = text.find(delimiter);
  while (at != std::string::npos && text.compare(at + delimiter.size(), 2, "--") != 0) {
    const std::size_t begin = at + delimiter.size() + 2;
    at = text.find(delimiter, begin - 2);
    part.parts.push_back(decode_message(std::string_view(text).substr(begin, at - begin)));
  }
}

}  // namespace

std::string Part::field(std::string_view name) const {
  for (const auto& [field_name, value] : header) {
    if (lower(field_name) == lower(name)) {
      return value;
    }
  }
  return "(none)";
}

Part decode_message(std::string_view text) {
  Part part;
  const std::size_t end = text.find("\r\n\r\n");
  decode_header(text.substr(0, end + 2), part);
  const std::string_view body = text.substr(end + 4);
  if (part.type.starts_with("multipart/")) {
    decode_multipart(body, part);
  } else if (part.type == "message/rfc822") {
    part.parts.push_back(decode_message(body));
  } else if (part.encoding == "base64") {
    part.content = decode_base64(body);
  } else if (part.encoding == "quoted-printable") {
    part.content = decode_quoted_printable(body);
  } else {
    part.content = std::string(body);
  }
  return part;
}

std::string decode_base64(std::string_view text) {
  static constexpr std::string_view kAlphabet =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  unsigned bits = 0;
  int count = 0;
  for (const char c : text) {
    const auto value = kAlphabet.find(c);
    if (value == std::string_view::npos) {
      continue;
    }
    bits = (bits << 6U | static_cast<unsigned>(value)) & 0xFFFFFFU;
    count += 6;
    if (count >= 8) {
      count -= 8;
      out += static_cast<char>((bits >> static_cast<unsigned>(count)) & 0xFFU);
    }
  }
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string joined;
  std::size_t begin = 0;
  for (auto at = text.find("=\r\n"); at != std::string_view::npos; at = text.find("=\r\n", begin)) {
    joined += text.substr(begin, at - begin);
    begin = at + 3;
  }
  joined += text.substr(begin);
  return decode_hex(joined, '=');
}

std::string decode_words(std::string_view value) {
  std::string out;
  std::string gap;
  bool after_word = false;
  while (!value.empty()) {
    if (value.front() == ' ' || value.front() == '\t') {
      gap += value.front();
      value.remove_prefix(1);
      continue;
    }
    std::string word = take_until(value, " \t");
    const bool encoded = word.starts_with("=?") && word.ends_with("?=") && word.size() > 8;
    if (encoded) {
      const auto kind = word.find('?', 2);
      const std::string text = word.substr(kind + 3, word.size() - kind - 5);
      if (word[kind + 1] == 'B') {
        word = decode_base64(text);
      } else {
        std::string spaced = text;
        std::ranges::replace(spaced, '_', ' ');
        word = decode_hex(spaced, '=');
      }
    }
    out += encoded && after_word ? "" : gap;
    out += word;
    gap.clear();
    after_word = encoded;
  }
  return out + gap;
}

std::string find_line_fault(std::string_view text) {
  bool in_header = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 2, text.size()));
    const std::string shown(line.substr(0, 60));
    if (line.size() > 998) {
      return "line of " + std::to_string(line.size()) + ": " + shown;
    }
    if (line.find_first_of("\r\n") != std::string_view::npos) {
      return "bare line end: " + shown;
    }
    if (std::ranges::any_of(line, [](char c) {
          return c == '\0' || (static_cast<unsigned char>(c) & 0x80U) != 0;
        })) {
      return "NUL or 8-bit octet: " + shown;
    }
    if (line.empty()) {
      in_header = false;
    } else if (in_header && line.find_first_not_of(" \t") == std::string_view::npos) {
      return "header line of white space only";
    }
  }
  return {};
}

}  // namespace test
