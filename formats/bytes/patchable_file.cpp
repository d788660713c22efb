#include "formats/bytes/patchable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "formats/bytes/file_writer.h"
#include "formats/bytes/output_place.h"
#include "formats/bytes/system_error.h"

namespace bytes {
namespace {

/// x.partial until commit() renames it to x.
class RenamedFile final : public PatchableFile {
 public:
  RenamedFile(FileWriter writer, std::filesystem::path partial, std::filesystem::path target)
      : writer_(std::move(writer)), partial_(std::move(partial)), target_(std::move(target)) {}
  RenamedFile(const RenamedFile&) = delete;
  RenamedFile(RenamedFile&&) = delete;
  RenamedFile& operator=(const RenamedFile&) = delete;
  RenamedFile& operator=(RenamedFile&&) = delete;
  ~RenamedFile() override {
    if (!committed_) {
      ::unlink(partial_.c_str());
    }
  }

  [[nodiscard]] Result<void> write_at(std::uint64_t offset,
                                      std::span<const std::byte> data) override {
    return writer_.write_at(offset, data);
  }
  [[nodiscard]] Result<void> sync() override {
    auto synced = writer_.sync();
    return synced ? writer_.close(OutputFile::kKeepTime) : synced;
  }
  [[nodiscard]] Result<void> commit() override {
    if (::rename(partial_.c_str(), target_.c_str()) != 0) {
      return tl::unexpected(output_error(target_.string(), "rename to it", errno, true));
    }
    committed_ = true;
    return {};
  }

 private:
  FileWriter writer_;
  std::filesystem::path partial_;
  std::filesystem::path target_;
  bool committed_ = false;
};

class CountingFile final : public PatchableFile {
 public:
  [[nodiscard]] Result<void> write_at(std::uint64_t /*offset*/,
                                      std::span<const std::byte> /*data*/) override {
    return {};
  }
  [[nodiscard]] Result<void> sync() override { return {}; }
  [[nodiscard]] Result<void> commit() override { return {}; }
};

}  // namespace

Result<std::unique_ptr<PatchableFile>> open_patchable_file(const std::filesystem::path& target,
                                                           Overwrite overwrite) {
  if (auto allowed = check_output_file(target, overwrite); !allowed) {
    return tl::unexpected(allowed.error());
  }
  if (target == "-" || look_at(target) == Found::Special) {
    return fail(ErrorKind::CannotCreate,
                target.string() + ": this kind of file is not written front to back",
                "name an ordinary file");
  }
  auto partial = partial_of(target);
  auto writer = FileWriter::open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW);
  if (!writer) {
    return tl::unexpected(writer.error());
  }
  return std::make_unique<RenamedFile>(std::move(*writer), std::move(partial), target);
}

std::unique_ptr<PatchableFile> open_counting_file() { return std::make_unique<CountingFile>(); }

}  // namespace bytes
