#include "converters/run/store_map/map_post_office.h"

#include <filesystem>
#include <system_error>
#include <utility>

#include "converters/run/store_map/map_items.h"
#include "converters/wgpo/wgpo_to_model.h"
#include "formats/wgpo/map.h"
#include "formats/wgpo/post_office.h"
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

std::optional<bytes::Result<bytes::StoreMap>> map_post_office_file(const Source& source,
                                                                   const bytes::FileView& view,
                                                                   const MapOptions& options) {
  const auto root = office_of(source.path);
  if (root.empty()) {
    return std::nullopt;
  }
  const auto office = wgpo::PostOffice::open(root);
  const auto* const file = office ? find_in(office->tree(), source.path) : nullptr;
  if (file == nullptr) {
    return std::nullopt;
  }
  auto map = wgpo::map_of(view.bytes(), file->name);
  const auto read = [&](model::ReadMonitor& monitor, model::Sink& sink) {
    for (const auto& mailbox : office->mailboxes()) {
      auto done = convert::wgpo::wgpo_to_model(*office, root, mailbox.name, {}, monitor, sink);
      if (!done) {
        return done;
      }
    }
    return model::Result<void>();
  };
  const auto going_on = [&] { return !options.progress || options.progress(source.size); };
  if (auto added = add_items(map, file->name, read, going_on); !added) {
    return bytes::Result<bytes::StoreMap>(tl::unexpected(added.error()));
  }
  return bytes::Result<bytes::StoreMap>(std::move(map));
}

}  // namespace run
