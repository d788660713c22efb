#include "converters/run/carved_sources.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

#include "converters/run/stop.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/pff/sniff.h"
#include "formats/pst/reader/sweep/carve.h"

namespace run {
namespace {

using bytes::ErrorKind;

Source source_of(const std::filesystem::path& path, std::span<const std::byte> image,
                 const pst::reader::CarvedStore& store) {
  Source source;
  source.path = path;
  source.carved_at = store.offset;
  source.size = store.size;
  source.kind = SourceKind::Pff;
  source.native = true;
  source.certainty = store.header ? Certainty::Sure : Certainty::Possible;
  source.what = "PST";
  source.version = "without header";
  const auto sniffed = pff::sniff(image.subspan(static_cast<std::size_t>(store.offset)));
  if (store.header && sniffed.certainty != pff::Certainty::None) {
    source.what = pff::name_of(sniffed.content);
    source.version = pff::name_of(sniffed.layout);
  }
  source.evidence = {std::string(store.header ? "a header" : "allocation maps") +
                     " of a store of " + std::to_string(store.size) + " bytes at " +
                     bytes::hex_offset(store.offset)};
  return source;
}

}  // namespace

std::vector<Source> carved_sources(const std::filesystem::path& path) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return {unusable(path, view.error())};
  }
  const auto image = (*view)->bytes();
  const auto found =
      pst::reader::find_stores(image, [](std::uint64_t /*done*/) { return stop_signal() == 0; });
  if (stop_signal() != 0) {
    return {unusable(path, {.kind = ErrorKind::Interrupted,
                            .what = path.string() + ": stopped by the user",
                            .hint = "run again"})};
  }
  if (const auto at = (*view)->read_error()) {
    return {unusable(path, {.kind = ErrorKind::Io,
                            .what = path.string() + ": cannot be read at " + bytes::hex_offset(*at),
                            .hint = "copy what can be read of the medium first"})};
  }
  if (found.empty()) {
    return {unusable(path, {.kind = ErrorKind::NotThisFormat,
                            .what = path.string() + ": no PST lies in it",
                            .hint = "one that lies there in pieces is not put together"})};
  }
  std::vector<Source> sources;
  sources.reserve(found.size());
  for (const auto& store : found) {
    sources.push_back(source_of(path, image, store));
  }
  return sources;
}

}  // namespace run
