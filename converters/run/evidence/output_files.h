// The files of one mailbox's output, read again when it is complete.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>

#include "converters/run/conversion.h"
#include "converters/run/evidence/file_digests.h"
#include "converters/run/evidence/item_record.h"
#include "converters/run/target.h"

namespace run::evidence {

/// Where an item stands in the output.
struct OutputPlace {
  std::filesystem::path file;
  std::string item;  // which of several in the file: a number, or the item's id there
  std::string sha256;
};

class OutputFiles {
 public:
  /// Hears of each file of the output once.
  using OnFile = std::function<bytes::Result<void>(const std::filesystem::path& file,
                                                   const FileDigests& digests)>;
  /// `result` must outlive this; its output is complete.
  OutputFiles(const MailboxResult& result, TargetKind kind, OnFile on_file)
      : result_(result), kind_(kind), on_file_(std::move(on_file)) {}

  /// Of an item that was written.
  [[nodiscard]] bytes::Result<OutputPlace> place_of(const ItemRecord& record);
  /// Tells of the files that no item is in. Io when the output has files of items that nobody
  /// asked for, or fewer than were asked for.
  [[nodiscard]] bytes::Result<void> tell_others();

 private:
  [[nodiscard]] bool has_a_file_each() const {
    return kind_ == TargetKind::EmlTree || kind_ == TargetKind::Maildir;
  }
  [[nodiscard]] bool is_file_of_item(const std::filesystem::path& path) const;
  bytes::Result<std::string> digest(const std::filesystem::path& file);

  const MailboxResult& result_;
  TargetKind kind_;
  OnFile on_file_;
  std::uint64_t item_files_ = 0;                         // of a target that has a file each
  std::map<std::filesystem::path, std::string> shared_;  // SHA-256 of the others
};

}  // namespace run::evidence
