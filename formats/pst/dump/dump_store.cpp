#include "formats/pst/dump/dump_store.h"

#include <algorithm>
#include <utility>

#include "formats/pst/dump/emitter.h"
#include "formats/pst/dump/file_dump.h"
#include "formats/pst/dump/node_dump.h"
#include "formats/pst/dump/records.h"
#include "formats/pst/reader/sweep/salvage.h"

namespace pst::dump {
namespace {

using bytes::ErrorKind;
using bytes::Result;

tl::unexpected<bytes::Error> sweep_stopped() {
  return bytes::fail(ErrorKind::Interrupted, "stopped by the user");
}

Result<void> tell_node(const reader::Store& store, const reader::NodeEntry& entry,
                       const DumpWhat& what, bytes::AnnotationSink& sink) {
  Emitter emitter(sink, what.offset, what.progress);
  NodeDump(store, emitter).tell(entry);
  return emitter.done();
}

/// A node that the index lacks may be one that the store gave up.
Result<void> tell_deleted(std::span<const std::byte> content, std::shared_ptr<const void> owner,
                          const DumpWhat& what, bytes::AnnotationSink& sink) {
  const auto salvaged = reader::salvage_store(content, std::move(owner),
                                              {.deleted = true, .progress = what.progress});
  if (!salvaged) {
    return tl::unexpected(salvaged.error());
  }
  if (salvaged->sweep && salvaged->sweep->stopped) {
    return sweep_stopped();
  }
  const auto& deleted = salvaged->deleted;
  const auto found = std::ranges::find(deleted, *what.node, &reader::NodeEntry::nid);
  if (found == deleted.end()) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "has no node " + hex_of(what.node->value) +
                           ", neither in its index nor "
                           "among what it gave up",
                       "storemap --json lists the items, each with its node");
  }
  const auto store = salvaged->deleted_store();
  return tell_node(store, *found, what, sink);
}

Result<void> tell_offset(const reader::Store& store, const DumpWhat& what,
                         bytes::AnnotationSink& sink) {
  const auto offset = *what.offset;
  if (offset >= store.file().content.size()) {
    return bytes::fail(ErrorKind::NotThisFormat, "has no byte at " + hex_of(offset));
  }
  FileDump file(store, what.progress);
  // A block that several nodes share says the same in each.
  for (const auto nid : file.nodes_at(offset)) {
    const auto* const entry = store.index().nodes.find(nid);
    if (entry == nullptr) {
      continue;
    }
    Emitter emitter(sink, offset, what.progress);
    NodeDump(store, emitter).tell(*entry);
    if (emitter.told() || emitter.ended()) {
      return emitter.done();
    }
  }
  return file.one(offset, sink);
}

}  // namespace

Result<void> dump_store(std::span<const std::byte> content, std::shared_ptr<const void> owner,
                        const DumpWhat& what, bytes::AnnotationSink& sink) {
  const auto salvaged = reader::salvage_store(content, owner, {.progress = what.progress});
  if (!salvaged) {
    return tl::unexpected(salvaged.error());
  }
  if (salvaged->sweep && salvaged->sweep->stopped) {
    return sweep_stopped();
  }
  const auto& store = salvaged->store;
  if (what.node) {
    const auto* const entry = store.index().nodes.find(*what.node);
    return entry != nullptr ? tell_node(store, *entry, what, sink)
                            : tell_deleted(content, std::move(owner), what, sink);
  }
  return what.offset ? tell_offset(store, what, sink) : FileDump(store, what.progress).all(sink);
}

}  // namespace pst::dump
