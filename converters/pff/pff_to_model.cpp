#include "converters/pff/pff_to_model.h"

#include <memory>
#include <string>
#include <utility>

#include "converters/mapi/mapi_to_model.h"
#include "converters/pff/properties.h"
#include "converters/pff/read_watch.h"
#include "converters/pff/recovery.h"
#include "converters/pff/roles.h"
#include "converters/pff/session.h"
#include "converters/pff/walk.h"
#include "formats/bytes/file_view.h"
#include "formats/pff/file.h"
#include "formats/pff/sniff.h"

namespace convert::pff {
namespace {

using bytes::ErrorKind;
using model::Result;

/// "PST Unicode", "OST Unicode (4 KB pages)".
std::string format_name(const ::pff::FileFacts& facts) {
  return std::string(::pff::name_of(facts.content)) + " " +
         std::string(::pff::name_of(facts.layout));
}

Result<void> check_magic(const bytes::FileView& view) {
  const auto path = view.path().string();
  if (view.bytes().empty()) {
    return bytes::fail(ErrorKind::NotThisFormat, path + ": the file is empty",
                       "copy it again from where it came from");
  }
  if (::pff::sniff(view.bytes()).certainty == ::pff::Certainty::None) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       path + ": not a PST, OST or PAB: its first bytes are not \"!BDN\"",
                       "ask mailsniff what the file is");
  }
  return {};
}

/// Whether the file is as long as its header says.
Result<void> check_size(const Session& session, const bytes::FileView& view) {
  const auto recorded = ::pff::recorded_size(view.bytes());
  if (!recorded || *recorded <= session.size) {
    return {};
  }
  return session.note(session.source,
                      "the file is cut off: it had " + std::to_string(*recorded) +
                          " bytes and has " + std::to_string(session.size),
                      true);
}

/// libpff passes over some failed reads in its indexes without a word.
Result<void> tell_read_failures(const Session& session) {
  if (session.file.read_failures() == 0) {
    return {};
  }
  return session.lose(model::LossKind::Structure, std::nullopt, "",
                      std::to_string(session.file.read_failures()) +
                          " reads failed: what lay there may be missing");
}

/// The store record, and what the roles can learn from it.
Result<void> deliver_store(Session& session, const std::string& path, Roles& roles) {
  const auto facts = session.file.facts();
  model::Store store;
  store.source = path;
  store.format = format_name(facts);
  store.code_page = session.options.charset;
  store.size = session.size;
  model::Provenance provenance;
  const auto item = session.file.message_store();
  const auto set = item ? item->read_record_set(0) : tl::unexpected(item.error());
  if (set) {
    add_properties(*set, store.properties, provenance);
    roles.learn_store(*set, session.file);
  } else {
    provenance.miss("store properties", set.error().what);
    roles.learn_store({}, session.file);
  }
  for (auto& piece : mapi::fill_store(store, {.code_page = session.options.charset})) {
    provenance.miss(std::move(piece.what), std::move(piece.why));
  }
  auto result = session.sink.store(store);
  for (const auto& missing : provenance.missing) {
    if (result) {
      result = session.lose(model::LossKind::Structure, std::nullopt, native_id(0x21),
                            missing.what + ": " + missing.why);
    }
  }
  if (result && facts.corrupted) {
    result = session.note(session.source, "libpff calls the file's indexes corrupted", true);
  }
  return result;
}

/// libpff computes the checksums of blocks and tells nobody: what it delivers may be wrong in a
/// damaged file, and "intact" means no more than that nothing was seen to be missing.
Result<void> tell_limits(const Session& session) {
  return session.note(session.source,
                      "read through libpff, which does not tell a content that fails its checksum");
}

/// A wrong checksum says that something in the header is wrong, not what.
Result<void> tell_header_damage(const Session& session) {
  for (const auto& damage : session.file.header_damage()) {
    auto told = session.note(
        session.source,
        std::string(damage.field) + ": does not fit the header; it was read all the same", true);
    if (!told) {
      return told;
    }
  }
  return {};
}

Result<void> deliver_tree(Session& session, Roles& roles) {
  Walk walk(session, roles);
  const auto root = session.file.root_folder();
  Result<void> result;
  if (root) {
    walk.scan(*root);
    roles.settle();
    result = walk.deliver(*root, std::nullopt);
  } else {
    result = session.lose(model::LossKind::Structure, std::nullopt, native_id(0x122),
                          "root folder: " + root.error().what);
  }
  if (result) {
    result = deliver_orphans(session, walk);
  }
  return result ? deliver_recovered(session, walk) : result;
}

}  // namespace

Result<void> pff_to_model(const std::filesystem::path& path, const model::ReadOptions& options,
                          model::ReadMonitor& monitor, model::Sink& sink) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  if (auto checked = check_magic(**view); !checked) {
    return checked;
  }
  const auto watch = std::make_shared<ReadWatch>(monitor, (*view)->bytes().size());
  // Blobs that a sink keeps may keep the file: what is read later is nobody's progress.
  const auto on_read = [weak = std::weak_ptr(watch)](std::uint64_t bytes_read) {
    if (const auto watching = weak.lock()) {
      watching->progress(bytes_read);
    }
  };
  const auto file = ::pff::File::open(*view, on_read);
  if (!file) {
    return tl::unexpected(file.error());
  }
  std::vector<model::Note> remarks;
  Session session{.file = *file,
                  .options = options,
                  .monitor = *watch,
                  .sink = sink,
                  .remarks = remarks,
                  .source = path.filename().string(),
                  .size = (*view)->bytes().size()};
  Roles roles;
  auto result = deliver_store(session, path.string(), roles);
  if (result) {
    result = tell_limits(session);
  }
  if (result) {
    result = tell_header_damage(session);
  }
  if (result) {
    result = check_size(session, **view);
  }
  if (result) {
    result = deliver_tree(session, roles);
  }
  if (result) {
    result = tell_read_failures(session);
  }
  if (!result) {
    return result;
  }
  return sink.finish();
}

}  // namespace convert::pff
