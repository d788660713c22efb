// The files of a post office, whatever the case of their names. FORMAT.md 1 to 3.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"

namespace wgpo {

struct TreeFile {
  std::string name;  // below the root, in upper case: "GLB/ACCESS2.GLB"
  std::filesystem::path path;
  std::uint64_t size = 0;
};

enum class TreeKind : std::uint8_t {
  None,
  Damaged,     // mailbags or letters, but not the files that make a post office one
  Remote,      // the small tree of a remote client
  PostOffice,  // GLB/MASTER.GLB and GLB/ACCESS2.GLB are there
};

/// A directory looked at without reading its files. Links are not followed.
[[nodiscard]] TreeKind sniff_tree(const std::filesystem::path& root);

class Tree {
 public:
  /// Errors as for reading the directory. Directories below that cannot be read are in
  /// unreadable().
  [[nodiscard]] static bytes::Result<Tree> open(const std::filesystem::path& root);

  /// nullptr: there is none. `name` in upper case.
  [[nodiscard]] const TreeFile* find(std::string_view name) const;
  /// The files directly in `directory` ("MBG") with `extension` (".MBG"; empty: all), by name.
  [[nodiscard]] std::vector<const TreeFile*> in(std::string_view directory,
                                                std::string_view extension) const;
  [[nodiscard]] const std::map<std::string, TreeFile, std::less<>>& files() const { return files_; }
  [[nodiscard]] const std::vector<std::string>& unreadable() const { return unreadable_; }

 private:
  std::map<std::string, TreeFile, std::less<>> files_;
  std::vector<std::string> unreadable_;
};

/// The name without directory and extension: "0000001A".
[[nodiscard]] std::string stem_of(const TreeFile& file);
[[nodiscard]] std::string to_upper(std::string_view text);
/// Eight hexadecimal digits, in upper case.
[[nodiscard]] bool is_hexid(std::string_view text);

/// FORMAT.md 3: how the size of a known file must be made up; a file whose size is not is damaged.
struct SizeRule {
  std::uint64_t head = 0;
  std::uint64_t record = 0;  // 0: nothing follows the head
};
/// nullptr for files of which no size is published.
[[nodiscard]] const SizeRule* size_rule(std::string_view name);

}  // namespace wgpo
