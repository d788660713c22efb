#include "formats/bytes/directory_target.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>

#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

namespace fs = std::filesystem;

bool has_mark(const fs::path& directory, std::string_view mark) {
  std::error_code ignored;
  return !mark.empty() && fs::is_regular_file(fs::symlink_status(directory / mark, ignored));
}

bool is_empty_directory(const fs::path& path) {
  std::error_code error;
  return fs::is_directory(fs::symlink_status(path, error)) && fs::is_empty(path, error) && !error;
}

/// A file system begins here, also one that is bound to a second place.
bool is_mount_point(const fs::path& directory) {
  struct statx info {};
  return ::statx(AT_FDCWD, directory.c_str(), 0, STATX_BASIC_STATS, &info) == 0 &&
         (info.stx_attributes & STATX_ATTR_MOUNT_ROOT) != 0;
}

/// The name that a rename can give away: of the directory itself, not of a link to it.
fs::path own_name(const fs::path& target) {
  std::error_code error;
  fs::path name = target.filename().empty() ? target.parent_path() : target;  // "OUT/" is "OUT"
  const auto last = name.filename();
  if (last == "." || last == ".." || fs::is_symlink(fs::symlink_status(name, error))) {
    auto real = fs::canonical(name, error);
    return error ? name : real;
  }
  return name;
}

/// Whether a directory can be renamed away or over: the system refuses it for some.
Result<void> check_movable(const fs::path& directory) {
  std::error_code ignored;
  const bool mounted = is_mount_point(directory);
  if (mounted || fs::equivalent(directory, fs::current_path(ignored), ignored)) {
    return fail(ErrorKind::CannotCreate,
                directory.string() + (mounted ? ": is where a disk is mounted"
                                              : ": is the directory the program runs in"),
                "name a directory inside it");
  }
  return {};
}

Result<void> check_existing(const fs::path& target, Overwrite overwrite, std::string_view mark) {
  std::error_code error;
  if (!fs::is_directory(fs::symlink_status(target, error))) {
    return fail(ErrorKind::Exists, target.string() + ": exists already, and is no directory",
                "choose another name");
  }
  if (auto movable = check_movable(target); !movable) {
    return movable;
  }
  if (is_empty_directory(target)) {
    return {};
  }
  if (overwrite == Overwrite::Refuse) {
    return fail(ErrorKind::Exists, target.string() + ": exists already and is not empty",
                "choose another name, or --force to replace it whole");
  }
  if (!has_mark(target, mark)) {
    return fail(ErrorKind::Exists,
                target.string() + ": is no output of an earlier run: there is no " +
                    std::string(mark) + " in it",
                "choose another name; --force replaces outputs only");
  }
  return {};
}

/// A directory of that name to which the old output can move; empty and ours.
Result<fs::path> make_place_beside(const fs::path& target) {
  for (int number = 1;; ++number) {
    fs::path place = target;
    place += number == 1 ? ".replaced" : ".replaced." + std::to_string(number);
    if (::mkdir(place.c_str(), 0777) == 0) {
      return place;
    }
    if (errno != EEXIST) {
      return tl::unexpected(output_error(place.string(), "create", errno, true));
    }
  }
}

}  // namespace

std::optional<DirectoryId> directory_id(const fs::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) {
    return std::nullopt;
  }
  return DirectoryId{status.st_dev, status.st_ino};
}

Result<DirectoryTarget> find_directory_target(const fs::path& target, Overwrite overwrite,
                                              std::string_view mark) {
  DirectoryTarget place{.target = own_name(target), .partial = {}, .replaced = {}};
  const auto there = directory_id(place.target);
  if (there) {
    if (auto allowed = check_existing(place.target, overwrite, mark); !allowed) {
      return tl::unexpected(allowed.error());
    }
    if (!is_empty_directory(place.target)) {
      place.replaced = there;
    }
  }
  place.partial = place.target;
  place.partial += ".partial";
  if (directory_id(place.partial) && !is_empty_directory(place.partial) &&
      !has_mark(place.partial, kPartialMark) && !has_mark(place.partial, mark)) {
    return fail(ErrorKind::Exists,
                place.partial.string() + ": exists, and is not what an earlier run left",
                "move it away, or choose another name");
  }
  return place;
}

Result<DirectoryLock> DirectoryLock::take(const fs::path& directory) {
  DirectoryLock lock(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (lock.descriptor() < 0) {
    return tl::unexpected(output_error(directory.string(), "open", errno, true));
  }
  const bool taken = ::flock(lock.descriptor(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  // Between opening it and here another run may have put its own in its place.
  struct stat own {};
  const bool replaced = ::fstat(lock.descriptor(), &own) != 0 ||
                        directory_id(directory) != DirectoryId{own.st_dev, own.st_ino};
  if (taken || replaced) {
    return fail(ErrorKind::Exists, directory.string() + ": another run is writing it",
                "wait for it, or choose another name");
  }
  return lock;
}

DirectoryLock::~DirectoryLock() {
  if (descriptor_ >= 0) {
    ::close(descriptor_);
  }
}

Result<void> replace_directory(const DirectoryTarget& place) {
  auto old = make_place_beside(place.target);
  if (!old) {
    return tl::unexpected(old.error());
  }
  // rename(2) replaces an empty directory and nothing else.
  if (::rename(place.target.c_str(), old->c_str()) != 0) {
    auto error = output_error(place.target.string(), "move the old output away", errno, true);
    static_cast<void>(::rmdir(old->c_str()));
    return tl::unexpected(std::move(error));
  }
  if (::rename(place.partial.c_str(), place.target.c_str()) != 0) {
    auto error = output_error(place.target.string(), "rename to it", errno, true);
    static_cast<void>(::rename(old->c_str(), place.target.c_str()));
    return tl::unexpected(std::move(error));
  }
  // What cannot be removed stays under a name that says what it is.
  std::error_code ignored;
  fs::remove_all(*old, ignored);
  return {};
}

}  // namespace bytes
