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
  /// of the set or in 1252, 850 or UTF-8. nullptr: there is none.
  [[nodiscard]] const SetFile* find(std::string_view name, text::CodePageNumber page) const;
  /// By their names.
  [[nodiscard]] const std::map<std::string, SetFile>& all() const { return files_; }

 private:
  std::map<std::string, SetFile> files_;  // by their names in lower case
};

}  // namespace iff
