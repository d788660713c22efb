#include "converters/iff/calendar_items.h"

#include <span>
#include <utility>

#include "converters/schedule/items.h"
#include "formats/bytes/byte_source.h"

namespace convert::iff {
namespace {

using model::Result;

/// Delivers the items of one file.
class ItemDelivery {
 public:
  ItemDelivery(const model::Attachment& file, const CalendarPlace& place, LateFolders& folders,
               model::ReadMonitor& monitor, model::Sink& sink)
      : prefix_(place.carrier + ", " + file.long_name + ": "),
        source_(file.provenance.source),
        begin_(file.provenance.ranges.empty() ? 0 : file.provenance.ranges.front().offset),
        folders_(folders),
        monitor_(monitor),
        sink_(sink) {}

  Result<void> run(schedule::Items items) {
    if (auto done = deliver(items.notes()); !done) {
      return done;
    }
    for (model::Loss loss : items.losses()) {
      loss.source = source_;
      loss.native_id = prefix_ + loss.native_id;
      if (loss.offset) {
        *loss.offset += begin_;
      }
      if (auto done = sink_.loss(loss); !done) {
        return done;
      }
    }
    return items.for_each([this](schedule::Item& item) { return deliver(item); });
  }

 private:
  Result<void> deliver(std::span<const model::Note> notes) {
    for (model::Note note : notes) {
      note.where = prefix_ + note.where;
      if (auto done = sink_.note(note); !done) {
        return done;
      }
    }
    return {};
  }

  Result<void> deliver(schedule::Item& item) {
    if (auto done = deliver(item.notes); !done) {
      return done;
    }
    const auto folder = folders_.find_or_make(schedule::folder_for(item.place));
    if (!folder) {
      return tl::unexpected(folder.error());
    }
    model::Provenance& provenance = item.message.provenance;
    provenance.native_id = prefix_ + provenance.native_id;
    if (!monitor_.enter(provenance.native_id)) {
      return {};
    }
    provenance.source = source_;
    for (model::ByteRange& range : provenance.ranges) {
      range.offset += begin_;
    }
    item.message.folder = *folder;
    if (auto done = sink_.expect(*folder, 1); !done) {
      return done;
    }
    auto delivered = sink_.message(item.message);
    return delivered ? Result<void>() : tl::unexpected(delivered.error());
  }

  std::string prefix_;
  std::string source_;
  std::uint64_t begin_;  // of the calendar in its file
  LateFolders& folders_;
  model::ReadMonitor& monitor_;
  model::Sink& sink_;
};

}  // namespace

Result<std::uint64_t> deliver_calendar(const model::Attachment& file, const CalendarPlace& place,
                                       LateFolders& folders, model::ReadMonitor& monitor,
                                       model::Sink& sink) {
  auto content = file.content == nullptr ? bytes::Result<std::vector<std::byte>>()
                                         : bytes::read_all(*file.content, schedule::kLargestFile);
  auto items = content ? schedule::Items::read(*content, place.code_page)
                       : bytes::Result<schedule::Items>(tl::unexpected(content.error()));
  if (!items) {
    auto done = sink.note(
        {.where = place.carrier, .text = file.long_name + " stays a file: " + items.error().what});
    return done ? Result<std::uint64_t>(0) : tl::unexpected(done.error());
  }
  const std::uint64_t count = items->count();
  auto done = ItemDelivery(file, place, folders, monitor, sink).run(std::move(*items));
  return done ? Result<std::uint64_t>(count) : tl::unexpected(done.error());
}

}  // namespace convert::iff
