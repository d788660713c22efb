#include "converters/mime/manifest.h"

#include <utility>

#include "formats/text/csv.h"

namespace convert::mime {
namespace {

/// A row for each mail, and a write for each row: for small mail that was half of all writes.
constexpr std::size_t kMostRowBytes = 64UL * 1024;

}  // namespace

bytes::Result<void> CsvFile::add(const std::vector<std::string>& fields) {
  if (auto begun = begin(); !begun) {
    return begun;
  }
  rows_ += text::csv_record(fields);
  return rows_.size() < kMostRowBytes ? bytes::Result<void>() : write_rows();
}

bytes::Result<void> CsvFile::begin() {
  if (file_ != nullptr) {
    return {};
  }
  auto file = tree_.create_long_lived(name_);
  if (!file) {
    return tl::unexpected<bytes::Error>(std::move(file.error()));
  }
  file_ = std::move(*file);
  rows_ = text::csv_record(head_);
  return {};
}

bytes::Result<void> CsvFile::write_rows() {
  auto written = file_->write(rows_);
  rows_.clear();
  return written;
}

bytes::Result<void> CsvFile::close() {
  if (file_ == nullptr) {
    return {};
  }
  auto closed = write_rows().and_then([this] { return file_->close(); });
  file_.reset();
  return closed;
}

}  // namespace convert::mime
