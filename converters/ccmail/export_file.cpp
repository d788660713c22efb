#include "converters/ccmail/export_file.h"

#include <string>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/text/ascii.h"

namespace convert::ccmail {

bytes::Result<OpenExport> open_export(const ExportFile& file, const ::ccmail::Labels& labels) {
  auto view = bytes::FileView::open(file.path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const std::string_view text = bytes::as_text((*view)->bytes());
  auto reader = file.layout ? ::ccmail::MessageReader::reopen(text, labels, *file.layout)
                            : ::ccmail::MessageReader::open(text, labels);
  if (!reader) {
    return bytes::fail(reader.error().kind, file.path.string() + ": " + reader.error().what,
                       reader.error().hint);
  }
  return OpenExport{.place = {.file = file.path.filename().string(), .view = *view},
                    .reader = std::move(*reader)};
}

bool is_retried_file(const std::filesystem::path& path) {
  const std::string extension = text::lower_case(path.extension().string());
  const std::string directory = text::lower_case(path.parent_path().filename().string());
  return extension == ".und" || directory == "bad";
}

}  // namespace convert::ccmail
