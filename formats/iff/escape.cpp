#include "formats/iff/escape.h"

namespace iff {
namespace {

/// "NET\PO\name", "MS:NET/PO/name", "user@host": what no line of text looks like.
bool looks_like_path(std::string_view raw) {
  return raw.find_first_of(" ,;") == std::string_view::npos &&
         raw.find("\\r\\n") == std::string_view::npos;
}

}  // namespace

Unescaped unescape(std::string_view utf8) {
  Unescaped result;
  bool has_control = false;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const char next = i + 1 < utf8.size() ? utf8[i + 1] : '\0';
    if (utf8[i] != '\\') {
      result.text += utf8[i];
    } else if (next == '\\') {
      result.text += '\\';
      ++i;
    } else if (next == 'r' || next == 'n') {
      result.text += next == 'r' ? '\r' : '\n';
      has_control = true;
      ++i;
    } else {
      result.text += '\\';
      result.finding = EscapeFinding::Unknown;
    }
  }
  if (has_control && looks_like_path(utf8)) {
    return {.text = std::string(utf8), .finding = EscapeFinding::KeptRaw};
  }
  return result;
}

}  // namespace iff
