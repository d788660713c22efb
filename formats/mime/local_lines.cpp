#include "formats/mime/local_lines.h"

#include <algorithm>

namespace mime {
namespace {

bool looks_like_separator(std::string_view line) {
  const std::size_t text = std::min(line.find_first_not_of('>'), line.size());
  return line.substr(text).starts_with("From ");
}

}  // namespace

void LocalLines::append(std::string_view piece, std::string& out) {
  for (;;) {
    const std::size_t end = piece.find('\n');
    if (end == std::string_view::npos) {
      unfinished_ += piece;
      return;
    }
    std::string_view line = piece.substr(0, end);
    if (!unfinished_.empty()) {
      unfinished_ += line;
      line = unfinished_;
    }
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    add_line(line, out);
    out += '\n';
    unfinished_.clear();
    piece.remove_prefix(end + 1);
  }
}

void LocalLines::finish(std::string& out) {
  add_line(unfinished_, out);
  unfinished_.clear();
}

void LocalLines::add_line(std::string_view line, std::string& out) const {
  if (quoting_ == Quoting::Mboxrd && looks_like_separator(line)) {
    out += '>';
  }
  out += line;
}

}  // namespace mime
