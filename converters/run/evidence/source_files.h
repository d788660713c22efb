// Every file of the sources, with its digests before and after the run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "converters/run/evidence/file_digests.h"
#include "converters/run/progress.h"
#include "converters/run/sniff.h"

namespace run::evidence {

enum class Verdict : std::uint8_t {
  Unchanged,
  Changed,   // other bytes after the run than before it
  Gone,      // not there any more
  Appeared,  // in a source that is a directory: was not there before
  Unread,    // could not be read before or after: nobody knows
};
[[nodiscard]] std::string name_of(Verdict verdict);

struct SourceFile {
  std::filesystem::path path;
  /// What the package calls it: its path, of a member of an archive "mail.zip!old/x.pst".
  std::string name;
  std::string source;   // that it is, or is part of, likewise
  std::string archive;  // the file on the disk that it is a member of; empty for none
  std::optional<FileDigests> before{};
  std::optional<FileDigests> after{};
  std::string trouble{};  // why a digest is missing

  /// Once both were taken.
  [[nodiscard]] Verdict verdict() const;
};

/// The numbers of files by a name: as it is written, or else in lower case, where only one has it
/// so.
class FileNames {
 public:
  void add(const std::string& name, std::size_t number);
  [[nodiscard]] bool contains(const std::string& name) const;
  /// nullopt of a name that none or several have.
  [[nodiscard]] std::optional<std::size_t> find(const std::string& name) const;

 private:
  using Numbers = std::unordered_map<std::string, std::optional<std::size_t>>;

  static void add(Numbers& numbers, const std::string& name, std::size_t number);

  Numbers exact_;
  Numbers folded_;
};

/// A source is its file, its pieces, or every file below its directory: also those that no reader
/// asks for. Links to directories are not followed; a directory that cannot be looked into is a
/// file that could not be read.
class SourceFiles {
 public:
  explicit SourceFiles(const std::vector<Source>& sources);

  /// Reads every file, before any is converted. Only a stop is an Error: a file that cannot be
  /// read stays without digests, and says why.
  [[nodiscard]] bytes::Result<void> take_before(Progress& progress);
  /// Reads them again, and what has come to lie among them.
  [[nodiscard]] bytes::Result<void> take_after(Progress& progress);

  [[nodiscard]] const std::vector<SourceFile>& files() const { return files_; }
  /// nullptr when `path` is none of them.
  [[nodiscard]] const SourceFile* find(const std::filesystem::path& path) const;

  /// Which of files() an item of `source` lies in; nullopt when that file is none of this run: of
  /// an item of a spool, or of a mail that an earlier conversion wrote, the file it first came
  /// from.
  [[nodiscard]] std::optional<std::size_t> file_of(const Source& source, const std::string& file,
                                                   const std::string& native_id) const;

 private:
  /// The files of one source, or of all mailboxes of one directory.
  struct Group {
    std::filesystem::path source;
    std::filesystem::path directory;  // empty when it is single files
    std::shared_ptr<const UnpackedArchive> unpacked;
    std::optional<std::size_t> first;
    FileNames by_path;  // below the directory
    FileNames by_name;  // the last component alone
  };

  std::shared_ptr<Group> make_group(const Source& source);
  void add(Group& group, const std::filesystem::path& path, bool appeared);
  void add_below(Group& group, bool appeared);
  bytes::Result<void> take(Progress& progress, const std::string& what,
                           std::optional<FileDigests> SourceFile::*digests);

  std::vector<SourceFile> files_;
  std::map<std::filesystem::path, std::size_t> known_;              // files_ by path
  std::map<std::filesystem::path, std::shared_ptr<Group>> groups_;  // by the path of the source
  std::map<std::filesystem::path, std::shared_ptr<Group>> directories_;
};

}  // namespace run::evidence
