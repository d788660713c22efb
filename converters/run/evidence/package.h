// The evidence of a run: which bytes the sources had, which of them each item is, and what it
// became. EVIDENCE.md says what the files of a package are.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "converters/mime/manifest.h"
#include "converters/model/stream.h"
#include "converters/run/conversion.h"
#include "converters/run/evidence/item_record.h"
#include "converters/run/evidence/output_files.h"
#include "converters/run/evidence/source_files.h"
#include "converters/run/evidence/text_file.h"
#include "converters/run/progress.h"
#include "converters/run/report.h"
#include "formats/bytes/output.h"
#include "formats/dfxml/dfxml_writer.h"

namespace run::evidence {

struct PackageOptions {
  std::filesystem::path directory;
  std::string program;
  std::string version;
};

/// A line each: files of the sources that are not what they were, or could not be read.
struct Findings {
  std::vector<std::string> changed;
  std::vector<std::string> unread;
};

/// Lies under DIRECTORY.partial until it is complete.
class Package {
 public:
  /// Makes the package and takes the digests of the sources. Exists unless the directory is new or
  /// empty; Interrupted; else as open_directory_tree().
  [[nodiscard]] static bytes::Result<std::unique_ptr<Package>> open(
      const PackageOptions& options, const std::vector<Source>& sources, Progress& progress);
  Package(const Package&) = delete;
  Package(Package&&) = delete;
  Package& operator=(const Package&) = delete;
  Package& operator=(Package&&) = delete;
  ~Package() = default;

  /// A sink that stands before `next`, which must outlive it, and notes down the items of the next
  /// mailbox.
  [[nodiscard]] std::unique_ptr<model::Sink> begin_mailbox(model::Sink& next);
  /// The mailbox is done: its output is complete, or there is an error. Reads the output again.
  /// After an Error, which look_again() returns, too, there will be no package.
  bytes::Result<void> end_mailbox(const MailboxResult& result, TargetKind kind, Progress& progress);

  /// Behind the last mailbox: takes the digests of the sources again.
  [[nodiscard]] bytes::Result<Findings> look_again(Progress& progress);
  /// Completes the package and gives it its name. `report` is that of the run, with its exit
  /// status. Returns the SHA-256 of run.json, which has that of everything else.
  [[nodiscard]] bytes::Result<std::string> finish(const Report& report);

  /// Of a source that is one file, before the run; empty when there is none.
  [[nodiscard]] std::string sha256_of(const Source& source) const;
  [[nodiscard]] std::uint64_t rows() const { return rows_; }
  [[nodiscard]] const SourceFiles& files() const { return files_; }

  /// "what there is of the evidence is in DIR.partial".
  [[nodiscard]] std::string left_behind() const;

 private:
  Package(const PackageOptions& options, std::unique_ptr<bytes::OutputTree> tree,
          const std::vector<Source>& sources);

  bytes::Result<void> begin();
  bytes::Result<void> add_rows(const MailboxResult& result, TargetKind kind, RecordFile& records);
  bytes::Result<void> add_row(const ItemRecord& record, const MailboxResult& result,
                              std::optional<OutputPlace> output);
  bytes::Result<void> write_sources();
  bytes::Result<void> write_manifest();
  bytes::Result<void> write_run(const Report& report);

  PackageOptions options_;
  std::vector<std::pair<std::string, std::string>> written_;  // files of the package, SHA-256
  std::unique_ptr<bytes::OutputTree> tree_;
  SourceFiles files_;
  convert::mime::CsvFile index_;
  TextFile dfxml_file_;
  dfxml::Writer dfxml_;
  TextFile outputs_;
  std::shared_ptr<RecordFile> records_;  // of the mailbox at hand
  std::uint64_t rows_ = 0;
  bytes::Result<void> state_;
};

}  // namespace run::evidence
