#include "formats/bytes/patchable_file.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <utility>

#include "formats/bytes/output_place.h"
#include "formats/bytes/partial_file.h"

namespace bytes {
namespace {

/// What a run that was cut off leaves: the header, without which nobody takes a file for a store,
/// comes last, and the name after that.
bool is_left_over(const std::filesystem::path& partial, std::string_view signature) {
  constexpr std::size_t kHeaderSize = 512;
  if (look_at(partial) != Found::File) {
    return false;
  }
  std::ifstream file(partial, std::ios::binary);
  std::array<char, kHeaderSize> head{};
  file.read(head.data(), head.size());
  const std::string_view begin(head.data(), head.size());
  return file.is_open() && !file.bad() &&
         (begin.starts_with(signature) || begin.find_first_not_of('\0') == begin.npos);
}

/// How the unfinished file may be opened.
Overwrite overwrite_partial(const std::filesystem::path& target, Overwrite overwrite,
                            std::string_view signature) {
  return is_left_over(partial_of(target), signature) ? Overwrite::Replace : overwrite;
}

class RenamedPatchableFile final : public PatchableFile {
 public:
  explicit RenamedPatchableFile(PartialFile file) : file_(std::move(file)) {}

  [[nodiscard]] Result<void> write_at(std::uint64_t offset,
                                      std::span<const std::byte> data) override {
    return file_.writer().write_at(offset, data);
  }
  [[nodiscard]] Result<void> sync() override { return file_.writer().sync(); }
  [[nodiscard]] Result<void> close() override {
    return file_.writer().close(OutputFile::kKeepTime);
  }
  [[nodiscard]] Result<void> commit() override { return file_.commit(); }

 private:
  PartialFile file_;
};

class CountingPatchableFile final : public PatchableFile {
 public:
  [[nodiscard]] Result<void> write_at(std::uint64_t /*offset*/,
                                      std::span<const std::byte> /*data*/) override {
    return {};
  }
  [[nodiscard]] Result<void> sync() override { return {}; }
  [[nodiscard]] Result<void> close() override { return {}; }
  [[nodiscard]] Result<void> commit() override { return {}; }
};

}  // namespace

Result<void> check_patchable_file(const std::filesystem::path& target, Overwrite overwrite,
                                  std::string_view signature) {
  if (target == "-" || look_at(target) == Found::Special) {
    return fail(ErrorKind::CannotCreate,
                target.string() + ": this kind of file is not written front to back",
                "name an ordinary file");
  }
  const auto allowed = check_target(target, overwrite);
  return allowed ? check_partial(target, overwrite_partial(target, overwrite, signature)) : allowed;
}

Result<std::unique_ptr<PatchableFile>> open_patchable_file(const std::filesystem::path& target,
                                                           Overwrite overwrite,
                                                           std::string_view signature) {
  if (auto allowed = check_patchable_file(target, overwrite, signature); !allowed) {
    return tl::unexpected(allowed.error());
  }
  auto file =
      PartialFile::create(target, overwrite, overwrite_partial(target, overwrite, signature));
  if (!file) {
    return tl::unexpected(file.error());
  }
  return std::make_unique<RenamedPatchableFile>(std::move(*file));
}

std::unique_ptr<PatchableFile> open_counting_file() {
  return std::make_unique<CountingPatchableFile>();
}

}  // namespace bytes
