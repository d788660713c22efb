#include "converters/run/store_dump/dump_microsoft_mail.h"

#include <utility>

#include "converters/mmf/code_page.h"
#include "converters/run/office_file.h"
#include "converters/run/store_dump/asking_sink.h"
#include "converters/run/store_dump/dump_selection.h"
#include "formats/bytes/hex.h"
#include "formats/mmf/dump/dump.h"
#include "formats/pst/dump/property_names.h"
#include "formats/pst/dump/value_fields.h"
#include "formats/tnef/dump/dump.h"
#include "formats/wgpo/dump/dump.h"

namespace run {
namespace {

bytes::Result<mmf::Oid> oid_of(std::uint64_t number) {
  if (number > UINT32_MAX) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       "has no object " + bytes::hex_offset(number) + ": OIDs have 32 bits");
  }
  return mmf::Oid{static_cast<std::uint32_t>(number)};
}

}  // namespace

bytes::Result<void> dump_mmf(const Source& source,
                             const std::shared_ptr<const bytes::FileView>& view,
                             const DumpOptions& options, bytes::AnnotationSink& sink) {
  if (!source.pieces.empty()) {
    return bytes::fail(bytes::ErrorKind::Unsupported, "is a store in pieces",
                       "join them in their order with cat, and dump the whole");
  }
  mmf::DumpWhat what;
  if (options.selection.object) {
    const auto oid = oid_of(*options.selection.object);
    if (!oid) {
      return tl::unexpected(oid.error());
    }
    what.object = *oid;
  } else {
    auto touching = selected_bytes(source, options);
    if (!touching) {
      return tl::unexpected(touching.error());
    }
    what.touching = std::move(*touching);
  }
  bytes::DamageLog ignored;  // told with each record
  const auto store = mmf::Store::open(view->bytes(), view, ignored);
  if (!store) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, "has no object of a store");
  }
  what.code_page =
      convert::mmf::choose_page(0, store->header() ? store->header()->language : "").number;
  AskingSink asking(options, sink);
  return mmf::dump(*store, what, asking);
}

bytes::Result<void> dump_tnef(const Source& source, const bytes::FileView& view,
                              const DumpOptions& options, bytes::AnnotationSink& sink) {
  auto touching = selected_bytes(source, options);
  if (!touching) {
    return tl::unexpected(touching.error());
  }
  // MAPI has the same names in a stream as in a PST.
  const tnef::DumpWhat what{.touching = std::move(*touching),
                            .words = {.name = pst::dump::property_name,
                                      .type = pst::dump::type_name,
                                      .value = pst::dump::value_text}};
  AskingSink asking(options, sink);
  return tnef::dump(view.bytes(), what, asking);
}

std::optional<bytes::Result<void>> dump_office_file(const Source& source,
                                                    const bytes::FileView& view,
                                                    const DumpOptions& options,
                                                    bytes::AnnotationSink& sink) {
  const auto found = find_office_file(source.path);
  if (!found) {
    return std::nullopt;
  }
  auto touching = selected_bytes(source, options);
  if (!touching) {
    return bytes::Result<void>(tl::unexpected(touching.error()));
  }
  wgpo::DumpWhat what{.touching = std::move(*touching)};
  if (found->office->key_source() != wgpo::KeySource::None) {
    what.key = found->office->key();
  }
  AskingSink asking(options, sink);
  return wgpo::dump(view.bytes(), found->name, what, asking);
}

}  // namespace run
