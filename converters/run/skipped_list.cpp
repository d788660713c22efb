#include "converters/run/skipped_list.h"

#include <utility>
#include <variant>

#include "formats/text/calendar_date.h"
#include "formats/text/csv.h"

namespace run {
namespace {

std::string date_of(const model::OptionalTimestamp& date) {
  if (!date) {
    return {};
  }
  const bool is_instant = std::holds_alternative<model::Instant>(*date);
  return text::iso8601(model::ticks_of(*date)) + (is_instant ? "Z" : "");
}

}  // namespace

bytes::Result<std::shared_ptr<SkippedList>> SkippedList::open(const std::filesystem::path& path,
                                                              bytes::Overwrite overwrite) {
  auto file = bytes::open_output_file(path, overwrite);
  if (!file) {
    return tl::unexpected(file.error());
  }
  auto written = (*file)->write(text::csv_record(
      {"Source", "Folder", "Item", "Class", "Sender", "Subject", "Date", "Reason", "Same As"}));
  if (!written) {
    return tl::unexpected(written.error());
  }
  return std::shared_ptr<SkippedList>(new SkippedList(std::move(*file)));
}

void SkippedList::add(const std::string& source, const SkippedItem& item) {
  if (written_) {
    written_ = file_->write(
        text::csv_record({source, to_text(item.folder), item.native_id, item.message_class,
                          item.sender, item.subject, date_of(item.date), item.why, item.repeats}));
  }
}

bytes::Result<void> SkippedList::close() { return written_ ? file_->close() : written_; }

}  // namespace run
