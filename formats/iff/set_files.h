// The files beside a packing list, whatever the case of their names. FORMAT.md 1.2.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/result.h"
#include "formats/text/code_page.h"

namespace iff {

struct SetFile {
  std::string key;   // no two of a directory have the same
  std::string name;  // as the directory has it
  std::filesystem::path path;
  std::uint64_t size = 0;
};

/// The regular files directly in a directory.
class SetFiles {
 public:
  /// Errors as for reading the directory.
  [[nodiscard]] static bytes::Result<SetFiles> read(const std::filesystem::path& directory);

  /// The file that a list or a pointer means by `name`, 8-bit: as it is, or read in the code page
  /// of the set or in 1252, 850 or UTF-8. Of names that differ in case only it is the one spelled
  /// alike, else the first. nullptr: there is none.
  [[nodiscard]] const SetFile* find(std::string_view name, text::CodePageNumber page) const;
  /// By their keys, in the order of their names.
  [[nodiscard]] const std::map<std::string, SetFile>& all() const { return files_; }
  /// Those whose names differ from an earlier one's in case only.
  [[nodiscard]] static bool is_twin(const SetFile& file) { return file.key.starts_with('/'); }

 private:
  // By their names in lower case; the second of two such by "/" and its name.
  std::map<std::string, SetFile> files_;
};

}  // namespace iff
