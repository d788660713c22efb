#include "converters/pff/pff_to_model.h"

#include <memory>
#include <string>
#include <utility>

#include "converters/mapi_store/roles.h"
#include "converters/mapi_store/session.h"
#include "converters/mapi_store/store_record.h"
#include "converters/mapi_store/walk.h"
#include "converters/pff/pff_store.h"
#include "converters/pff/read_watch.h"
#include "converters/pff/recovery.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/result.h"
#include "formats/pff/file.h"
#include "formats/pff/sniff.h"

namespace convert::pff {
namespace {

using bytes::ErrorKind;
using bytes::Result;
using mapi_store::Session;

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

/// libpff passes over some failed reads in its indexes without a word.
Result<void> tell_read_failures(const Session& session) {
  if (session.from.read_failures() == 0) {
    return {};
  }
  return session.lose(model::LossKind::Structure, std::nullopt, "",
                      std::to_string(session.from.read_failures()) +
                          " reads failed: what lay there may be missing");
}

/// libpff computes the checksums of blocks and tells nobody: what it delivers may be wrong in a
/// damaged file, and "intact" means no more than that nothing was seen to be missing.
Result<void> tell_limits(const Session& session) {
  return session.note(session.source,
                      "read through libpff, which does not tell a content that fails its checksum");
}

/// A wrong checksum says that something in the header is wrong, not what.
Result<void> tell_header_damage(const Session& session, const ::pff::File& file) {
  for (const auto& damage : file.header_damage()) {
    auto told = session.note(
        session.source,
        std::string(damage.field) + ": does not fit the header; it was read all the same", true);
    if (!told) {
      return told;
    }
  }
  return {};
}

Result<void> deliver_tree(Session& session, const ::pff::File& file, mapi_store::Roles& roles) {
  mapi_store::Walk walk(session, roles);
  const auto root = session.from.root_folder();
  Result<void> result;
  if (root) {
    walk.scan(**root);
    roles.settle();
    result = walk.deliver(**root, std::nullopt);
  } else {
    result = session.lose(model::LossKind::Structure, std::nullopt, mapi_store::native_id(0x122),
                          "root folder: " + root.error().what);
  }
  if (result) {
    result = deliver_orphans(session, file, walk);
  }
  return result ? deliver_recovered(session, file, walk) : result;
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
  const PffStore from(*file);
  Session session{.from = from,
                  .options = options,
                  .monitor = *watch,
                  .sink = sink,
                  .remarks = remarks,
                  .source = path.filename().string(),
                  .size = (*view)->bytes().size()};
  mapi_store::Roles roles;
  auto result =
      mapi_store::deliver_store(session, path.string(), format_name(file->facts()), roles);
  if (result && file->facts().corrupted) {
    result = session.note(session.source, "libpff calls the file's indexes corrupted", true);
  }
  if (result) {
    result = tell_limits(session);
  }
  if (result) {
    result = tell_header_damage(session, *file);
  }
  if (result) {
    result = mapi_store::check_size(session,
                                    ::pff::recorded_size((*view)->bytes()).value_or(session.size));
  }
  if (result) {
    result = deliver_tree(session, *file, roles);
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
