#include "converters/mime/manifest.h"

#include <utility>

namespace convert::mime {

std::string csv_record(const std::vector<std::string>& fields) {
  std::string out;
  for (const std::string& field : fields) {
    if (&field != &fields.front()) {
      out += ',';
    }
    // RFC 4180 2.6: "Fields containing line breaks (CRLF), double quotes, and commas should be
    // enclosed in double-quotes." A field that begins or ends with a blank is, too.
    const bool quoted = field.find_first_of(",\"\r\n") != std::string::npos ||
                        (!field.empty() && (field.front() == ' ' || field.back() == ' '));
    if (!quoted) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) {
      out += c;
      if (c == '"') {
        out += '"';
      }
    }
    out += '"';
  }
  return out + "\r\n";
}

bytes::Result<void> CsvFile::add(const std::vector<std::string>& fields) {
  if (auto begun = begin(); !begun) {
    return begun;
  }
  return file_->write(csv_record(fields));
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
  return file_->write(csv_record(head_));
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
