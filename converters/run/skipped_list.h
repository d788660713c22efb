// --list-skipped: a row for each item that was left out.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include "converters/run/skipped_item.h"
#include "formats/bytes/output.h"

namespace run {

/// A CSV file (RFC 4180, UTF-8) that is written while mailboxes are converted: Source, Folder,
/// Item, Class, Sender, Subject, Date, Reason, Same As. A date is ISO 8601, with a Z when it is an
/// instant.
class SkippedList {
 public:
  /// The errors of open_output_file(), and of writing the first row.
  [[nodiscard]] static bytes::Result<std::shared_ptr<SkippedList>> open(
      const std::filesystem::path& path, bytes::Overwrite overwrite);

  /// An error is kept for close().
  void add(const std::string& source, const SkippedItem& item);
  /// The file gets its name, unless something could not be written.
  [[nodiscard]] bytes::Result<void> close();

 private:
  explicit SkippedList(std::unique_ptr<bytes::OutputFile> file) : file_(std::move(file)) {}

  std::unique_ptr<bytes::OutputFile> file_;
  bytes::Result<void> written_;
};

}  // namespace run
