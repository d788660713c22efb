#include "formats/mime/message_spool.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "formats/bytes/system_error.h"

namespace mime {
namespace {

tl::unexpected<bytes::Error> temporary_file_error(int error, const std::string& verb) {
  bytes::Error out = bytes::output_error("temporary file", verb, error, false);
  out.hint = "messages above 4 MiB pass through TMPDIR: name a directory with room for the largest";
  return tl::unexpected<bytes::Error>(std::move(out));
}

}  // namespace

MessageSpool::~MessageSpool() { clear(); }

Result<void> MessageSpool::append(std::string_view piece) {
  if (!piece.empty()) {
    last_ = piece.back();
  }
  memory_ += piece;
  return memory_.size() > in_memory_ ? move_to_file() : Result<void>();
}

Result<void> MessageSpool::move_to_file() {
  if (file_ < 0) {
    std::error_code error;
    const auto directory = std::filesystem::temp_directory_path(error);
    if (error) {
      return temporary_file_error(error.value(), "find a directory");
    }
    std::string name = (directory / "restante-XXXXXX").string();
    file_ = mkostemp(name.data(), O_CLOEXEC);
    if (file_ < 0) {
      return temporary_file_error(errno, "create");
    }
    unlink(name.c_str());
  }
  for (std::string_view rest = memory_; !rest.empty();) {
    const auto written = ::write(file_, rest.data(), rest.size());
    if (written < 0 && errno != EINTR) {
      return temporary_file_error(errno, "write");
    }
    rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(written, 0)));
  }
  file_size_ += memory_.size();
  memory_.clear();
  return {};
}

Result<void> MessageSpool::copy_to(const Write& write) {
  constexpr std::size_t kPiece = std::size_t{256} * 1024;
  std::string piece(file_size_ == 0 ? 0 : kPiece, '\0');
  for (std::uint64_t done = 0; done < file_size_;) {
    const auto got = ::pread(file_, piece.data(), piece.size(), static_cast<off_t>(done));
    if (got < 0 && errno == EINTR) {
      continue;
    }
    if (got <= 0) {
      return temporary_file_error(got < 0 ? errno : EIO, "read");
    }
    if (auto written = write(std::string_view(piece).substr(0, static_cast<std::size_t>(got)));
        !written) {
      return written;
    }
    done += static_cast<std::uint64_t>(got);
  }
  return memory_.empty() ? Result<void>() : write(memory_);
}

void MessageSpool::clear() {
  if (file_ >= 0) {
    ::close(file_);
  }
  file_ = -1;
  file_size_ = 0;
  memory_.clear();
  last_ = '\0';
}

}  // namespace mime
