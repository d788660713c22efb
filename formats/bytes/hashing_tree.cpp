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
    return hashed(tree_->create(path), path);
  }
  [[nodiscard]] Result<std::unique_ptr<OutputFile>> create_long_lived(
      std::string_view path) override {
    return hashed(tree_->create_long_lived(path), path);
  }
  [[nodiscard]] Result<void> rename(std::string_view from, std::string_view to) override {
    return tree_->rename(from, to);
  }
  [[nodiscard]] Result<void> settle() override { return tree_->settle(); }
  [[nodiscard]] Result<void> commit() override { return tree_->commit(); }

  [[nodiscard]] std::uint64_t files_written() const override { return tree_->files_written(); }
  [[nodiscard]] std::uint64_t bytes_written() const override { return tree_->bytes_written(); }
  [[nodiscard]] std::uint64_t files_given_up() const override { return tree_->files_given_up(); }

 private:
  [[nodiscard]] Result<std::unique_ptr<OutputFile>> hashed(Result<std::unique_ptr<OutputFile>> file,
                                                           std::string_view path) {
    if (!file) {
      return file;
    }
    return std::make_unique<HashingFile>(std::move(*file), std::string(path), on_file_);
  }

  std::unique_ptr<OutputTree> tree_;
  OnFile on_file_;
};

}  // namespace

std::unique_ptr<OutputTree> open_hashing_tree(
    std::unique_ptr<OutputTree> tree, std::function<Result<void>(const HashedFile&)> on_file) {
  return std::make_unique<HashingTree>(std::move(tree), std::move(on_file));
}

}  // namespace bytes
