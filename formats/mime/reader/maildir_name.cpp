#include "formats/mime/reader/maildir_name.h"

#include <algorithm>

#include "formats/mime/modified_utf7.h"
#include "formats/text/code_page.h"

namespace mime {

MaildirFlags maildir_flags(std::string_view file_name) {
  MaildirFlags flags;
  constexpr std::string_view kVersion = "2,";
  const std::size_t mark = file_name.find_last_of(":;!");
  if (mark == std::string_view::npos || !file_name.substr(mark + 1).starts_with(kVersion)) {
    return flags;
  }
  for (const char c : file_name.substr(mark + 1 + kVersion.size())) {
    flags.draft = flags.draft || c == 'D';
    flags.flagged = flags.flagged || c == 'F';
    flags.replied = flags.replied || c == 'R';
    flags.seen = flags.seen || c == 'S';
    flags.trashed = flags.trashed || c == 'T';
  }
  return flags;
}

std::vector<std::string> maildir_folder(std::string_view directory_name) {
  std::vector<std::string> path;
  if (!directory_name.starts_with('.') || directory_name == "." || directory_name == "..") {
    return path;
  }
  std::string_view rest = directory_name.substr(1);
  for (;;) {
    const std::string_view name = rest.substr(0, rest.find('.'));
    const auto decoded = decode_modified_utf7(name);
    path.push_back(decoded ? *decoded : text::decode(name, text::kUtf8).utf8);
    if (name.size() == rest.size()) {
      return path;
    }
    rest.remove_prefix(name.size() + 1);
  }
}

}  // namespace mime
