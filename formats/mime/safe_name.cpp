#include "formats/mime/safe_name.h"

#include <algorithm>
#include <array>
#include <span>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "formats/mime/ascii.h"
#include "formats/text/calendar_date.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace mime {
namespace {

// Directories stay this short, so that a message's file name has room below kMaxPath.
constexpr std::size_t kMaxDirectory = 180;
constexpr std::size_t kShortestName = 24;
constexpr std::size_t kHashDigits = 8;
// Where folders go whose path would pass kMaxDirectory; their names there end in a hash of it.
constexpr std::string_view kDeepFolders = "(deep)";

std::string hash_of(std::string_view text) {
  const auto digest = bytes::sha256(std::as_bytes(std::span(text)));
  return bytes::to_hex(std::span(digest).first(kHashDigits / 2));
}

/// The octets of a character that no name may hold.
bool is_forbidden_in_names(std::string_view character) {
  if (character.size() == 1) {
    const char c = character.front();
    return is_control(c) || std::string_view("<>:\"/\\|?*%").find(c) != std::string_view::npos;
  }
  const auto in = [&](std::string_view first, std::string_view last) {
    return character >= first && character <= last;
  };
  // NOLINTBEGIN(misc-misleading-bidirectional): they are what is looked for.
  return in("\xC2\x80", "\xC2\x9F") ||          // C1 controls
         in("\xE2\x80\x8E", "\xE2\x80\x8F") ||  // LRM, RLM
         in("\xE2\x80\xA8", "\xE2\x80\xAE") ||  // line and paragraph separator, LRE to RLO
         in("\xE2\x81\xA6", "\xE2\x81\xA9");    // LRI to PDI
  // NOLINTEND(misc-misleading-bidirectional)
}

/// `name` in NFC, with `replacement` for each character that no name may hold.
std::string without_forbidden(std::string_view name, char replacement) {
  const std::string nfc = text::to_nfc(name);
  std::string out;
  for (std::string_view rest = nfc; !rest.empty();) {
    const std::string_view character =
        rest.substr(0, std::max<std::size_t>(text::utf8_length(rest), 1));
    if (is_forbidden_in_names(character)) {
      out += replacement;
    } else {
      out += character;
    }
    rest.remove_prefix(character.size());
  }
  return out;
}

/// CON, PRN, AUX, NUL, COM0-9, LPT0-9, CONIN$, CONOUT$, with any extension. Windows reads the
/// superscript digits 1 to 3 as digits here, too.
bool is_device(std::string_view name) {
  std::string stem(name.substr(0, name.find('.')));
  stem.erase(stem.find_last_not_of(' ') + 1);
  constexpr std::array<std::string_view, 6> kDevices = {"con", "prn",    "aux",
                                                        "nul", "conin$", "conout$"};
  if (std::ranges::any_of(kDevices, [&](auto device) { return same_word(stem, device); })) {
    return true;
  }
  if (!starts_with_word(stem, "com") && !starts_with_word(stem, "lpt")) {
    return false;
  }
  const std::string_view digit = std::string_view(stem).substr(3);
  return (digit.size() == 1 && is_digit(digit[0])) || digit == "\xC2\xB9" || digit == "\xC2\xB2" ||
         digit == "\xC2\xB3";
}

std::string_view trim_end(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" .") + 1);
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(' ');
  return begin == std::string_view::npos ? std::string_view() : trim_end(text.substr(begin));
}

std::string date_part(std::optional<std::int64_t> unix_seconds) {
  // Years 1 to 9999.
  constexpr std::int64_t kFirst = -62'135'596'800;
  constexpr std::int64_t kLast = 253'402'300'799;
  if (!unix_seconds || *unix_seconds < kFirst || *unix_seconds > kLast) {
    return {};
  }
  const std::string time = text::icalendar_time(*unix_seconds * text::kTicksPerSecond);
  return "-" + time.substr(0, 8) + "-" + time.substr(9, 4);
}

/// The subject as a slug: runs of what a name cannot hold, and of blanks, are one '-'.
std::string subject_part(std::string_view subject) {
  std::string out;
  for (const char c : without_forbidden(subject, '-')) {
    if (c != ' ' && c != '-') {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  return out;
}

std::string join(const std::string& parent, std::string_view name) {
  return parent.empty() ? std::string(name) : parent + "/" + std::string(name);
}

}  // namespace

std::string shorten_name(std::string_view name, std::string_view original, std::size_t max_size) {
  const std::string_view front = text::utf8_front(name, max_size - kHashDigits - 1);
  return std::string(trim_end(front)) + "-" + hash_of(original);
}

std::string joined_path(const std::vector<std::string>& path) {
  std::string out;
  for (const std::string& name : path) {
    out += name;
    out += '\0';
  }
  return out;
}

std::string safe_name(std::string_view name, std::size_t max_size) {
  std::string out(trim(without_forbidden(name, '_')));
  if (out.empty()) {
    return "(no name)";
  }
  if (out.front() == '.' || out.front() == '-' || out.front() == '~') {
    out.front() = '_';
  }
  if (is_device(out)) {
    out.insert(0, "_");
  }
  return out.size() > max_size ? shorten_name(out, name, max_size) : out;
}

std::string message_file_name(std::uint64_t number, std::optional<std::int64_t> unix_seconds,
                              std::string_view subject, std::size_t max_size) {
  constexpr std::size_t kDigits = 6;
  constexpr std::string_view kMessageSuffix = ".eml";
  std::string out = std::to_string(number);
  out.insert(0, kDigits - std::min(kDigits, out.size()), '0');
  out += date_part(unix_seconds);
  const std::string subject_text = subject_part(subject);
  if (!subject_text.empty() && out.size() + 1 + kMessageSuffix.size() < max_size) {
    out += '-';
    out += text::utf8_front(subject_text, max_size - out.size() - kMessageSuffix.size());
  }
  out.erase(out.find_last_not_of(" .-") + 1);
  out += kMessageSuffix;
  return out;
}

FolderNames::FolderNames(std::vector<std::string> file_suffixes,
                         const std::vector<std::string>& reserved)
    : file_suffixes_(std::move(file_suffixes)) {
  std::set<std::string>& top = taken_[""];
  top.insert(std::string(kDeepFolders));
  top.insert(reserved.begin(), reserved.end());
}

std::string FolderNames::add(const std::vector<std::string>& path) {
  if (path.empty()) {
    return {};
  }
  if (const auto known = directories_.find(path); known != directories_.end()) {
    return known->second;
  }
  std::string directory;
  for (std::size_t depth = 1; depth <= path.size(); ++depth) {
    const std::vector<std::string> prefix(path.begin(),
                                          path.begin() + static_cast<std::ptrdiff_t>(depth));
    const auto known = directories_.find(prefix);
    directory = known != directories_.end() ? known->second : make_directory(directory, prefix);
    directories_.emplace(prefix, directory);
  }
  return directory;
}

std::string FolderNames::add_again(const std::vector<std::string>& path) {
  const std::vector<std::string> parent(path.begin(), path.end() - 1);
  return make_directory(add(parent), path);
}

std::string FolderNames::make_directory(const std::string& parent,
                                        const std::vector<std::string>& path) {
  const std::string& name = path.back();
  // Room for the name, and for " (999999)" behind it.
  constexpr std::size_t kNumberRoom = 9;
  const std::size_t used = parent.size() + 1 + kNumberRoom;
  if (used + kShortestName <= kMaxDirectory) {
    const std::size_t room = std::min(kMaxDirectory - used, kMaxName - kNumberRoom);
    return join(parent, unique_name(parent, name, room));
  }
  constexpr std::size_t kDeepName = 60;
  const std::string deep(kDeepFolders);
  const std::string short_name =
      shorten_name(safe_name(name, kDeepName), joined_path(path), kDeepName);
  return join(deep, unique_name(deep, short_name, kDeepName));
}

std::string FolderNames::unique_name(const std::string& parent, std::string_view name,
                                     std::size_t max_size) {
  std::string safe = safe_name(name, max_size);
  const std::string folded = text::fold_case(safe);
  // Names of files beside the folders: messages, and at the top the manifest.
  if (folded.ends_with(".eml") ||
      (parent.empty() && (folded.starts_with("manifest") || folded.starts_with("restante")))) {
    safe += '_';
  }
  std::set<std::string>& taken = taken_[parent];
  std::uint64_t& number = numbers_.try_emplace({parent, folded}, 1).first->second;
  std::string candidate = safe;
  while (true) {
    std::vector<std::string> claims = {text::fold_case(candidate)};
    for (const std::string& suffix : file_suffixes_) {
      claims.push_back(claims.front() + suffix);
    }
    if (std::ranges::none_of(claims, [&](const auto& claim) { return taken.contains(claim); })) {
      taken.insert(claims.begin(), claims.end());
      return candidate;
    }
    candidate = safe + " (" + std::to_string(++number) + ")";
  }
}

}  // namespace mime
