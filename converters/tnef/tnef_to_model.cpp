#include "converters/tnef/tnef_to_model.h"

#include <string>
#include <utility>
#include <vector>

#include "converters/tnef/message.h"
#include "formats/bytes/hex.h"
#include "formats/tnef/attribute.h"

namespace convert::tnef {
namespace {

using model::Result;

constexpr model::FolderId kFolder{1};
constexpr std::string_view kItem = "message";

model::Store store_of(const std::filesystem::path& path, std::uint64_t size) {
  model::Store store;
  store.source = path.string();
  store.format = "TNEF";
  store.display_name = path.stem().string();
  store.size = size;
  return store;
}

model::Folder folder_of(const std::filesystem::path& path) {
  model::Folder folder;
  folder.id = kFolder;
  folder.name = path.stem().string();
  folder.expected_items = 1;
  folder.provenance.source = path.filename().string();
  folder.provenance.native_id = "stream";
  return folder;
}

Result<void> deliver(const std::filesystem::path& path, const Context& context, std::uint64_t begin,
                     model::Sink& sink) {
  const auto all = context.view->bytes();
  if (begin != 0) {
    if (auto noted = sink.note({.where = path.filename().string(),
                                .text = "the stream begins at " + bytes::hex_offset(begin) +
                                        ": a transport put something before it"});
        !noted) {
      return noted;
    }
  }
  model::Message message = to_message(all.subspan(static_cast<std::size_t>(begin)), begin, context);
  message.folder = kFolder;
  message.provenance.source = path.filename().string();
  message.provenance.native_id = kItem;
  if (const auto error = context.view->read_error()) {
    message.provenance.miss("TNEF stream",
                            "the disk could not be read from " + bytes::hex_offset(*error) + " on");
  }
  for (const std::string& text : *context.notes) {
    if (auto noted = sink.note({.where = std::string(kItem), .text = text}); !noted) {
      return noted;
    }
  }
  if (auto delivered = sink.message(message); !delivered) {
    return tl::unexpected(delivered.error());
  }
  // The content of attachments is read while it is written.
  if (const auto error = context.view->read_error()) {
    return sink.note({.where = std::string(kItem),
                      .text = "the disk could not be read from " + bytes::hex_offset(*error) +
                              " on: what lies there is zeros in the output",
                      .damage = true});
  }
  return {};
}

}  // namespace

Result<void> tnef_to_model(const std::filesystem::path& path, const model::ReadOptions& options,
                           model::ReadMonitor& monitor, model::Sink& sink) {
  auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  const auto all = (*view)->bytes();
  const auto begin = ::tnef::find_stream(all);
  if (!begin) {
    return bytes::fail(bytes::ErrorKind::NotThisFormat,
                       path.string() + ": no TNEF stream: its first 4 KiB have no signature",
                       "see what it is with mailsniff");
  }
  if (auto done = sink.store(store_of(path, all.size())); !done) {
    return done;
  }
  if (auto done = sink.folder(folder_of(path)); !done) {
    return done;
  }
  std::vector<std::string> notes;
  const Context context{.view = *view, .code_page = options.charset, .notes = &notes};
  if (monitor.enter(kItem)) {
    if (auto done = deliver(path, context, *begin, sink); !done) {
      return done;
    }
  }
  monitor.progress(all.size());
  return sink.finish();
}

}  // namespace convert::tnef
