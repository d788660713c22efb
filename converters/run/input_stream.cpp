#include "converters/run/input_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <string>
#include <utility>

#include "converters/run/stop.h"
#include "formats/bytes/system_error.h"

namespace run {
namespace {

using bytes::ErrorKind;

class InputStream final : public bytes::ByteStream {
 public:
  InputStream(int file, std::string name, std::function<void(std::uint64_t)> on_progress)
      : file_(file), name_(std::move(name)), on_progress_(std::move(on_progress)) {}
  InputStream(const InputStream&) = delete;
  InputStream(InputStream&&) = delete;
  InputStream& operator=(const InputStream&) = delete;
  InputStream& operator=(InputStream&&) = delete;
  ~InputStream() override { close(file_); }

  bytes::Result<std::size_t> read(std::span<std::byte> into) override {
    for (;;) {
      if (stop_signal() != 0) {
        return bytes::fail(ErrorKind::Interrupted, "stopped by the user");
      }
      const auto got = ::read(file_, into.data(), into.size());
      if (got >= 0) {
        done_ += static_cast<std::uint64_t>(got);
        if (on_progress_) {
          on_progress_(done_);
        }
        return static_cast<std::size_t>(got);
      }
      if (errno != EINTR) {
        return tl::unexpected(
            bytes::input_error(name_, "read at offset " + std::to_string(done_), errno));
      }
    }
  }

 private:
  int file_;
  std::string name_;
  std::function<void(std::uint64_t)> on_progress_;
  std::uint64_t done_ = 0;
};

}  // namespace

bytes::Result<std::unique_ptr<bytes::ByteStream>> open_input(
    const std::filesystem::path& path, std::function<void(std::uint64_t)> on_progress) {
  const bool standard = path == "-";
  const std::string name = standard ? "standard input" : path.string();
  const int file =
      standard ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return tl::unexpected(bytes::input_error(name, "open", errno));
  }
  return std::make_unique<InputStream>(file, name, std::move(on_progress));
}

}  // namespace run
