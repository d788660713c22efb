#include "converters/run/ccmail_directory.h"

#include "converters/ccmail/address_records.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"

namespace run {

bytes::Result<std::optional<KindAndDirectory>> read_ccmail_directory(
    const std::filesystem::path& path, text::CodePageNumber charset) {
  constexpr std::size_t kHead = std::size_t{64} << 10U;
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const std::string_view file = bytes::as_text((*view)->bytes());
  const auto kind = ccmail::sniff_text(file.substr(0, kHead), ccmail::Labels());
  if (kind != ccmail::TextKind::Directory && kind != ccmail::TextKind::PrivateDirectory &&
      kind != ccmail::TextKind::GatewayAliases) {
    return std::optional<KindAndDirectory>();
  }
  auto read = convert::ccmail::to_directory_file(file, kind, charset);
  if ((*view)->read_error()) {
    return bytes::fail(bytes::ErrorKind::Io, path.string() + ": the disk could not be read");
  }
  return std::optional(
      KindAndDirectory(std::string(convert::ccmail::name_of(kind)), std::move(read)));
}

}  // namespace run
