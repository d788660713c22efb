#include "tools/common/bad_sectors.h"

#include <filesystem>
#include <string>
#include <system_error>
#include <utility>

#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/unread_places.h"
#include "formats/ddrescue/mapfile.h"

namespace tool {
namespace {

/// Whether its reader opens one file, and that as a mapfile can speak of.
bool is_one_file(const run::Source& source) {
  std::error_code ignored;
  return source.kind != run::SourceKind::Spool && source.kind != run::SourceKind::Iff &&
         source.directory.empty() && source.mailbox.empty() && source.pieces.empty() &&
         !source.carved_at && !source.unpacked &&
         std::filesystem::is_regular_file(source.path, ignored);
}

tl::unexpected<bytes::Error> name_file(const std::filesystem::path& path, bytes::Error error) {
  error.what = path.string() + ": " + error.what;
  return tl::unexpected<bytes::Error>(std::move(error));
}

}  // namespace

bytes::Result<std::shared_ptr<const bytes::Extents>> load_bad_sectors(
    const Arguments& arguments, const std::vector<run::Source>& sources) {
  const auto& path = arguments.bad_sectors;
  if (path.empty()) {
    return nullptr;
  }
  if (sources.size() != 1 || !is_one_file(sources.front())) {
    return bytes::fail(bytes::ErrorKind::Unsupported,
                       "--bad-sectors: a mapfile is of one file, and a source that is a store in "
                       "one file",
                       "name one store");
  }
  std::error_code failed;
  const auto size = std::filesystem::file_size(sources.front().path, failed);
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  auto blocks = ddrescue::read_mapfile(bytes::as_text((*view)->bytes()));
  if (!blocks) {
    return name_file(path, blocks.error());
  }
  auto unread = ddrescue::unread_of(*blocks, failed ? 0 : size);
  if (!unread) {
    return name_file(path, unread.error());
  }
  auto places = std::make_shared<const bytes::Extents>(std::move(*unread));
  if (auto declared = bytes::declare_unread(sources.front().path, places); !declared) {
    return tl::unexpected(declared.error());
  }
  return places;
}

}  // namespace tool
