#include "formats/text/x400_address.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace text {
namespace {

constexpr std::string_view kEscapedSlash = "$/";

/// The pieces between separators; "$/" separates nothing.
std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool is_escaped = i > 0 && i < text.size() && text[i] == '/' && text[i - 1] == '$';
    if (i == text.size() || (text[i] == separator && !is_escaped)) {
      pieces.push_back(text.substr(begin, i - begin));
      begin = i + 1;
    }
  }
  return pieces;
}

std::string without_escapes(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (!value.substr(i).starts_with(kEscapedSlash)) {
      out += value[i];
    }
  }
  return out;
}

std::string with_escapes(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '/') {
      out += '$';
    }
    out += c;
  }
  return out;
}

}  // namespace

std::optional<std::vector<X400Part>> parse_x400(std::string_view address) {
  const bool has_slashes = address.starts_with('/');
  const char separator = has_slashes ? '/' : ';';
  std::vector<X400Part> parts;
  for (const std::string_view piece : split(address.substr(has_slashes ? 1 : 0), separator)) {
    const std::size_t equals = piece.find('=');
    if (equals != std::string_view::npos && equals > 0) {
      const auto name = piece.substr(0, equals);
      const std::size_t blanks = std::min(name.find_first_not_of(' '), name.size());
      parts.push_back({.name = std::string(name.substr(blanks)),
                       .value = without_escapes(piece.substr(equals + 1))});
    } else if (parts.empty()) {
      return std::nullopt;
    } else if (!piece.empty()) {
      parts.back().value += separator + without_escapes(piece);
    }
  }
  return parts;
}

std::vector<X400Part> without_empty_parts(std::vector<X400Part> parts) {
  std::erase_if(parts, [](const X400Part& part) { return part.value.empty(); });
  return parts;
}

std::string to_x400(const std::vector<X400Part>& parts) {
  const bool with_slashes = std::any_of(parts.begin(), parts.end(), [](const X400Part& part) {
    return part.value.find(';') != std::string::npos;
  });
  std::string out;
  for (const X400Part& part : parts) {
    if (with_slashes) {
      out += '/' + part.name + '=' + with_escapes(part.value);
    } else {
      out += (out.empty() ? "" : ";") + part.name + '=' + part.value;
    }
  }
  return out;
}

std::string clean_x400(std::string_view address) {
  auto parts = parse_x400(address);
  return parts ? to_x400(without_empty_parts(std::move(*parts))) : std::string(address);
}

}  // namespace text
