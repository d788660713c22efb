#include "formats/bytes/partial_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "formats/bytes/output_place.h"
#include "formats/bytes/system_error.h"

namespace bytes {

PartialFile::PartialFile(FileWriter writer, std::filesystem::path target)
    : writer_(std::move(writer)), target_(std::move(target)) {}

PartialFile::PartialFile(PartialFile&& other) noexcept
    : writer_(std::move(other.writer_)),
      target_(std::move(other.target_)),
      owned_(std::exchange(other.owned_, false)) {}

PartialFile::~PartialFile() {
  if (owned_) {
    ::unlink(partial_of(target_).c_str());
  }
}

Result<PartialFile> PartialFile::create(const std::filesystem::path& target, Overwrite overwrite) {
  const int refuse = overwrite == Overwrite::Refuse ? O_EXCL : 0;
  auto writer = FileWriter::open(partial_of(target), O_WRONLY | O_CREAT | O_NOFOLLOW | refuse);
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  if (auto claimed = writer->claim(); !claimed) {
    return tl::unexpected(claimed.error());
  }
  return PartialFile(std::move(*writer), target);
}

Result<void> PartialFile::commit() {
  if (::rename(partial_of(target_).c_str(), target_.c_str()) != 0) {
    return tl::unexpected(output_error(target_.string(), "rename to it", errno, true));
  }
  owned_ = false;
  return {};
}

}  // namespace bytes
