#include "converters/pst_reader/pst_to_model.h"

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "converters/mapi_store/roles.h"
#include "converters/mapi_store/store_record.h"
#include "converters/mapi_store/walk.h"
#include "converters/pst_reader/damage_notes.h"
#include "converters/pst_reader/deleted.h"
#include "converters/pst_reader/node_progress.h"
#include "converters/pst_reader/pst_store.h"
#include "converters/pst_reader/told_sink.h"
#include "converters/pst_reader/unreached.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"

namespace convert::pst_reader {
namespace {

using mapi_store::native_id;
using mapi_store::Session;
using model::Result;
using ::pst::reader::Salvaged;
using ::pst::reader::Store;

/// "PST Unicode".
std::string format_name(const Store& store) {
  const bool is_ost = store.header() && store.header()->client == ::pst::reader::Client::Ost;
  return std::string(is_ost ? "OST " : "PST ") +
         (store.file().width == ::pst::Width::Ansi ? "ANSI" : "Unicode");
}

/// Each folder and message is entered once in the tree, folders in the scan and for their tables,
/// too.
std::uint64_t steps_of(const Store& store) {
  std::uint64_t steps = 0;
  for (const auto& entry : store.index().nodes.entries()) {
    const auto type = mapi_store::node_type(entry.nid.value);
    steps += mapi_store::is_message(type) ? 1U : mapi_store::is_folder(type) ? 4U : 0U;
  }
  return steps;
}

Result<void> deliver_tree(Session& session, mapi_store::Walk& walk, mapi_store::Roles& roles) {
  constexpr std::uint32_t kRootFolder = 0x122;  // [MS-PST] 2.4.1
  const auto root = session.from.root_folder();
  if (!root) {
    roles.settle();
    return session.lose(model::LossKind::Structure, std::nullopt, native_id(kRootFolder),
                        "root folder: " + root.error().what);
  }
  walk.scan(**root);
  roles.settle();
  return walk.deliver(**root, std::nullopt);
}

/// A block that the disk did not deliver fails its checksum, too; what no block is made of does
/// not.
Result<void> tell_read_failure(const Session& session) {
  if (session.from.read_failures() == 0) {
    return {};
  }
  return session.lose(model::LossKind::Structure, std::nullopt, "",
                      "the disk did not deliver all of the file: what lay there may be missing");
}

/// A sweep that was needed, not only wished for.
Result<void> tell_sweep(const Session& session, const Salvaged& salvaged) {
  const auto& sweep = salvaged.sweep;
  if (!sweep || sweep->nodes_added + sweep->blocks_added == 0 ||
      (salvaged.store.index().node_gaps.empty() && salvaged.store.index().block_gaps.empty())) {
    return {};
  }
  return session.note(session.source,
                      "parts of the indexes are lost: a search of the file found " +
                          std::to_string(sweep->nodes_added) + " nodes and " +
                          std::to_string(sweep->blocks_added) + " blocks that belong to them",
                      true);
}

/// What a store is called, and what is to be said of where it lies.
struct Naming {
  std::string path;
  std::string name;  // of the source of its items
  std::string note;  // may be empty
};

Result<void> deliver_all(Session& session, const Salvaged& salvaged, const bytes::FileView& view,
                         const ToldDamage& told, const Naming& naming) {
  const auto& store = salvaged.store;
  mapi_store::Roles roles;
  auto result = mapi_store::deliver_store(session, naming.path, format_name(store), roles);
  if (result && !naming.note.empty()) {
    result = session.note(naming.name, naming.note);
  }
  if (result) {
    result = mapi_store::check_size(session,
                                    store.header() ? store.header()->recorded_size : session.size);
  }
  if (result) {
    result = tell_index_gaps(session, store);
  }
  if (result) {
    result = tell_sweep(session, salvaged);
  }
  if (!result) {
    return result;
  }
  mapi_store::Walk walk(session, roles);
  result = deliver_tree(session, walk, roles);
  if (result && session.monitor.enter("orphans")) {
    result = deliver_unreached(session, store, walk);
  }
  if (result) {
    result = deliver_deleted(session, salvaged, view, walk);
  }
  if (result) {
    result = session.sink.settle();
  }
  if (result) {
    result = tell_read_failure(session);
  }
  if (!result) {
    return result;
  }
  result = tell_damage(session, store, told);
  return result ? session.sink.finish() : result;
}

/// `content` is a part of `view`, or all of it.
Result<void> read_store(const std::shared_ptr<const bytes::FileView>& view,
                        std::span<const std::byte> content, const Naming& naming,
                        const model::ReadOptions& options, model::ReadMonitor& monitor,
                        model::Sink& sink) {
  const auto watch = [&monitor](std::uint64_t done) {
    monitor.progress(done);
    return true;
  };
  const auto salvaged =
      ::pst::reader::salvage_store(content, view, {.deleted = options.deleted, .progress = watch});
  if (!salvaged) {
    auto error = salvaged.error();
    error.what = naming.path + ": " + error.what;
    return tl::unexpected(std::move(error));
  }
  ToldDamage told;
  ToldSink told_sink(sink, told);
  const PstStore from(salvaged->store, *view, told);
  NodeProgress progress(monitor, steps_of(salvaged->store), content.size());
  std::vector<model::Note> remarks;
  Session session{.from = from,
                  .options = options,
                  .monitor = progress,
                  .sink = told_sink,
                  .remarks = remarks,
                  .source = naming.name,
                  .size = content.size()};
  return deliver_all(session, *salvaged, *view, told, naming);
}

}  // namespace

Result<void> pst_to_model(const std::filesystem::path& path, const model::ReadOptions& options,
                          model::ReadMonitor& monitor, model::Sink& sink) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto content = (*view)->bytes();
  if (content.empty()) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat, path.string() + ": the file is empty",
                       "copy it again from where it came from");
  }
  return read_store(*view, content,
                    {.path = path.string(), .name = path.filename().string(), .note = {}}, options,
                    monitor, sink);
}

Result<void> pst_in_file_to_model(const std::filesystem::path& path, const Extent& place,
                                  const model::ReadOptions& options, model::ReadMonitor& monitor,
                                  model::Sink& sink) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto image = (*view)->bytes();
  const auto at = " at " + bytes::hex_offset(place.offset);
  if (place.offset > image.size() || place.size > image.size() - place.offset) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       path.string() + ": the file has shrunk: there is no store any more" + at);
  }
  const auto file = path.filename().string();
  return read_store(
      *view,
      image.subspan(static_cast<std::size_t>(place.offset), static_cast<std::size_t>(place.size)),
      {.path = path.string() + at,
       .name = file + at,
       .note = "the store lies" + at + " of " + file + ", " + std::to_string(place.size) +
               " bytes long; other offsets are counted from its beginning"},
      options, monitor, sink);
}

}  // namespace convert::pst_reader
