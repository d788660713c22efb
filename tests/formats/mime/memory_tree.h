// An OutputTree that keeps its files in memory, and can run out of space.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/output.h"

namespace test {

struct MemoryFile {
  std::string content;
  std::int64_t mtime = bytes::OutputFile::kKeepTime;
  bool closed = false;
};

class MemoryTree final : public bytes::OutputTree {
 public:
  [[nodiscard]] bytes::Result<void> make_directory(std::string_view path) override {
    directories.emplace(path);
    return {};
  }
  [[nodiscard]] bytes::Result<std::unique_ptr<bytes::OutputFile>> create(
      std::string_view path) override {
    if (files.contains(std::string(path))) {
      return bytes::fail(bytes::ErrorKind::Exists, std::string(path));
    }
    files[std::string(path)] = {};
    ++open_files;
    most_open = std::max(most_open, open_files);
    return std::make_unique<File>(*this, std::string(path));
  }
  [[nodiscard]] bytes::Result<void> rename(std::string_view from, std::string_view to) override {
    auto node = files.extract(std::string(from));
    node.key() = std::string(to);
    files.insert(std::move(node));
    return {};
  }
  [[nodiscard]] bytes::Result<void> commit() override { return {}; }

  std::map<std::string, MemoryFile> files;
  std::set<std::string> directories;
  std::uint64_t space = UINT64_MAX;
  std::size_t open_files = 0;
  std::size_t most_open = 0;

 private:
  class File final : public bytes::OutputFile {
   public:
    File(MemoryTree& tree, std::string path) : tree_(tree), path_(std::move(path)) {}
    File(const File&) = delete;
    File(File&&) = delete;
    File& operator=(const File&) = delete;
    File& operator=(File&&) = delete;
    ~File() override {
      if (!closed_) {
        tree_.files.erase(path_);
        --tree_.open_files;
      }
    }
    using OutputFile::write;
    [[nodiscard]] bytes::Result<void> write(std::span<const std::byte> data) override {
      if (data.size() > tree_.space) {
        return bytes::fail(bytes::ErrorKind::NoSpace, path_);
      }
      tree_.space -= data.size();
      tree_.files[path_].content += bytes::as_text(data);
      return {};
    }
    [[nodiscard]] bytes::Result<void> close(std::int64_t mtime) override {
      tree_.files[path_].mtime = mtime;
      tree_.files[path_].closed = true;
      closed_ = true;
      --tree_.open_files;
      return {};
    }

   private:
    MemoryTree& tree_;
    std::string path_;
    bool closed_ = false;
  };
};

}  // namespace test
