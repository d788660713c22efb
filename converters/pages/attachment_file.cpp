#include "converters/pages/attachment_file.h"

#include <set>
#include <span>
#include <utility>
#include <vector>

#include "formats/mime/safe_name.h"
#include "formats/text/ascii.h"

namespace convert::pages {
namespace {

constexpr std::size_t kLongestName = 100;
constexpr std::size_t kPiece = std::size_t{256} * 1024;

/// Not among them: what is HTML, XML, SVG or a script under any name, what a browser guesses by its
/// content because it has no extension, what a desktop starts on a click, and MHTML.
bool is_tame(std::string_view extension) {
  static const std::set<std::string_view> names{
      "7z",   "aac", "arj",  "asc", "avi",  "bin", "bmp",  "bz2", "csv", "dbf", "dcx", "doc",
      "docx", "dot", "dxf",  "eml", "eps",  "fdf", "flac", "gif", "gz",  "ics", "ico", "jpe",
      "jpeg", "jpg", "lha",  "log", "lzh",  "m4a", "mdb",  "mkv", "mov", "mp3", "mp4", "mpeg",
      "mpg",  "mpp", "msg",  "odp", "ods",  "odt", "ogg",  "p7m", "p7s", "pcx", "pdf", "pgp",
      "png",  "pot", "pps",  "ppt", "pptx", "ps",  "rar",  "rtf", "sc2", "tar", "tgz", "tif",
      "tiff", "txt", "vcf",  "vcs", "vsd",  "wav", "webp", "wk1", "wks", "wmf", "wp5", "wpd",
      "wri",  "xls", "xlsx", "xlt", "z",    "zip"};
  return names.contains(extension);
}

}  // namespace

std::string attachment_file_name(std::string_view name) {
  std::string safe = ::mime::safe_name(name, kLongestName);
  const std::size_t dot = safe.rfind('.');
  const bool has_extension = dot != std::string::npos && dot != 0;
  return has_extension && is_tame(text::lower_case(std::string_view(safe).substr(dot + 1)))
             ? safe
             : safe + ".bin";
}

bytes::Result<WrittenAttachment> write_attachment(const bytes::ByteSource& content,
                                                  std::string_view path, bytes::OutputTree& tree) {
  WrittenAttachment written;
  auto stream = content.open();
  if (!stream) {
    written.unread = std::move(stream.error());
    return written;
  }
  auto file = tree.create(path);
  if (!file) {
    return bytes::pass_on(file.error());
  }
  std::vector<std::byte> piece(kPiece);
  for (;;) {
    auto got = (*stream)->read(piece);
    if (!got) {
      written.unread = std::move(got.error());  // what was written of the file is removed
      return written;
    }
    if (*got == 0) {
      break;
    }
    written.size += *got;
    if (auto done = (*file)->write(std::span(std::as_const(piece)).first(*got)); !done) {
      return bytes::pass_on(done.error());
    }
  }
  if (auto done = (*file)->close(); !done) {
    return bytes::pass_on(done.error());
  }
  return written;
}

}  // namespace convert::pages
