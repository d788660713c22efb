#include "formats/bytes/file_writer.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "formats/bytes/output.h"
#include "formats/bytes/system_error.h"

namespace bytes {

Result<FileWriter> FileWriter::open(const std::filesystem::path& path, int flags) {
  const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC | O_NOCTTY, 0666);
  if (descriptor < 0 && errno == ENOENT) {
    return fail(ErrorKind::CannotCreate,
                path.string() + ": there is no directory " + path.parent_path().string(),
                "make it, or choose another place");
  }
  if (descriptor < 0) {
    return tl::unexpected(output_error(path.string(), "create", errno, true));
  }
  return FileWriter(descriptor, path.string());
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)), name_(std::move(other.name_)) {}

FileWriter::~FileWriter() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

Result<void> FileWriter::claim() {
  const bool taken = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  // Between opening it and here its owner may have given it another name.
  struct stat own {};
  struct stat named {};
  const bool renamed =
      ::fstat(descriptor_, &own) == 0 && (::stat(name_.c_str(), &named) != 0 ||
                                          own.st_dev != named.st_dev || own.st_ino != named.st_ino);
  if (taken || renamed) {
    return fail(ErrorKind::Exists, name_ + ": another run is writing it",
                "wait for it, or choose another name");
  }
  if (::ftruncate(descriptor_, 0) != 0) {
    return tl::unexpected(output_error(name_, "write", errno, false));
  }
  return {};
}

Result<void> FileWriter::write(std::span<const std::byte> data) {
  while (!data.empty()) {
    const ssize_t written = ::write(descriptor_, data.data(), data.size());
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      return tl::unexpected(output_error(name_, "write", errno, false));
    }
    data = data.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> FileWriter::write_at(std::uint64_t offset, std::span<const std::byte> data) {
  while (!data.empty()) {
    const ssize_t written =
        ::pwrite(descriptor_, data.data(), data.size(), static_cast<off_t>(offset));
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      return tl::unexpected(output_error(name_, "write", errno, false));
    }
    offset += static_cast<std::uint64_t>(written);
    data = data.subspan(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> FileWriter::sync() {
  // EINVAL, EROFS: the descriptor cannot be synced (a pipe); that is no error of the data.
  if (::fsync(descriptor_) != 0 && errno != EINVAL && errno != EROFS) {
    return tl::unexpected(output_error(name_, "write", errno, false));
  }
  return {};
}

void FileWriter::begin_sync() const {
  // A file system that cannot leaves all of it to sync().
  static_cast<void>(::sync_file_range(descriptor_, 0, 0, SYNC_FILE_RANGE_WRITE));
}

Result<void> FileWriter::close(std::int64_t modified_unix_seconds) {
  int error = 0;
  if (modified_unix_seconds != OutputFile::kKeepTime) {
    struct timespec times[2] = {};  // NOLINT(*-avoid-c-arrays): the system's interface
    times[0].tv_nsec = UTIME_NOW;
    times[1].tv_sec = modified_unix_seconds;
    // A file system that cannot hold the date (FAT before 1980) keeps its own; the mail has it too.
    static_cast<void>(::futimens(descriptor_, &times[0]));
  }
  if (::close(std::exchange(descriptor_, -1)) != 0) {
    error = errno;
  }
  if (error != 0 && error != EINTR) {
    return tl::unexpected(output_error(name_, "write", error, false));
  }
  return {};
}

}  // namespace bytes
