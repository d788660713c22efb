// File and folder names that every file system takes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace mime {

/// The longest name of one file or directory, and the longest path below the output, in octets.
inline constexpr std::size_t kMaxName = 120;
inline constexpr std::size_t kMaxPath = 240;

/// `name` as one component of a path on Linux, macOS and Windows: NFC, no control (C0, C1, line
/// separators, bidirectional marks), none of <>:"/\|?*%, no blanks or dots at its end, no dot,
/// blank, '-' or '~' in front, no device name (CON, COM1, ...), at most `max_size` octets (at least
/// 24). What is replaced becomes '_'; a name that is cut is shortened by shorten_name(). "(no
/// name)" when it is empty.
[[nodiscard]] std::string safe_name(std::string_view name, std::size_t max_size = kMaxName);

/// The front of `name` in at most `max_size` octets, its end '-' and eight digits of the hash of
/// `original`.
[[nodiscard]] std::string shorten_name(std::string_view name, std::string_view original,
                                       std::size_t max_size);

/// The folder names of a path in one string, for hashing.
[[nodiscard]] std::string joined_path(const std::vector<std::string>& path);

/// "000001-19950314-0915-subject.eml": the date in UTC, left out when there is none (or none
/// between the years 1 and 9999); the subject with '-' for what a name cannot hold, cut to fit.
[[nodiscard]] std::string message_file_name(std::uint64_t number,
                                            std::optional<std::int64_t> unix_seconds,
                                            std::string_view subject,
                                            std::size_t max_size = kMaxName);

/// Gives the folders of a tree their directories: safe, and unique among their siblings also where
/// case does not count.
class FolderNames {
 public:
  /// A folder's directory also claims its name with each of these behind it: a folder "a.mbox" may
  /// not take the place of the file of folder "a". `reserved` names at the top, in lower case, go
  /// to no folder.
  FolderNames(std::vector<std::string> file_suffixes, const std::vector<std::string>& reserved);

  /// The directory of the folder, relative, "" for the top. The same path gets the same directory
  /// again; parents that were never added are, on the way.
  [[nodiscard]] std::string add(const std::vector<std::string>& path);
  /// Another directory name beside that of `path`, which add() has met.
  [[nodiscard]] std::string add_again(const std::vector<std::string>& path);

 private:
  [[nodiscard]] std::string unique_name(const std::string& parent, std::string_view name,
                                        std::size_t max_size);
  [[nodiscard]] std::string make_directory(const std::string& parent,
                                           const std::vector<std::string>& path);

  std::vector<std::string> file_suffixes_;
  std::map<std::vector<std::string>, std::string> directories_;
  std::map<std::string, std::set<std::string>> taken_;  // by directory; case-folded
  // The last number given, by directory and wanted name, case-folded.
  std::map<std::pair<std::string, std::string>, std::uint64_t> numbers_;
};

}  // namespace mime
