// mailbag.csv: which message of a mailbag is which file. Mailbag Specification 1.0, 5.3.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "formats/bytes/output.h"

namespace bagit {

/// 5.3.2, in the order in which the columns stand.
struct MailbagRow {
  std::string error;       // empty for none
  std::string id;          // Mailbag-Message-ID, which is the file's name, too
  std::string message_id;  // the message's own; may be empty
  std::string original_file;
  std::string message_path;
  std::string derivatives_path;
  std::uint64_t attachments = 0;
  std::string date;
  std::string from;
  std::string to;
  std::string cc;
  std::string bcc;
  std::string subject;
  std::string content_type;
};

/// A record as 5.5 wants it: every field quoted, CRLF.
[[nodiscard]] std::string quoted_record(const std::vector<std::string>& fields);

/// Writes the rows as they come. 5.3.3: one file for each 100,000 of them; how they are called is
/// known when the last one has come.
class MailbagTable {
 public:
  static constexpr std::uint64_t kRowsPerFile = 100'000;

  /// `tree` must outlive the table.
  explicit MailbagTable(bytes::OutputTree& tree) : tree_(tree) {}

  [[nodiscard]] bytes::Result<void> add(const MailbagRow& row);
  /// There is a file, also without a row.
  [[nodiscard]] bytes::Result<void> close();

 private:
  [[nodiscard]] bytes::Result<void> begin_file();
  [[nodiscard]] bytes::Result<void> write_rows();
  [[nodiscard]] bytes::Result<void> close_file();

  bytes::OutputTree& tree_;
  std::unique_ptr<bytes::OutputFile> file_;
  std::string waiting_;
  std::uint64_t rows_ = 0;
  std::uint64_t files_ = 0;
};

}  // namespace bagit
