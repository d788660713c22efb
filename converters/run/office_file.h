// A file of a post office that is given by itself: known by its place.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "formats/wgpo/post_office.h"

namespace run {

struct OfficeFile {
  std::filesystem::path root;  // of the post office
  std::shared_ptr<const wgpo::PostOffice> office;
  std::string name;  // wgpo::TreeFile::name
};

/// nullopt when no directory above `path` is a post office, or it does not count the file.
[[nodiscard]] std::optional<OfficeFile> find_office_file(const std::filesystem::path& path);

}  // namespace run
