#include "formats/bagit/bag_tree.h"

#include <algorithm>

#include "formats/bytes/hashing_tree.h"
#include "formats/bytes/write_text.h"

namespace bagit {
namespace {

using bytes::Result;

constexpr std::size_t kMostLines = 64UL * 1024;

}  // namespace

BagTree::BagTree(std::unique_ptr<bytes::OutputTree> tree)
    : tree_(bytes::open_hashing_tree(std::move(tree), [this](const bytes::HashedFile& file) {
        return list(file.path, file.sha256, file.size);
      })) {}

Result<void> BagTree::make_directory(std::string_view path) { return tree_->make_directory(path); }

Result<std::unique_ptr<bytes::OutputFile>> BagTree::create(std::string_view path) {
  return tree_->create(path);
}

Result<std::unique_ptr<bytes::OutputFile>> BagTree::create_long_lived(std::string_view path) {
  return tree_->create_long_lived(path);
}

Result<void> BagTree::rename(std::string_view from, std::string_view to) {
  if (from.starts_with(kPayload) || to.starts_with(kPayload)) {
    return bytes::fail(bytes::ErrorKind::Internal,
                       std::string(from) + ": the payload of a bag is listed under its first name",
                       "this is a bug in the program; please report it");
  }
  auto renamed = tree_->rename(from, to);
  for (auto& [path, sha256] : tags_) {
    if (renamed && path == from) {
      path = to;
    }
  }
  return renamed;
}

Result<void> BagTree::list(const std::string& path, const std::string& sha256, std::uint64_t size) {
  if (!path.starts_with(kPayload)) {
    tags_.emplace_back(path, sha256);
    return {};
  }
  ++payload_.files;
  payload_.octets += size;
  lines_ += manifest_line(sha256, path);
  return lines_.size() < kMostLines ? Result<void>() : write_manifest();
}

Result<void> BagTree::write_manifest() {
  if (manifest_ == nullptr) {
    auto made = tree_->create(kManifestName);
    if (!made) {
      return tl::unexpected(made.error());
    }
    manifest_ = std::move(*made);
  }
  auto written = manifest_->write(lines_);
  lines_.clear();
  return written;
}

Result<void> BagTree::commit() {
  if (auto closed = close_tags_ ? close_tags_() : Result<void>(); !closed) {
    return closed;
  }
  // 2.1.3: a bag has a payload manifest, also when it has no payload.
  if (auto written = write_manifest().and_then([this] { return manifest_->close(); }); !written) {
    return written;
  }
  Summary summary{.payload = payload_, .manifest_sha256 = tags_.back().second};
  const Info info = info_ ? info_(summary) : Info{{"Payload-Oxum", oxum(payload_)}};
  if (auto written = write_text(*tree_, kInfoName, info_text(info)).and_then([this] {
        return write_text(*tree_, kDeclarationName, declaration());
      });
      !written) {
    return written;
  }
  // 2.2.1: every tag file but the tag manifests.
  std::ranges::sort(tags_);
  std::string lines;
  for (const auto& [path, sha256] : tags_) {
    lines += manifest_line(sha256, path);
  }
  return write_text(*tree_, kTagManifestName, lines).and_then([this] { return tree_->commit(); });
}

}  // namespace bagit
