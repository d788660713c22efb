#include "formats/bytes/temporary_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <utility>

#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

constexpr const char* kHint = "set TMPDIR to a directory with more room";

class RegionStream final : public ByteStream {
 public:
  RegionStream(std::shared_ptr<const TemporaryFile> file, std::uint64_t offset, std::uint64_t size)
      : file_(std::move(file)), offset_(offset), rest_(size) {}

  [[nodiscard]] Result<std::size_t> read(std::span<std::byte> into) override {
    const auto want = std::min<std::uint64_t>(into.size(), rest_);
    auto got = file_->read_at(offset_, into.first(static_cast<std::size_t>(want)));
    if (got) {
      offset_ += *got;
      rest_ -= *got;
    }
    return got;
  }

 private:
  std::shared_ptr<const TemporaryFile> file_;
  std::uint64_t offset_;
  std::uint64_t rest_;
};

class Region final : public ByteSource {
 public:
  Region(std::shared_ptr<const TemporaryFile> file, std::uint64_t offset, std::uint64_t size)
      : file_(std::move(file)), offset_(offset), size_(size) {}

  [[nodiscard]] std::uint64_t size() const override { return size_; }
  [[nodiscard]] Result<std::unique_ptr<ByteStream>> open() const override {
    return std::make_unique<RegionStream>(file_, offset_, size_);
  }

 private:
  std::shared_ptr<const TemporaryFile> file_;
  std::uint64_t offset_;
  std::uint64_t size_;
};

// A file without a name where the file system can (open(2), O_TMPFILE), else one whose name is
// taken away at once.
int open_unnamed(const std::string& directory) {
#ifdef O_TMPFILE
  // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
  const int unnamed = ::open(directory.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (unnamed >= 0) {
    return unnamed;
  }
#endif
  std::string name = directory + "/restante-XXXXXX";
  const int named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named >= 0) {
    ::unlink(name.c_str());
  }
  return named;
}

}  // namespace

Result<std::shared_ptr<TemporaryFile>> TemporaryFile::create() {
  const char* chosen = std::getenv("TMPDIR");  // NOLINT(concurrency-mt-unsafe): nobody sets it
  const std::string directory = chosen != nullptr && *chosen != '\0' ? chosen : "/var/tmp";
  const int descriptor = open_unnamed(directory);
  if (descriptor < 0) {
    return fail(ErrorKind::CannotCreate,
                directory + ": cannot make a temporary file: " + system_reason(errno), kHint);
  }
  return std::shared_ptr<TemporaryFile>(new TemporaryFile(descriptor));
}

TemporaryFile::~TemporaryFile() { ::close(descriptor_); }

std::filesystem::path TemporaryFile::path() const {
  return "/proc/self/fd/" + std::to_string(descriptor_);
}

Result<void> TemporaryFile::append(std::span<const std::byte> data) {
  while (!data.empty()) {
    const auto wrote = ::pwrite(descriptor_, data.data(), data.size(), static_cast<off_t>(size_));
    if (wrote < 0 && errno == EINTR) {
      continue;
    }
    if (wrote == 0) {
      return fail(ErrorKind::Io, "temporary file: nothing more can be written", kHint);
    }
    if (wrote < 0) {
      const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
      return fail(full ? ErrorKind::NoSpace : ErrorKind::Io,
                  std::string("temporary file: ") + system_reason(errno), kHint);
    }
    size_ += static_cast<std::uint64_t>(wrote);
    data = data.subspan(static_cast<std::size_t>(wrote));
  }
  return {};
}

Result<std::size_t> TemporaryFile::read_at(std::uint64_t offset, std::span<std::byte> into) const {
  for (;;) {
    const auto got = ::pread(descriptor_, into.data(), into.size(), static_cast<off_t>(offset));
    if (got >= 0) {
      return static_cast<std::size_t>(got);
    }
    if (errno != EINTR) {
      return fail(ErrorKind::Io, std::string("temporary file: ") + system_reason(errno));
    }
  }
}

Result<void> TemporaryFile::read_exactly(std::uint64_t offset, std::span<std::byte> into) const {
  while (!into.empty()) {
    const auto got = read_at(offset, into);
    if (!got) {
      return tl::unexpected(got.error());
    }
    if (*got == 0) {
      return fail(ErrorKind::Io, "temporary file: it has become shorter");
    }
    offset += *got;
    into = into.subspan(*got);
  }
  return {};
}

Blob make_file_blob(std::shared_ptr<const TemporaryFile> file, std::uint64_t offset,
                    std::uint64_t size) {
  return std::make_shared<const Region>(std::move(file), offset, size);
}

}  // namespace bytes
