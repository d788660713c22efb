#include "converters/run/write_behind_tree.h"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "converters/run/ordered_worker.h"

namespace run {
namespace {

using bytes::Result;

/// What a file holds while it waits.
using Content = std::vector<std::byte>;

constexpr std::size_t kLargestThatWaits = std::size_t{4} * 1024 * 1024;

/// Contents that were written, kept for their capacity: memory of this size is dear to come by.
class Spares {
 public:
  Content take() {
    const std::scoped_lock lock(mutex_);
    if (contents_.empty()) {
      return {};
    }
    Content content = std::move(contents_.back());
    contents_.pop_back();
    return content;
  }
  void give(Content content) {
    content.clear();
    const std::scoped_lock lock(mutex_);
    if (contents_.size() < kMost) {
      contents_.push_back(std::move(content));
    }
  }

 private:
  static constexpr std::size_t kMost = 4;
  std::mutex mutex_;
  std::vector<Content> contents_;
};

class WriteBehindTree final : public bytes::OutputTree {
 public:
  explicit WriteBehindTree(std::unique_ptr<bytes::OutputTree> tree)
      : tree_(std::move(tree)),
        worker_({.items = 512, .bytes = std::uint64_t{6} * 1024 * 1024}, Worker::AtEnd::Finish,
                [this](Job& job) { return do_job(job); }) {}

  [[nodiscard]] Result<void> make_directory(std::string_view path) override {
    return put(Directory{std::string(path)}, path.size());
  }
  [[nodiscard]] Result<std::unique_ptr<bytes::OutputFile>> create(std::string_view path) override;
  [[nodiscard]] Result<std::unique_ptr<bytes::OutputFile>> create_long_lived(
      std::string_view path) override {
    auto settled = settle();
    return settled ? tree_->create(path) : tl::unexpected(settled.error());
  }
  [[nodiscard]] Result<void> rename(std::string_view from, std::string_view to) override {
    return put(Renaming{.from = std::string(from), .to = std::string(to)}, from.size() + to.size());
  }
  /// All that was put is done: `tree_` is the caller's until the next put().
  [[nodiscard]] Result<void> settle() override { return worker_.settle(); }
  [[nodiscard]] Result<void> commit() override {
    auto settled = settle();
    return settled ? tree_->commit() : settled;
  }

  [[nodiscard]] std::uint64_t files_written() const override { return tree_->files_written(); }
  [[nodiscard]] std::uint64_t bytes_written() const override { return tree_->bytes_written(); }
  [[nodiscard]] std::uint64_t files_given_up() const override { return waiting_files_; }

 private:
  class WaitingFile;

  struct Directory {
    std::string path;
  };
  struct Renaming {
    std::string from;
    std::string to;
  };
  struct File {
    std::string path;
    Content content;
    std::int64_t modified_unix_seconds = 0;
  };
  using Job = std::variant<Directory, Renaming, File>;
  using Worker = OrderedWorker<Job>;

  Result<void> put(Job job, std::size_t size) {
    return worker_.put(std::move(job), sizeof(Job) + size);
  }

  Result<void> do_job(Job& job) {
    if (const auto* const directory = std::get_if<Directory>(&job)) {
      return tree_->make_directory(directory->path);
    }
    if (const auto* const renaming = std::get_if<Renaming>(&job)) {
      return tree_->rename(renaming->from, renaming->to);
    }
    return write_file(std::get<File>(job));
  }

  Result<void> write_file(File& waiting) {
    auto file = tree_->create(waiting.path);
    if (!file) {
      return tl::unexpected(std::move(file.error()));
    }
    if (auto written = (*file)->write(waiting.content); !written) {
      return written;
    }
    spares_.give(std::move(waiting.content));
    auto closed = (*file)->close(waiting.modified_unix_seconds);
    waiting_files_ -= closed ? 1U : 0U;
    return closed;
  }

  std::unique_ptr<bytes::OutputTree> tree_;
  Spares spares_;
  std::atomic<std::uint64_t> waiting_files_ = 0;
  Worker worker_;  // goes first: its jobs use all of this
};

class WriteBehindTree::WaitingFile final : public bytes::OutputFile {
 public:
  WaitingFile(WriteBehindTree& tree, std::string path)
      : tree_(tree), path_(std::move(path)), content_(tree.spares_.take()) {}

  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    if (direct_ == nullptr && data.size() > kLargestThatWaits - content_.size()) {
      if (auto begun = begin_direct(); !begun) {
        return begun;
      }
    }
    if (direct_ != nullptr) {
      return direct_->write(data);
    }
    content_.insert(content_.end(), data.begin(), data.end());
    return {};
  }

  [[nodiscard]] Result<void> close(std::int64_t modified_unix_seconds) override {
    return direct_ != nullptr ? direct_->close(modified_unix_seconds)
                              : put_in_line(modified_unix_seconds);
  }

 private:
  Result<void> begin_direct() {
    if (auto settled = tree_.settle(); !settled) {
      return settled;
    }
    auto file = tree_.tree_->create(path_);
    if (!file) {
      return tl::unexpected(std::move(file.error()));
    }
    direct_ = std::move(*file);
    const Content begin = std::move(content_);
    return direct_->write(begin);
  }

  Result<void> put_in_line(std::int64_t modified_unix_seconds) {
    const auto size = path_.size() + content_.size();
    ++tree_.waiting_files_;
    auto put = tree_.put(File{.path = std::move(path_),
                              .content = std::move(content_),
                              .modified_unix_seconds = modified_unix_seconds},
                         size);
    tree_.waiting_files_ -= put ? 0U : 1U;
    return put;
  }

  WriteBehindTree& tree_;
  std::string path_;
  Content content_;
  std::unique_ptr<bytes::OutputFile> direct_;  // once it is too large to wait
};

Result<std::unique_ptr<bytes::OutputFile>> WriteBehindTree::create(std::string_view path) {
  return std::make_unique<WaitingFile>(*this, std::string(path));
}

}  // namespace

std::unique_ptr<bytes::OutputTree> write_behind(std::unique_ptr<bytes::OutputTree> tree) {
  return std::make_unique<WriteBehindTree>(std::move(tree));
}

}  // namespace run
