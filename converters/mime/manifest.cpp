#include "converters/mime/manifest.h"

#include <utility>

#include "formats/text/csv.h"

namespace convert::mime {

bytes::Result<void> CsvFile::add(const std::vector<std::string>& fields) {
  if (auto begun = begin(); !begun) {
    return begun;
  }
  return file_->write(text::csv_record(fields));
}

bytes::Result<void> CsvFile::begin() {
  if (file_ != nullptr) {
    return {};
  }
  auto file = tree_.create(name_);
  if (!file) {
    return tl::unexpected<bytes::Error>(std::move(file.error()));
  }
  file_ = std::move(*file);
  return file_->write(text::csv_record(head_));
}

bytes::Result<void> CsvFile::close() {
  if (file_ == nullptr) {
    return {};
  }
  auto closed = file_->close();
  file_.reset();
  return closed;
}

}  // namespace convert::mime
