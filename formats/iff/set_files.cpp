#include "formats/iff/set_files.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "formats/bytes/system_error.h"

namespace iff {
namespace {

namespace fs = std::filesystem;

/// A list may have a path in front of its names: what is meant lies beside it.
std::string_view last_component(std::string_view name) {
  const std::size_t slash = name.find_last_of("/\\");
  return slash == std::string_view::npos ? name : name.substr(slash + 1);
}

}  // namespace

bytes::Result<SetFiles> SetFiles::read(const fs::path& directory) {
  const fs::path place = directory.empty() ? fs::path(".") : directory;
  SetFiles files;
  std::vector<fs::directory_entry> entries;
  std::error_code error;
  fs::directory_iterator entry(place, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    entries.push_back(*entry);
  }
  if (error) {
    return tl::unexpected(bytes::input_error(place.string(), "read the directory", error.value()));
  }
  // Of names that differ in case only, the first counts, in the order of the names.
  std::ranges::sort(entries, {}, [](const fs::directory_entry& one) { return one.path(); });
  for (const fs::directory_entry& one : entries) {
    std::error_code ignored;
    if (one.is_regular_file(ignored)) {
      const std::string name = one.path().filename().string();
      files.files_.emplace(text::fold_case(name),
                           SetFile{.name = name,
                                   .path = directory.empty() ? fs::path(name) : one.path(),
                                   .size = one.file_size(ignored)});
    }
  }
  return files;
}

const SetFile* SetFiles::find(std::string_view name, text::CodePageNumber page) const {
  constexpr text::CodePageNumber kDos = 850;
  for (const text::CodePageNumber one : std::array{text::kUtf8, page, text::kWindows1252, kDos}) {
    const auto decoded = text::decode(name, one);
    const auto found = files_.find(text::fold_case(decoded.utf8));
    if (found != files_.end()) {
      return &found->second;
    }
  }
  const std::string_view last = last_component(name);
  return last.size() < name.size() ? find(last, page) : nullptr;
}

}  // namespace iff
