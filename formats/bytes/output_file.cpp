#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "formats/bytes/output.h"
#include "formats/bytes/output_place.h"
#include "formats/bytes/partial_file.h"
#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

/// x.partial until close() renames it to x.
class RenamedFile final : public OutputFile {
 public:
  explicit RenamedFile(PartialFile file) : file_(std::move(file)) {}

  using OutputFile::write;
  [[nodiscard]] Result<void> write(std::span<const std::byte> data) override {
    return file_.writer().write(data);
  }
  [[nodiscard]] Result<void> close(std::int64_t modified_unix_seconds) override {
    if (auto synced = file_.writer().sync(); !synced) {
      return synced;
    }
    // The lock is given back with the descriptor: behind the name.
    auto committed = file_.commit();
    return committed ? file_.writer().close(modified_unix_seconds) : committed;
  }

 private:
  PartialFile file_;
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

Result<void> check_target(const std::filesystem::path& target, Overwrite overwrite) {
  switch (look_at(target)) {
    case Found::Directory:
      return fail(ErrorKind::CannotCreate, target.string() + ": is a directory, a file is needed",
                  "name a file inside it");
    case Found::File:
      return overwrite == Overwrite::Replace
                 ? Result<void>()
                 : fail(ErrorKind::Exists, target.string() + ": exists already",
                        "choose another name, or --force to replace it");
    case Found::Nothing:
    case Found::Special:
      break;
  }
  return {};
}

Result<void> check_partial(const std::filesystem::path& target, Overwrite overwrite) {
  const auto partial = partial_of(target);
  if (overwrite == Overwrite::Replace || look_at(partial) == Found::Nothing) {
    return {};
  }
  return fail(ErrorKind::Exists,
              partial.string() + ": exists: another run writes it, or was cut off",
              "remove it, choose another name, or --force to replace it");
}

Result<void> check_output_file(const std::filesystem::path& target, Overwrite overwrite) {
  if (target == "-" || look_at(target) == Found::Special) {
    return {};
  }
  const auto allowed = check_target(target, overwrite);
  return allowed ? check_partial(target, overwrite) : allowed;
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
  auto file = PartialFile::create(target, overwrite, overwrite);
  if (!file) {
    return tl::unexpected(file.error());
  }
  return std::make_unique<RenamedFile>(std::move(*file));
}

}  // namespace bytes
