#include "converters/ccmail_plan/dos_path.h"

#include <algorithm>
#include <array>

namespace convert::ccmail_plan {
namespace {

constexpr std::size_t kDrive = 3;  // "C:\"

bool is_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_letter_or_digit(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

bool is_device(std::string_view stem) {
  constexpr auto kDevices = std::to_array<std::string_view>({"CON", "PRN", "AUX", "NUL"});
  const bool is_port = stem.size() == 4 && (stem.starts_with("COM") || stem.starts_with("LPT")) &&
                       stem[3] >= '0' && stem[3] <= '9';
  return is_port || std::ranges::find(kDevices, stem) != kDevices.end();
}

}  // namespace

bool is_dos_name(std::string_view name) {
  constexpr std::size_t kStem = 8;
  constexpr std::size_t kExtension = 3;
  const std::size_t period = name.find('.');
  const auto stem = name.substr(0, period);
  const bool has_stem =
      !stem.empty() && stem.size() <= kStem &&
      std::ranges::all_of(stem, [](char c) { return is_letter_or_digit(c) || c == '_'; }) &&
      !is_device(stem);
  if (period == std::string_view::npos) {
    return has_stem;
  }
  const auto extension = name.substr(period + 1);
  return has_stem && !extension.empty() && extension.size() <= kExtension &&
         std::ranges::all_of(extension, is_letter_or_digit);
}

std::optional<std::string> why_not_dos_path(std::string_view path) {
  const std::string shown(path);
  if (path.size() <= kDrive || !is_letter(path[0]) || path.substr(1, 2) != ":\\") {
    return shown + ": a drive and a directory are wanted, as C:\\X";
  }
  // The longest path of DOS is 64 characters.
  constexpr std::size_t kLongest = 64;
  if (path.size() > kLongest) {
    return shown + ": longer than the " + std::to_string(kLongest) + " characters of DOS";
  }
  std::string_view rest = path.substr(kDrive);
  while (true) {
    const std::size_t end = rest.find('\\');
    if (!is_dos_name(rest.substr(0, end))) {
      return shown +
             ": EXPORT takes names of DOS only: at most 8 of A-Z, 0-9, _, and 3 behind a full "
             "stop, no blanks (Q194869)";
    }
    if (end == std::string_view::npos) {
      return std::nullopt;
    }
    rest.remove_prefix(end + 1);
  }
}

std::optional<std::string> why_not_paths(const DosPaths& paths) {
  for (const std::string& path : {paths.post_office, paths.work}) {
    if (auto why = why_not_dos_path(path)) {
      return why;
    }
  }
  const bool is_inside = (paths.work + "\\").starts_with(paths.post_office + "\\") ||
                         (paths.post_office + "\\").starts_with(paths.work + "\\");
  if (is_inside) {
    return paths.work + ": the copy of the post office needs a directory of its own";
  }
  if (paths.work[0] != paths.post_office[0]) {
    return paths.work + ": it must be on the drive of " + paths.post_office;
  }
  return std::nullopt;
}

std::string host_path(std::string_view dos_path) {
  std::string path(1, dos_path[0]);
  path += "/" + std::string(dos_path.substr(kDrive));
  std::ranges::replace(path, '\\', '/');
  return path;
}

}  // namespace convert::ccmail_plan
