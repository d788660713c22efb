#include "converters/run/batch/run_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "formats/bytes/system_error.h"

namespace run::batch {
namespace {

namespace fs = std::filesystem;
using bytes::ErrorKind;

// A file is gone behind a lock when the run before took it away just then: rarely once.
constexpr int kMostTries = 100;

bool is_at(const fs::path& path, int file) {
  struct stat held {};
  struct stat there {};
  return ::fstat(file, &held) == 0 && ::stat(path.c_str(), &there) == 0 &&
         held.st_dev == there.st_dev && held.st_ino == there.st_ino;
}

}  // namespace

fs::path lock_of(const fs::path& journal) { return journal.string() + ".lock"; }

bytes::Result<RunLock> RunLock::take(const fs::path& journal, Kind kind) {
  const auto path = lock_of(journal);
  const bool is_shared = kind == Kind::Shared;
  constexpr mode_t kMode = 0666;
  for (int tries = 0; tries < kMostTries; ++tries) {
    const int file = ::open(
        path.c_str(), O_CLOEXEC | O_NOFOLLOW | (is_shared ? O_RDONLY : O_RDWR | O_CREAT), kMode);
    if (file < 0 && is_shared) {
      return RunLock(path, -1, kind);  // nobody is at work, or nobody may look
    }
    if (file < 0) {
      const bool may_not = errno == EACCES || errno == EPERM || errno == EROFS;
      return bytes::fail(may_not ? ErrorKind::Permission : ErrorKind::CannotCreate,
                         path.string() + ": " + bytes::system_reason(errno),
                         "the journal lies beside the list: put that where you may write");
    }
    RunLock lock(path, file, kind);
    if (::flock(file, (is_shared ? LOCK_SH : LOCK_EX) | LOCK_NB) != 0) {
      lock.kind_ = Kind::Shared;  // the file is another's to take away
      if (errno == EWOULDBLOCK) {
        return bytes::fail(ErrorKind::Busy,
                           journal.string() + ": another run is at work on this list",
                           "wait until it is done");
      }
      return lock;
    }
    if (is_at(path, file)) {
      return lock;
    }
    lock.kind_ = Kind::Shared;
  }
  return bytes::fail(ErrorKind::Busy, journal.string() + ": other runs are at work on this list",
                     "wait until they are done");
}

RunLock::RunLock(RunLock&& other) noexcept
    : path_(std::move(other.path_)), file_(std::exchange(other.file_, -1)), kind_(other.kind_) {}

RunLock::~RunLock() {
  if (file_ < 0) {
    return;
  }
  if (kind_ == Kind::Exclusive) {
    ::unlink(path_.c_str());  // still locked: who waits for it finds it gone, and makes another
  }
  ::close(file_);
}

}  // namespace run::batch
