#include "converters/ccmail_plan/passwords.h"

#include <algorithm>
#include <set>
#include <utility>

#include "formats/text/ascii.h"
#include "formats/text/code_page.h"

namespace convert::ccmail_plan {
namespace {

/// Names that may stand in front of a '='.
class KnownNames {
 public:
  explicit KnownNames(const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      const std::string lower = text::lower_case(name);
      names_.insert(lower);
      const auto [like, is_only] = folded_.emplace(text::fold_case(name), lower);
      if (!is_only && like->second != lower) {
        like->second.clear();  // two names
      }
    }
  }

  /// The name in lower case, letters A to Z; empty: there is none. Where no name is quite the same,
  /// the only one that differs in the case of any letters.
  [[nodiscard]] std::string find(std::string_view name) const {
    std::string lower = text::lower_case(name);
    if (names_.contains(lower)) {
      return lower;
    }
    const auto like = folded_.find(text::fold_case(name));
    return like == folded_.end() ? std::string() : like->second;
  }

 private:
  std::set<std::string> names_;
  std::map<std::string, std::string> folded_;
};

/// The name that stands in front of a '=' of `line`: the longest one that is known.
std::optional<std::pair<std::string, std::string_view>> split(std::string_view line,
                                                              const KnownNames& known) {
  for (std::size_t equals = line.rfind('='); equals != std::string_view::npos && equals != 0;
       equals = line.rfind('=', equals - 1)) {
    std::string name = known.find(text::trim(line.substr(0, equals)));
    if (!name.empty()) {
      return std::pair(std::move(name), text::trim(line.substr(equals + 1)));
    }
  }
  return std::nullopt;
}

}  // namespace

Passwords Passwords::read(std::string_view text, const std::vector<std::string>& names,
                          std::vector<std::string>& remarks) {
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  // A name has at most a few hundred characters; each '=' of a line is tried.
  constexpr std::size_t kLongestLine = 1024;
  const KnownNames known(names);
  if (text.starts_with(kByteOrderMark)) {
    text.remove_prefix(kByteOrderMark.size());
  }
  Passwords passwords;
  std::size_t number = 0;
  while (!text.empty()) {
    ++number;
    const std::size_t end = std::min(text.find('\n'), text.size());
    const auto line = text::trim(text.substr(0, end), " \t\r");
    text.remove_prefix(std::min(end + 1, text.size()));
    const auto remark = [&](const std::string& what) {
      remarks.push_back("line " + std::to_string(number) + " of the passwords " + what);
    };
    const bool is_remark = line.starts_with(';');
    if (line.empty() || (is_remark && line.size() > kLongestLine)) {
      continue;
    }
    if (line.size() > kLongestLine) {
      remark("is too long");
      continue;
    }
    if (line.starts_with("*=")) {
      passwords.for_all_ = text::trim(line.substr(2));
      continue;
    }
    const auto found = split(line, known);
    if (!found && is_remark) {
      continue;  // and not of a name that begins so
    }
    if (!found) {
      remark("names nobody who needs a password");
    } else if (!passwords.lines_.emplace(found->first, found->second).second) {
      remark("is the second one of its name: the first counts");
    }
  }
  return passwords;
}

std::optional<std::string> Passwords::find(std::string_view name) const {
  const auto line = lines_.find(text::lower_case(name));
  if (line != lines_.end() && !line->second.empty()) {
    return line->second;
  }
  return for_all_.empty() ? std::nullopt : std::optional(for_all_);
}

bool Passwords::has_own(std::string_view name) const {
  const auto line = lines_.find(text::lower_case(name));
  return line != lines_.end() && !line->second.empty();
}

bool Passwords::has_line(std::string_view name) const {
  return lines_.contains(text::lower_case(name));
}

std::string password_file_head() {
  return "; Passwords for EXPORT, NAME=PASSWORD in each line. Keep this file to yourself (mode "
         "0600), and delete it\n"
         "; with the batch files when the mail is exported. A line *=PASSWORD is for everybody "
         "without one.\n";
}

std::string password_lines(const std::vector<std::string>& names) {
  std::string lines;
  for (const std::string& name : names) {
    lines += name + "=\n";
  }
  return lines;
}

}  // namespace convert::ccmail_plan
