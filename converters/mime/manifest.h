// restante-manifest.csv and restante-losses.csv: what stands in the output, and what does not.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/output.h"
#include "formats/bytes/result.h"

namespace convert::mime {

/// No folder can take these names: the containers reserve them.
inline constexpr std::string_view kManifestName = "restante-manifest.csv";
inline constexpr std::string_view kLossesName = "restante-losses.csv";

/// A table that is written row by row; the file is made by the first row, and gets them some at a
/// time.
class CsvFile {
 public:
  /// `tree` must outlive the file. `head` is the first record.
  CsvFile(bytes::OutputTree& tree, std::string_view name, std::vector<std::string> head)
      : tree_(tree), name_(name), head_(std::move(head)) {}

  [[nodiscard]] bytes::Result<void> add(const std::vector<std::string>& fields);
  /// Makes the file also when no row was added.
  [[nodiscard]] bytes::Result<void> begin();
  [[nodiscard]] bytes::Result<void> close();

 private:
  [[nodiscard]] bytes::Result<void> write_rows();

  bytes::OutputTree& tree_;
  std::string name_;
  std::vector<std::string> head_;
  std::unique_ptr<bytes::OutputFile> file_;
  std::string rows_;  // that are not in the file yet
};

}  // namespace convert::mime
