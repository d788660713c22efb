#include "converters/run/office_file.h"

#include <system_error>
#include <utility>

#include "formats/wgpo/tree.h"

namespace run {
namespace {

/// formats/wgpo/FORMAT.md 1: what is below the sixth level is left out.
constexpr int kDeepestFile = 6;

/// The directory above `path` that is a post office; empty: none is.
std::filesystem::path office_of(const std::filesystem::path& path) {
  std::error_code ignored;
  auto root = std::filesystem::absolute(path, ignored).lexically_normal();
  for (int level = 0; level < kDeepestFile && root.has_relative_path(); ++level) {
    root = root.parent_path();
    if (wgpo::sniff_tree(root) != wgpo::TreeKind::None) {
      return root;
    }
  }
  return {};
}

const wgpo::TreeFile* find_in(const wgpo::Tree& tree, const std::filesystem::path& path) {
  for (const auto& [name, file] : tree.files()) {
    std::error_code ignored;
    if (std::filesystem::equivalent(file.path, path, ignored)) {
      return &file;
    }
  }
  return nullptr;
}

}  // namespace

std::optional<OfficeFile> find_office_file(const std::filesystem::path& path) {
  const auto root = office_of(path);
  if (root.empty()) {
    return std::nullopt;
  }
  auto office = wgpo::PostOffice::open(root);
  const auto* const file = office ? find_in(office->tree(), path) : nullptr;
  if (file == nullptr) {
    return std::nullopt;
  }
  auto name = file->name;
  return OfficeFile{.root = root,
                    .office = std::make_shared<const wgpo::PostOffice>(*std::move(office)),
                    .name = std::move(name)};
}

}  // namespace run
