#include <utility>
#include <vector>

#include "converters/ccmail/ccmail_to_model.h"
#include "converters/mmf/mmf_to_model.h"
#include "converters/run/store_map/map_items.h"
#include "converters/run/store_map/map_migration.h"
#include "converters/run/store_map/map_post_office.h"
#include "converters/run/store_map/store_map.h"
#include "converters/run/unread_sink.h"
#include "converters/tnef/tnef_to_model.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/ccmail/map.h"
#include "formats/mmf/map.h"
#include "formats/pst/check/map_store.h"
#include "formats/tnef/map.h"

namespace run {
namespace {

using FileToModel = model::Result<void> (*)(const std::filesystem::path&, const model::ReadOptions&,
                                            model::ReadMonitor&, model::Sink&);

/// The items of one file, by the reader that converts it.
bytes::Result<bytes::StoreMap> with_items(bytes::StoreMap map, const Source& source,
                                          const MapOptions& options, FileToModel to_model) {
  const auto read = [&](model::ReadMonitor& monitor, model::Sink& sink) {
    if (options.unread == nullptr) {
      return to_model(source.path, {}, monitor, sink);
    }
    UnreadSink named(sink, options.unread);
    return to_model(source.path, {}, monitor, named);
  };
  const auto going_on = [&] { return !options.progress || options.progress(source.size); };
  if (auto added = add_items(map, source.path.filename().string(), read, going_on); !added) {
    return tl::unexpected(added.error());
  }
  return map;
}

model::Result<void> export_to_model(const std::filesystem::path& path,
                                    const model::ReadOptions& options, model::ReadMonitor& monitor,
                                    model::Sink& sink) {
  return convert::ccmail::ccmail_to_model({path}, path.string(), path.stem().string(), options,
                                          monitor, sink);
}

bytes::Result<bytes::StoreMap> map_content(const Source& source,
                                           const std::shared_ptr<const bytes::FileView>& view,
                                           const MapOptions& options) {
  switch (source.kind) {
    case SourceKind::Pff:
      if (source.native) {
        return pst::check::map_store(
            view->bytes(), view, {.progress = options.progress, .unread = options.unread.get()});
      }
      break;
    case SourceKind::Mmf: {
      bytes::DamageLog ignored;  // the converter meets it, too, and notes it
      const auto store = mmf::Store::open(view->bytes(), view, ignored);
      if (source.pieces.empty() && store) {
        return with_items(mmf::map_of(*store), source, options, convert::mmf::mmf_to_model);
      }
      break;
    }
    case SourceKind::Ccmail: {
      const ccmail::Labels labels;
      auto map = ccmail::map_of(bytes::as_text(view->bytes()), labels);
      return map ? with_items(std::move(*map), source, options, export_to_model) : map;
    }
    case SourceKind::Iff:
      return map_migration_file(source, *view, options);
    case SourceKind::Tnef:
      if (auto map = tnef::map_of(view->bytes())) {
        return with_items(std::move(*map), source, options, convert::tnef::tnef_to_model);
      }
      break;
    default:
      break;
  }
  return bytes::fail(bytes::ErrorKind::Unsupported,
                     "is a " + source.what + ", of which there is no byte map",
                     "there are maps of PSTs, OSTs with pages of 512 bytes, MMF stores, TNEF "
                     "streams, exports of cc:Mail, PRI and SEC files, and files of post offices");
}

bytes::Result<bytes::StoreMap> map_office_file(const Source& source, const bytes::FileView& view,
                                               const MapOptions& options) {
  auto map = map_post_office_file(source, view, options);
  return map ? std::move(*map) : bytes::Result<bytes::StoreMap>(tl::unexpected(*source.error));
}

/// What was not read keeps its owner.
void mark_unread(bytes::StoreMap& map, const bytes::Extents& unread) {
  std::vector<bytes::Range> parts;
  for (const auto& range : map.ranges) {
    const auto end = range.offset + range.length;
    for (auto at = range.offset; at < end;) {
      const auto bad = unread.first_in(at, end - at);
      auto part = range;
      part.offset = at;
      if (bad && bad->offset == at) {
        part.kind = bytes::RangeClass::Unreadable;
        part.length = bad->length;
      } else {
        part.length = (bad ? bad->offset : end) - at;
      }
      at += part.length;
      parts.push_back(part);
    }
  }
  map.ranges = std::move(parts);
}

}  // namespace

bytes::Result<MappedStore> map_source(const Source& source, const MapOptions& options) {
  // Of a secondary migration file it is that it has no messages; files of a post office are known
  // by their places.
  const bool may_be_office = source.error && source.kind == SourceKind::Unknown &&
                             source.error->kind == bytes::ErrorKind::NotThisFormat;
  if (source.error && source.kind != SourceKind::Iff && !may_be_office) {
    return tl::unexpected(*source.error);
  }
  const auto view = bytes::FileView::open(source.path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  auto map = may_be_office ? map_office_file(source, **view, options)
                           : map_content(source, *view, options);
  if (!map) {
    auto error = map.error();
    const auto path = source.path.string();
    if (error.kind != bytes::ErrorKind::Interrupted && !error.what.starts_with(path)) {
      error.what = path + ": " + error.what;
    }
    return tl::unexpected(std::move(error));
  }
  if (options.unread != nullptr) {
    mark_unread(*map, *options.unread);
  }
  // The place of one page is known, and what else the disk does not deliver is not.
  if (const auto at = (*view)->read_error()) {
    return bytes::fail(bytes::ErrorKind::Io,
                       source.path.string() + ": cannot be read at " + bytes::hex_offset(*at),
                       "copy it with ddrescue, and give its mapfile with --bad-sectors");
  }
  const auto format = source.what + (source.version.empty() ? "" : " " + source.version);
  return MappedStore{.path = source.path,
                     .format = may_be_office ? "file of a post office" : format,
                     .map = std::move(*map)};
}

}  // namespace run
