#include "converters/schedule/schedule_to_model.h"

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "converters/schedule/items.h"
#include "formats/bytes/file_view.h"
#include "formats/bytes/hex.h"

namespace convert::schedule {
namespace {

namespace fs = std::filesystem;
using model::Result;

model::FolderId id_of(Place place) { return {static_cast<std::uint32_t>(place) + 1}; }

class Delivery {
 public:
  Delivery(const fs::path& path, Items items, model::ReadMonitor& monitor, model::Sink& sink)
      : file_(path.filename().string()), items_(std::move(items)), monitor_(monitor), sink_(sink) {}

  Result<void> run(const model::Store& store) {
    if (auto done = sink_.store(store); !done) {
      return done;
    }
    if (auto done = make_folders(); !done) {
      return done;
    }
    if (auto done = deliver(items_.notes()); !done) {
      return done;
    }
    for (model::Loss loss : items_.losses()) {
      loss.source = file_;
      if (auto done = sink_.loss(loss); !done) {
        return done;
      }
    }
    return items_.for_each([this](Item& item) { return deliver(item); });
  }

  Result<void> note_read_error(std::uint64_t offset) {
    return sink_.note({.where = file_,
                       .text = "the disk could not be read from " + bytes::hex_offset(offset) +
                               " on: what lies there is zeros",
                       .damage = true});
  }

 private:
  /// The calendar, and those that have items.
  Result<void> make_folders() {
    for (const Place place : kPlaces) {
      const std::uint64_t count = items_.count(place);
      if (count == 0 && place != Place::Calendar) {
        continue;
      }
      model::Folder folder = folder_for(place);
      folder.id = id_of(place);
      folder.expected_items = count;
      folder.provenance.source = file_;
      folder.provenance.native_id = folder.name;
      if (auto done = sink_.folder(folder); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> deliver(const std::vector<model::Note>& notes) {
    for (const model::Note& note : notes) {
      if (auto done = sink_.note(note); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> deliver(Item& item) {
    if (auto done = deliver(item.notes); !done) {
      return done;
    }
    if (!monitor_.enter(item.message.provenance.native_id)) {
      return {};
    }
    item.message.folder = id_of(item.place);
    item.message.provenance.source = file_;
    if (auto done = sink_.message(item.message); !done) {
      return tl::unexpected(done.error());
    }
    if (!item.message.provenance.ranges.empty()) {
      const model::ByteRange& range = item.message.provenance.ranges.back();
      monitor_.progress(range.offset + range.length);
    }
    return {};
  }

  std::string file_;
  Items items_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
};

}  // namespace

Result<void> schedule_to_model(const fs::path& path, const model::ReadOptions& options,
                               model::ReadMonitor& monitor, model::Sink& sink) {
  const auto view = bytes::FileView::open(path);
  if (!view) {
    return tl::unexpected(view.error());
  }
  auto items = Items::read((*view)->bytes(), options.charset);
  if (!items) {
    bytes::Error error = items.error();
    error.what = path.string() + ": " + error.what;
    return tl::unexpected(std::move(error));
  }
  model::Store store;
  store.source = path.string();
  store.format = "Schedule+ interchange";
  store.display_name = path.stem().string();
  store.code_page = options.charset;
  store.size = (*view)->bytes().size();
  Delivery delivery(path, std::move(*items), monitor, sink);
  if (auto done = delivery.run(store); !done) {
    return done;
  }
  if (const auto error = (*view)->read_error()) {
    if (auto done = delivery.note_read_error(*error); !done) {
      return done;
    }
  }
  return sink.finish();
}

}  // namespace convert::schedule
