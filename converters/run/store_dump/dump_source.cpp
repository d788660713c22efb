#include <utility>

#include "converters/run/store_dump/asking_sink.h"
#include "converters/run/store_dump/dump_microsoft_mail.h"
#include "converters/run/store_dump/dump_migration.h"
#include "converters/run/store_dump/dump_selection.h"
#include "converters/run/store_dump/store_dump.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"
#include "formats/ccmail/dump.h"
#include "formats/pst/dump/dump_store.h"

namespace run {
namespace {

bytes::Result<void> dump_pst(const Source& source,
                             const std::shared_ptr<const bytes::FileView>& view,
                             const DumpOptions& options, bytes::AnnotationSink& sink) {
  const auto& wanted = options.selection;
  pst::dump::DumpWhat what{.offset = wanted.offset, .progress = options.progress};
  if (wanted.offset) {
    if (auto there = check_offset(source, *wanted.offset); !there) {
      return there;
    }
  }
  if (wanted.object) {
    return bytes::fail(bytes::ErrorKind::Unsupported,
                       "is a " + source.what + ", which has no objects with an OID",
                       "select by --node, --item or --offset");
  }
  const auto node =
      wanted.node || wanted.item.empty() ? wanted.node : number_of_item(wanted.item, "nid ");
  if (!wanted.item.empty() && !node) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "has no item \"" + wanted.item + "\": its items are nodes",
                       "name one as storemap does: \"nid 0x00200024\"");
  }
  if (node && *node > UINT32_MAX) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "has no node " + bytes::hex_offset(*node) + ": they have 32 bits");
  }
  if (node) {
    what.node = pst::Nid{static_cast<std::uint32_t>(*node)};
  }
  return pst::dump::dump_store(view->bytes(), view, what, sink);
}

bytes::Result<void> dump_export(const Source& source, const bytes::FileView& view,
                                const DumpOptions& options, bytes::AnnotationSink& sink) {
  auto wanted = selected_bytes(source, options);
  if (!wanted) {
    return tl::unexpected(wanted.error());
  }
  AskingSink asking(options, sink);
  const ccmail::Labels labels;
  return ccmail::dump(bytes::as_text(view.bytes()), labels, {.wanted = std::move(*wanted)}, asking);
}

bytes::Result<void> dump_content(const Source& source,
                                 const std::shared_ptr<const bytes::FileView>& view,
                                 const DumpOptions& options, bytes::AnnotationSink& sink) {
  switch (source.kind) {
    case SourceKind::Pff:
      if (source.native) {
        return dump_pst(source, view, options, sink);
      }
      break;
    case SourceKind::Mmf:
      return dump_mmf(source, view, options, sink);
    case SourceKind::Tnef:
      return dump_tnef(source, *view, options, sink);
    case SourceKind::Ccmail:
      return dump_export(source, *view, options, sink);
    case SourceKind::Iff:
      return dump_migration_file(source, *view, options, sink);
    default:
      break;
  }
  return bytes::fail(bytes::ErrorKind::Unsupported,
                     "is a " + source.what + ", whose structures are not told",
                     "those of PSTs and OSTs with pages of 512 bytes, MMF stores, TNEF streams, "
                     "files of post offices, exports of cc:Mail and migration files are");
}

bytes::Result<void> dump_by_place(const Source& source, const bytes::FileView& view,
                                  const DumpOptions& options, bytes::AnnotationSink& sink) {
  auto told = dump_office_file(source, view, options, sink);
  return told ? std::move(*told) : bytes::Result<void>(tl::unexpected(*source.error));
}

}  // namespace

bytes::Result<void> dump_source(const Source& source, const DumpOptions& options,
                                bytes::AnnotationSink& sink) {
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
  auto told = may_be_office ? dump_by_place(source, **view, options, sink)
                            : dump_content(source, *view, options, sink);
  const auto path = source.path.string();
  if (!told && told.error().kind != bytes::ErrorKind::Interrupted &&
      told.error().kind != bytes::ErrorKind::Io && !told.error().what.starts_with(path)) {
    told.error().what = path + ": " + told.error().what;
  }
  // The place of one page is known, and what else the disk does not deliver is not.
  if (const auto at = (*view)->read_error(); told && at) {
    return bytes::fail(bytes::ErrorKind::Io, path + ": cannot be read at " + bytes::hex_offset(*at),
                       "copy it with ddrescue, and dump the copy");
  }
  return told;
}

}  // namespace run
