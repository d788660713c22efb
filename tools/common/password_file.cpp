#include "tools/common/password_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <span>
#include <utility>

#include "converters/ccmail_plan/passwords.h"
#include "formats/bytes/file_writer.h"
#include "formats/bytes/system_error.h"

namespace tool {
namespace {

using bytes::ErrorKind;

constexpr mode_t kForOthers = 077;
constexpr mode_t kForOwner = 0600;

/// A descriptor that is closed.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor(Descriptor&&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  ~Descriptor() {
    if (number_ >= 0) {
      ::close(number_);
    }
  }
  [[nodiscard]] int number() const { return number_; }
  [[nodiscard]] int release() { return std::exchange(number_, -1); }

 private:
  int number_;
};

/// Of an open file, so that nobody can put another in its place.
bytes::Result<void> check(int descriptor, const std::string& name) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) {
    return tl::unexpected(bytes::input_error(name, "look at", errno));
  }
  if (!S_ISREG(status.st_mode)) {
    return bytes::fail(ErrorKind::Permission, name + ": the passwords must be in a regular file");
  }
  if ((status.st_mode & kForOthers) != 0) {
    return bytes::fail(ErrorKind::Permission,
                       name + ": others than its owner may read or write the passwords",
                       "chmod 600 it");
  }
  if (status.st_size > static_cast<off_t>(convert::ccmail_plan::kLargestPasswordFile)) {
    return bytes::fail(ErrorKind::LimitExceeded, name + ": too large for a file of passwords");
  }
  return {};
}

bytes::Result<std::string> read_all(int descriptor, const std::string& name) {
  constexpr std::size_t kPiece = 65536;
  std::string text;
  std::string piece(kPiece, '\0');
  while (text.size() <= convert::ccmail_plan::kLargestPasswordFile) {
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got == 0) {
      return text;
    }
    if (got < 0 && errno != EINTR) {
      return tl::unexpected(bytes::input_error(name, "read", errno));
    }
    text.append(piece, 0, got < 0 ? 0 : static_cast<std::size_t>(got));
  }
  return bytes::fail(ErrorKind::LimitExceeded, name + ": too large for a file of passwords");
}

}  // namespace

bytes::Result<std::string> read_password_file(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
  if (file.number() < 0) {
    if (errno == ENOENT) {
      return std::string();
    }
    if (errno == ELOOP) {
      return bytes::fail(ErrorKind::Permission,
                         path.string() + ": a link; the passwords must be in a regular file");
    }
    return tl::unexpected(bytes::input_error(path.string(), "open", errno));
  }
  if (auto checked = check(file.number(), path.string()); !checked) {
    return tl::unexpected(checked.error());
  }
  return read_all(file.number(), path.string());
}

bytes::Result<void> add_to_password_file(const std::filesystem::path& path, const std::string& head,
                                         const std::string& lines) {
  Descriptor file(
      ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, kForOwner));
  if (file.number() < 0) {
    return tl::unexpected(bytes::output_error(path.string(), "open", errno, true));
  }
  if (auto checked = check(file.number(), path.string()); !checked) {
    return checked;
  }
  struct stat status {};
  char last = '\n';
  if (::fstat(file.number(), &status) != 0 ||
      (status.st_size != 0 && ::pread(file.number(), &last, 1, status.st_size - 1) != 1)) {
    return tl::unexpected(bytes::input_error(path.string(), "read", errno));
  }
  const std::string text =
      (status.st_size == 0 ? head : std::string(last == '\n' ? "" : "\n")) + lines;
  bytes::FileWriter writer(file.release(), path.string());
  return writer.write(std::as_bytes(std::span(text)));
}

}  // namespace tool
