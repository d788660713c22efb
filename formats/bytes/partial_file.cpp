#include "formats/bytes/partial_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "formats/bytes/output_place.h"
#include "formats/bytes/system_error.h"

namespace bytes {

namespace {

/// Like rename(2), but for a name that somebody has taken.
int rename_to_free(const std::filesystem::path& from, const std::filesystem::path& to) {
  const int renamed = ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE);
  // Not every file system knows it.
  return renamed != 0 && (errno == EINVAL || errno == ENOSYS) ? ::rename(from.c_str(), to.c_str())
                                                              : renamed;
}

}  // namespace

PartialFile::PartialFile(FileWriter writer, std::filesystem::path target, Overwrite overwrite)
    : writer_(std::move(writer)), target_(std::move(target)), overwrite_(overwrite) {}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : writer_(std::move(other.writer_)),
      target_(std::move(other.target_)),
      overwrite_(other.overwrite_),
      owned_(std::exchange(other.owned_, false)) {}

PartialFile::~PartialFile() {
  if (owned_) {
    ::unlink(partial_of(target_).c_str());
  }
}

Result<PartialFile> PartialFile::create(const std::filesystem::path& target, Overwrite overwrite,
                                        Overwrite partial) {
  const int refuse = partial == Overwrite::Refuse ? O_EXCL : 0;
  auto writer = FileWriter::open(partial_of(target), O_WRONLY | O_CREAT | O_NOFOLLOW | refuse);
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  if (auto claimed = writer->claim(); !claimed) {
    return tl::unexpected(claimed.error());
  }
  return PartialFile(std::move(*writer), target, overwrite);
}

Result<void> PartialFile::commit() {
  const auto partial = partial_of(target_);
  const int renamed = overwrite_ == Overwrite::Refuse ? rename_to_free(partial, target_)
                                                      : ::rename(partial.c_str(), target_.c_str());
  if (renamed != 0 && errno == EEXIST) {
    return fail(ErrorKind::Exists, target_.string() + ": came to exist while it was written",
                "choose another name, or --force to replace it");
  }
  if (renamed != 0) {
    return tl::unexpected(output_error(target_.string(), "rename to it", errno, true));
  }
  owned_ = false;
  return {};
}

}  // namespace bytes
