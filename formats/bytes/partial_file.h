// x.partial: what a file is called while it is written.
#pragma once

#include <filesystem>

#include "formats/bytes/file_writer.h"
#include "formats/bytes/output.h"

namespace bytes {

/// Destroyed before commit(), the file is removed.
class PartialFile {
 public:
  /// `target`.partial, empty. What is there is replaced when `partial` is Replace, unless another
  /// process is writing it. Exists, else as FileWriter::open().
  [[nodiscard]] static Result<PartialFile> create(const std::filesystem::path& target,
                                                  Overwrite overwrite, Overwrite partial);
  PartialFile(const PartialFile&) = delete;
  PartialFile(PartialFile&& other) noexcept;
  PartialFile& operator=(const PartialFile&) = delete;
  PartialFile& operator=(PartialFile&&) = delete;
  ~PartialFile();

  [[nodiscard]] FileWriter& writer() { return writer_; }
  /// It gets its final name. Exists, with Refuse, when something has come to have it meanwhile.
  [[nodiscard]] Result<void> commit();

 private:
  PartialFile(FileWriter writer, std::filesystem::path target, Overwrite overwrite);

  FileWriter writer_;
  std::filesystem::path target_;
  Overwrite overwrite_;
  bool owned_ = true;
};

}  // namespace bytes
