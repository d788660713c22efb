// A file whose parts are written in any order: formats that know their header last.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace bytes {

/// Has its final name only after commit(). Destroyed without it, it is removed again.
class PatchableFile {
 public:
  PatchableFile() = default;
  PatchableFile(const PatchableFile&) = delete;
  PatchableFile(PatchableFile&&) = delete;
  PatchableFile& operator=(const PatchableFile&) = delete;
  PatchableFile& operator=(PatchableFile&&) = delete;
  virtual ~PatchableFile() = default;

  /// What lies between the end of the file and a later `offset` reads as zeros. NoSpace when the
  /// disk is full (or a quota or file-size limit is met), Io otherwise.
  [[nodiscard]] virtual Result<void> write_at(std::uint64_t offset,
                                              std::span<const std::byte> data) = 0;
  /// Nothing more is written: everything is on the disk when this returns.
  [[nodiscard]] virtual Result<void> sync() = 0;
  /// Gives the descriptor back, after sync(). Until then, or commit(), no other run may write here.
  [[nodiscard]] virtual Result<void> close() = 0;
  /// Gives the file its name; sync() comes first.
  [[nodiscard]] virtual Result<void> commit() = 0;
};

/// Whether open_patchable_file() would find fault with what is there. With Refuse, Exists when
/// `target` is there, or `target`.partial is and nothing but what a run left that was cut off:
/// empty, with zeros where the header will be, or beginning with `signature`, as complete ones do.
/// CannotCreate for a pipe, a device or a directory, which cannot be written in any order.
[[nodiscard]] Result<void> check_patchable_file(const std::filesystem::path& target,
                                                Overwrite overwrite, std::string_view signature);

/// `target`, written as `target`.partial. Errors as for check_patchable_file() and
/// open_output_file().
[[nodiscard]] Result<std::unique_ptr<PatchableFile>> open_patchable_file(
    const std::filesystem::path& target, Overwrite overwrite, std::string_view signature);

/// Keeps nothing: --dry-run.
[[nodiscard]] std::unique_ptr<PatchableFile> open_counting_file();

}  // namespace bytes
