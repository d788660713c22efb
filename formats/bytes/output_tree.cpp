#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <functional>
#include <string>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "formats/bytes/directory_target.h"
#include "formats/bytes/file_writer.h"
#include "formats/bytes/output.h"
#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

std::string_view parent_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

/// The marks by which an unfinished tree is known go last: killed on the way, the next run still
/// knows what is left for its own.
void remove_unfinished(const std::filesystem::path& partial, std::string_view mark,
                       std::error_code& error) {
  std::filesystem::directory_iterator entry(partial, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    const auto name = entry->path().filename();
    if (name != kPartialMark && name != mark) {
      std::filesystem::remove_all(entry->path(), error);
    }
  }
  if (!error) {
    std::filesystem::remove_all(partial, error);
  }
}

using Count = std::function<void(std::uint64_t)>;

/// From here on it takes a disk longer to write a file than a processor to ask for it.
constexpr std::uint64_t kLarge = 128UL * 1024;

class TreeFile final : public OutputFile {
 public:
  TreeFile(FileWriter writer, std::filesystem::path path, Count count)
      : writer_(std::move(writer)), path_(std::move(path)), count_(std::move(count)) {}
  TreeFile(const TreeFile&) = delete;
  TreeFile(TreeFile&&) = delete;
  TreeFile& operator=(const TreeFile&) = delete;
  TreeFile& operator=(TreeFile&&) = delete;
  ~TreeFile() override {
    if (!closed_) {
      ::unlink(path_.c_str());
    }
  }

  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    written_ += data.size();
    return writer_.write(data);
  }
  [[nodiscard]] Result<void> close(std::int64_t modified_unix_seconds) override {
    if (written_ >= kLarge) {
      writer_.begin_sync();
    }
    if (auto closed = writer_.close(modified_unix_seconds); !closed) {
      return closed;
    }
    closed_ = true;
    count_(written_);
    return {};
  }

 private:
  FileWriter writer_;
  std::filesystem::path path_;
  Count count_;
  std::uint64_t written_ = 0;
  bool closed_ = false;
};

class DirectoryTree final : public OutputTree {
 public:
  DirectoryTree(DirectoryTarget place, DirectoryLock lock)
      : place_(std::move(place)), lock_(std::move(lock)) {}

  [[nodiscard]] Result<void> make_directory(std::string_view path) override {
    if (path.empty() || made_.contains(std::string(path))) {
      return {};
    }
    if (auto parent = make_directory(parent_of(path)); !parent) {
      return parent;
    }
    const auto full = place_.partial / path;
    if (::mkdir(full.c_str(), 0777) != 0 && errno != EEXIST) {
      return tl::unexpected(output_error(full.string(), "create", errno, true));
    }
    made_.emplace(path);
    return {};
  }

  [[nodiscard]] Result<std::unique_ptr<OutputFile>> create(std::string_view path) override {
    if (auto parent = make_directory(parent_of(path)); !parent) {
      return tl::unexpected(parent.error());
    }
    auto full = place_.partial / path;
    auto writer = FileWriter::open(full, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW);
    if (!writer) {
      return tl::unexpected(writer.error());
    }
    return std::make_unique<TreeFile>(std::move(*writer), std::move(full), [this](std::uint64_t n) {
      count_file();
      count_bytes(n);
    });
  }

  [[nodiscard]] Result<void> rename(std::string_view from, std::string_view to) override {
    if (auto parent = make_directory(parent_of(to)); !parent) {
      return parent;
    }
    const auto old_name = place_.partial / from;
    const auto new_name = place_.partial / to;
    if (::renameat2(AT_FDCWD, old_name.c_str(), AT_FDCWD, new_name.c_str(), RENAME_NOREPLACE) !=
        0) {
      return tl::unexpected(output_error(new_name.string(), "rename to it", errno, true));
    }
    return {};
  }

  [[nodiscard]] Result<void> commit() override {
    if (auto synced = sync(); !synced) {
      return synced;
    }
    // The mark of an unfinished tree goes last; without it nothing but the name is missing.
    if (::unlink((place_.partial / kPartialMark).c_str()) != 0) {
      return tl::unexpected(output_error(place_.partial.string(), "complete it", errno, false));
    }
    // Only what was looked at when the run began may be replaced.
    if (place_.replaced && directory_id(place_.target) == place_.replaced) {
      return replace_directory(place_);
    }
    // rename(2) replaces an empty directory and nothing else.
    if (::rename(place_.partial.c_str(), place_.target.c_str()) != 0) {
      return tl::unexpected(output_error(place_.target.string(), "rename to it", errno, true));
    }
    return {};
  }

 private:
  /// The files' bytes reach the disk before the tree gets its final name.
  Result<void> sync() const {
    if (::syncfs(lock_.descriptor()) != 0) {
      return tl::unexpected(output_error(place_.partial.string(), "write", errno, false));
    }
    return {};
  }

  DirectoryTarget place_;
  DirectoryLock lock_;
  std::unordered_set<std::string> made_;
};

class CountingFile final : public OutputFile {
 public:
  explicit CountingFile(Count count) : count_(std::move(count)) {}
  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    written_ += data.size();
    return {};
  }
  [[nodiscard]] Result<void> close(std::int64_t /*modified_unix_seconds*/) override {
    count_(written_);
    return {};
  }

 private:
  Count count_;
  std::uint64_t written_ = 0;
};

class CountingTree final : public OutputTree {
 public:
  [[nodiscard]] Result<void> make_directory(std::string_view /*path*/) override { return {}; }
  [[nodiscard]] Result<std::unique_ptr<OutputFile>> create(std::string_view /*path*/) override {
    return std::make_unique<CountingFile>([this](std::uint64_t n) {
      count_file();
      count_bytes(n);
    });
  }
  [[nodiscard]] Result<void> rename(std::string_view /*from*/, std::string_view /*to*/) override {
    return {};
  }
  [[nodiscard]] Result<void> commit() override { return {}; }
};

}  // namespace

Result<void> check_directory_target(const std::filesystem::path& target, Overwrite overwrite,
                                    std::string_view mark) {
  const auto place = find_directory_target(target, overwrite, mark);
  return place ? Result<void>{} : tl::unexpected(place.error());
}

Result<std::unique_ptr<OutputTree>> open_directory_tree(const std::filesystem::path& target,
                                                        Overwrite overwrite,
                                                        std::string_view mark) {
  auto place = find_directory_target(target, overwrite, mark);
  if (!place) {
    return tl::unexpected(place.error());
  }
  const auto& partial = place->partial;
  std::error_code error;
  if (directory_id(partial)) {
    // Removed under its own lock: it may be another run's, which is not done.
    const auto earlier = DirectoryLock::take(partial);
    if (!earlier) {
      return tl::unexpected(earlier.error());
    }
    remove_unfinished(partial, mark, error);
  }
  if (error) {
    return tl::unexpected(
        output_error(partial.string(), "remove what an earlier run left", error.value(), true));
  }
  if (partial.has_parent_path()) {
    std::filesystem::create_directories(partial.parent_path(), error);
  }
  if (::mkdir(partial.c_str(), 0777) != 0) {
    return tl::unexpected(output_error(partial.string(), "create", errno, true));
  }
  auto lock = DirectoryLock::take(partial);
  if (!lock) {
    return tl::unexpected(lock.error());
  }
  if (auto marked = FileWriter::open(partial / kPartialMark, O_WRONLY | O_CREAT | O_EXCL);
      !marked) {
    return tl::unexpected(marked.error());
  }
  return std::make_unique<DirectoryTree>(std::move(*place), std::move(*lock));
}

std::unique_ptr<OutputTree> open_counting_tree() { return std::make_unique<CountingTree>(); }

}  // namespace bytes
