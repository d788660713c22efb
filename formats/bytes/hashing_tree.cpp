#include "formats/bytes/hashing_tree.h"

#include <utility>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"

namespace bytes {
namespace {

using OnFile = std::function<Result<void>(const HashedFile&)>;

class HashingFile final : public OutputFile {
 public:
  HashingFile(std::unique_ptr<OutputFile> file, std::string path, OnFile on_file)
      : file_(std::move(file)), path_(std::move(path)), on_file_(std::move(on_file)) {}

  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    hash_.update(data);
    size_ += data.size();
    return file_->write(data);
  }
  [[nodiscard]] Result<void> close(std::int64_t modified_unix_seconds) override {
    if (auto closed = file_->close(modified_unix_seconds); !closed) {
      return closed;
    }
    return on_file_({.path = std::move(path_), .sha256 = to_hex(hash_.finish()), .size = size_});
  }

 private:
  std::unique_ptr<OutputFile> file_;
  std::string path_;
  OnFile on_file_;
  Sha256 hash_;
  std::uint64_t size_ = 0;
};

class HashingTree final : public OutputTree {
 public:
  HashingTree(std::unique_ptr<OutputTree> tree, OnFile on_file)
      : tree_(std::move(tree)), on_file_(std::move(on_file)) {}

  [[nodiscard]] Result<void> make_directory(std::string_view path) override {
    return tree_->make_directory(path);
  }
  [[nodiscard]] Result<std::unique_ptr<OutputFile>> create(std::string_view path) override {
    auto file = tree_->create(path);
    if (!file) {
      return file;
    }
    return std::make_unique<HashingFile>(std::move(*file), std::string(path),
                                         [this](const HashedFile& closed) {
                                           count_file();
                                           count_bytes(closed.size);
                                           return on_file_(closed);
                                         });
  }
  [[nodiscard]] Result<void> rename(std::string_view from, std::string_view to) override {
    return tree_->rename(from, to);
  }
  [[nodiscard]] Result<void> commit() override { return tree_->commit(); }

 private:
  std::unique_ptr<OutputTree> tree_;
  OnFile on_file_;
};

}  // namespace

std::unique_ptr<OutputTree> open_hashing_tree(
    std::unique_ptr<OutputTree> tree, std::function<Result<void>(const HashedFile&)> on_file) {
  return std::make_unique<HashingTree>(std::move(tree), std::move(on_file));
}

}  // namespace bytes
