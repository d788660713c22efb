// What came out of an archive: a directory of our own, and what its files are called in messages.
#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "formats/bytes/result.h"

namespace run {

/// A directory only we may enter (mode 0700), in $TMPDIR or /var/tmp; removed with the last who
/// holds this. A program that is killed leaves it behind.
class UnpackedArchive {
 public:
  /// For the members of `archive`, which itself came out of `within`, unless that is null.
  /// CannotCreate.
  [[nodiscard]] static bytes::Result<std::shared_ptr<const UnpackedArchive>> create(
      const std::filesystem::path& archive, const UnpackedArchive* within);

  UnpackedArchive(const UnpackedArchive&) = delete;
  UnpackedArchive(UnpackedArchive&&) = delete;
  UnpackedArchive& operator=(const UnpackedArchive&) = delete;
  UnpackedArchive& operator=(UnpackedArchive&&) = delete;
  ~UnpackedArchive();

  /// Where the members lie; named like the archive, so that what is named after it is the same each
  /// time.
  [[nodiscard]] const std::filesystem::path& root() const { return root_; }
  /// The archive that lies on a disk: of one in an archive, the outer one.
  [[nodiscard]] const std::filesystem::path& archive() const { return archive_; }
  /// What the archive is called in messages: "mail.zip", "all.tar!mail.zip".
  [[nodiscard]] const std::string& shown() const { return words_.front().shown; }
  /// 1, or 2 for an archive in an archive.
  [[nodiscard]] std::size_t depth() const { return words_.size(); }

  /// `text` with every path below root() as a user knows it: "mail.zip!old/x.pst". Of an archive in
  /// an archive also those of the outer one.
  [[nodiscard]] std::string in_words(std::string text) const;

 private:
  struct Words {
    std::string root;
    std::string shown;
  };
  UnpackedArchive() = default;

  std::filesystem::path archive_;
  std::filesystem::path top_;
  std::filesystem::path root_;
  std::vector<Words> words_;  // from the inside out
};

}  // namespace run
