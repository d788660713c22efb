// The outputs of a conversion: where they are, and what their tables say.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/file_view.h"
#include "formats/bytes/result.h"
#include "formats/text/csv_reader.h"

namespace convert::pages {

// Outputs lie in the directory of -o, or as deep as the targets of a control list.
inline constexpr int kDeepestOutput = 16;

struct MailTreePlace {
  std::filesystem::path directory{};
  std::string name{};  // below what was given; of the only one, its own
};

struct MailTrees {
  std::vector<MailTreePlace> places{};
  /// Files beside them that are called like outputs which are one file: .pst, .spool, .pkl. Only
  /// the names are looked at.
  std::vector<std::filesystem::path> beside{};
  std::vector<std::filesystem::path> unfinished{};  // directories of conversions that did not end
};

/// The EML trees that `output` is or holds, in the order of their names. Unsupported when it is, or
/// holds, a directory of another form, and says what to do; NoInput when there is none at all, or
/// only unfinished ones.
[[nodiscard]] bytes::Result<MailTrees> find_mail_trees(const std::filesystem::path& output);

/// The mail files below `tree` that are not in `listed`, which has paths below it and is sorted. In
/// the order of their names; links are not followed.
[[nodiscard]] bytes::Result<std::vector<std::string>> unlisted_mails(
    const std::filesystem::path& tree, const std::vector<std::string>& listed);

/// Rows of a table of ours (converters/mime/manifest.h), by the names of its columns.
class OutputTable {
 public:
  /// NotThisFormat when there is no column of the first name; LimitExceeded beyond kMaxManifest.
  /// Fields of columns that the table lacks are empty.
  [[nodiscard]] static bytes::Result<OutputTable> open(const std::filesystem::path& path,
                                                       std::vector<std::string_view> columns);

  /// The fields in the order of `columns`; nullopt at the end.
  [[nodiscard]] std::optional<std::vector<std::string>> next();
  /// Where the disk could not be read, if anywhere: rows behind that are missing. To be asked at
  /// the end.
  [[nodiscard]] std::optional<std::uint64_t> read_error() const { return view_->read_error(); }
  /// How far it has been read, in bytes; of all.
  [[nodiscard]] std::uint64_t done() const { return done_; }
  [[nodiscard]] std::uint64_t size() const;

 private:
  OutputTable(std::shared_ptr<const bytes::FileView> view, text::CsvReader reader)
      : view_(std::move(view)), reader_(reader) {}

  std::shared_ptr<const bytes::FileView> view_;
  text::CsvReader reader_;
  std::vector<std::optional<std::size_t>> places_;  // of each column
  std::uint64_t done_ = 0;
};

/// A row of restante-manifest.csv.
struct ManifestRow {
  std::string path{};
  std::string folder{};
  std::string native_id{};
  std::string state{};
  std::string subject{};
  std::string date{};
  std::string from{};
  std::string missing{};
  std::string source{};
  std::string byte_ranges{};
};
[[nodiscard]] bytes::Result<OutputTable> open_manifest(const std::filesystem::path& tree);
[[nodiscard]] std::optional<ManifestRow> next_manifest_row(OutputTable& table);

/// A row of restante-losses.csv.
struct LossRow {
  std::string kind{};
  std::string folder{};
  std::string source{};
  std::string native_id{};
  std::string offset{};
  std::string length{};
  std::string why{};
};
/// nullopt when the tree has none: nothing was lost.
[[nodiscard]] bytes::Result<std::optional<OutputTable>> open_losses(
    const std::filesystem::path& tree);
[[nodiscard]] std::optional<LossRow> next_loss_row(OutputTable& table);

}  // namespace convert::pages
