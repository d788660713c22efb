#include "formats/bagit/mailbag_table.h"

namespace bagit {
namespace {

using bytes::Result;

constexpr std::size_t kMostRowText = 64UL * 1024;

std::string temporary_name(std::uint64_t number) {
  return number == 1 ? "mailbag.csv" : "mailbag.csv." + std::to_string(number);
}

/// 5.3.3: "leading zeros (0) to ensure it takes up the same number of digits as the highest".
std::string final_name(std::uint64_t number, std::uint64_t highest) {
  const std::string digits = std::to_string(number);
  return "mailbag-" + std::string(std::to_string(highest).size() - digits.size(), '0') + digits +
         ".csv";
}

}  // namespace

std::string quoted_record(const std::vector<std::string>& fields) {
  std::string record;
  for (const std::string& field : fields) {
    record += record.empty() ? "\"" : ",\"";
    for (const char c : field) {
      record += c;
      if (c == '"') {
        record += '"';
      }
    }
    record += '"';
  }
  return record + "\r\n";
}

Result<void> MailbagTable::add(const MailbagRow& row) {
  if (rows_ % kRowsPerFile == 0) {
    if (auto begun = begin_file(); !begun) {
      return begun;
    }
  }
  ++rows_;
  waiting_ += quoted_record({row.error, row.id, row.message_id, row.original_file, row.message_path,
                             row.derivatives_path, std::to_string(row.attachments), row.date,
                             row.from, row.to, row.cc, row.bcc, row.subject, row.content_type});
  return waiting_.size() < kMostRowText ? Result<void>() : write_rows();
}

Result<void> MailbagTable::begin_file() {
  if (file_ != nullptr) {
    if (auto closed = close_file(); !closed) {
      return closed;
    }
  }
  auto file = tree_.create(temporary_name(++files_));
  if (!file) {
    return tl::unexpected(file.error());
  }
  file_ = std::move(*file);
  if (files_ == 1) {  // 5.3.3: "Only the first split file MUST contain column headers"
    waiting_ = quoted_record({"Error", "Mailbag-Message-ID", "Message-ID", "Original-File",
                              "Message-Path", "Derivatives-Path", "Attachments", "Date", "From",
                              "To", "Cc", "Bcc", "Subject", "Content-Type"});
  }
  return {};
}

Result<void> MailbagTable::write_rows() {
  auto written = file_->write(waiting_);
  waiting_.clear();
  return written;
}

Result<void> MailbagTable::close_file() {
  return write_rows().and_then([this] { return file_->close(); });
}

Result<void> MailbagTable::close() {
  if (file_ == nullptr) {
    if (auto begun = begin_file(); !begun) {
      return begun;
    }
  }
  auto closed = close_file();
  for (std::uint64_t number = 1; closed && files_ > 1 && number <= files_; ++number) {
    closed = tree_.rename(temporary_name(number), final_name(number, files_));
  }
  return closed;
}

}  // namespace bagit
