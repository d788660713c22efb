#include "formats/iff/set_files.h"

#include <algorithm>
#include <array>
#include <system_error>

#include "formats/bytes/system_error.h"

namespace iff {
namespace {

namespace fs = std::filesystem;

/// In front of a key; no name has it.
constexpr std::string_view kTwin = "/";

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
  std::ranges::sort(entries, {}, [](const fs::directory_entry& one) { return one.path(); });
  for (const fs::directory_entry& one : entries) {
    std::error_code ignored;
    if (one.is_regular_file(ignored)) {
      const std::string name = one.path().filename().string();
      std::string key = text::fold_case(name);
      if (files.files_.contains(key)) {
        key = std::string(kTwin) + name;
      }
      files.files_.emplace(key, SetFile{.key = key,
                                        .name = name,
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
    for (const std::string& key :
         std::array{std::string(kTwin) + decoded.utf8, text::fold_case(decoded.utf8)}) {
      if (const auto found = files_.find(key); found != files_.end()) {
        return &found->second;
      }
    }
  }
  const std::string_view last = last_component(name);
  return last.size() < name.size() ? find(last, page) : nullptr;
}

}  // namespace iff
