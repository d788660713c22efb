// A tree that becomes a bag.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "formats/bagit/bag_text.h"
#include "formats/bytes/output.h"

namespace bagit {

/// What is known of the payload when it is complete.
struct Summary {
  Payload payload;
  std::string manifest_sha256;
};

/// Files below "data/" are payload, all others tag files. commit() adds the manifests, the
/// declaration and bag-info.txt, and completes the tree. Memory grows with the tag files alone: a
/// payload file is listed when it is closed, and may not be renamed.
class BagTree final : public bytes::OutputTree {
 public:
  explicit BagTree(std::unique_ptr<bytes::OutputTree> tree);

  /// Called by commit() before anything else: tag files that were written until now are closed.
  void set_close_tags(std::function<bytes::Result<void>()> close_tags) {
    close_tags_ = std::move(close_tags);
  }
  /// Called by commit() for what bag-info.txt says.
  void set_info(std::function<Info(const Summary&)> info) { info_ = std::move(info); }

  [[nodiscard]] bytes::Result<void> make_directory(std::string_view path) override;
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::OutputFile>> create(
      std::string_view path) override;
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::OutputFile>> create_long_lived(
      std::string_view path) override;
  [[nodiscard]] bytes::Result<void> rename(std::string_view from, std::string_view to) override;
  [[nodiscard]] bytes::Result<void> settle() override { return tree_->settle(); }
  [[nodiscard]] bytes::Result<void> commit() override;

  [[nodiscard]] std::uint64_t files_written() const override { return tree_->files_written(); }
  [[nodiscard]] std::uint64_t bytes_written() const override { return tree_->bytes_written(); }
  [[nodiscard]] std::uint64_t files_given_up() const override { return tree_->files_given_up(); }

 private:
  [[nodiscard]] bytes::Result<void> list(const std::string& path, const std::string& sha256,
                                         std::uint64_t size);
  [[nodiscard]] bytes::Result<void> write_manifest();

  std::unique_ptr<bytes::OutputTree> tree_;
  std::function<bytes::Result<void>()> close_tags_;
  std::function<Info(const Summary&)> info_;
  std::unique_ptr<bytes::OutputFile> manifest_;  // made with the first payload file
  std::string lines_;                            // that are not in it yet
  Payload payload_;
  std::vector<std::pair<std::string, std::string>> tags_;  // path, SHA-256
};

}  // namespace bagit
