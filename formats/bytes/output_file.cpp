#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "formats/bytes/file_writer.h"
#include "formats/bytes/output.h"
#include "formats/bytes/output_place.h"
#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

/// x.partial until close() renames it to x.
class RenamedFile final : public OutputFile {
 public:
  RenamedFile(FileWriter writer, std::filesystem::path partial, std::filesystem::path target)
      : writer_(std::move(writer)), partial_(std::move(partial)), target_(std::move(target)) {}
  RenamedFile(const RenamedFile&) = delete;
  RenamedFile(RenamedFile&&) = delete;
  RenamedFile& operator=(const RenamedFile&) = delete;
  RenamedFile& operator=(RenamedFile&&) = delete;
  ~RenamedFile() override {
    if (!closed_) {
      ::unlink(partial_.c_str());
    }
  }

  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    return writer_.write(data);
  }
  [[nodiscard]] Result<void> close(std::int64_t modified_unix_seconds) override {
    if (auto synced = writer_.sync(); !synced) {
      return synced;
    }
    if (auto closed = writer_.close(modified_unix_seconds); !closed) {
      return closed;
    }
    if (::rename(partial_.c_str(), target_.c_str()) != 0) {
      return tl::unexpected(output_error(target_.string(), "rename to it", errno, true));
    }
    closed_ = true;
    return {};
  }

 private:
  FileWriter writer_;
  std::filesystem::path partial_;
  std::filesystem::path target_;
  bool closed_ = false;
};

/// Standard output, a FIFO, a device: nothing to rename, nothing to remove.
class DirectFile final : public OutputFile {
 public:
  explicit DirectFile(FileWriter writer) : writer_(std::move(writer)) {}

  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    return writer_.write(data);
  }
  [[nodiscard]] Result<void> close(std::int64_t /*modified_unix_seconds*/) override {
    return writer_.close(kKeepTime);
  }

 private:
  FileWriter writer_;
};

}  // namespace

Found look_at(const std::filesystem::path& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return Found::Nothing;
  }
  if (S_ISDIR(status.st_mode)) {
    return Found::Directory;
  }
  return S_ISREG(status.st_mode) ? Found::File : Found::Special;
}

std::filesystem::path partial_of(const std::filesystem::path& target) {
  auto partial = target;
  partial += ".partial";
  return partial;
}

Result<void> OutputFile::write(std::string_view text) {
  return write(std::as_bytes(std::span(text)));
}

Result<void> check_output_file(const std::filesystem::path& target, Overwrite overwrite) {
  const auto found = look_at(target);
  if (target == "-" || found == Found::Special) {
    return {};
  }
  if (found == Found::Directory) {
    return fail(ErrorKind::CannotCreate, target.string() + ": is a directory, a file is needed",
                "name a file inside it");
  }
  if (overwrite == Overwrite::Replace) {
    return {};
  }
  if (found == Found::File) {
    return fail(ErrorKind::Exists, target.string() + ": exists already",
                "choose another name, or --force to replace it");
  }
  if (const auto partial = partial_of(target); look_at(partial) != Found::Nothing) {
    return fail(ErrorKind::Exists,
                partial.string() + ": exists: another run writes it, or was cut off",
                "remove it, choose another name, or --force to replace it");
  }
  return {};
}

Result<std::unique_ptr<OutputFile>> open_output_file(const std::filesystem::path& target,
                                                     Overwrite overwrite) {
  if (target == "-") {
    const int copy = ::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (copy < 0) {
      return tl::unexpected(output_error("standard output", "write", errno, true));
    }
    return std::make_unique<DirectFile>(FileWriter(copy, "standard output"));
  }
  if (auto allowed = check_output_file(target, overwrite); !allowed) {
    return tl::unexpected(allowed.error());
  }
  if (look_at(target) == Found::Special) {
    auto direct = FileWriter::open(target, O_WRONLY);
    if (!direct) {
      return tl::unexpected(direct.error());
    }
    return std::make_unique<DirectFile>(std::move(*direct));
  }
  auto partial = partial_of(target);
  auto writer = FileWriter::open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  return std::make_unique<RenamedFile>(std::move(*writer), std::move(partial), target);
}

}  // namespace bytes
