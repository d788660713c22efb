#include "converters/schedule/items.h"

#include <map>
#include <numeric>
#include <utility>

#include "converters/schedule/item_parts.h"
#include "converters/schedule/newest_dates.h"
#include "formats/bytes/byte_source.h"
#include "formats/bytes/damage_text.h"
#include "formats/schedule/schedule_text.h"
#include "formats/text/code_page.h"
#include "formats/text/utf8.h"

namespace convert::schedule {
namespace {

using bytes::ErrorKind;

/// An object that nobody knows: the text of it.
Draft to_unknown(const ::schedule::Object& object, const std::string& native_id, Context& context) {
  Draft draft;
  draft.item.place = Place::Other;
  model::Message& message = draft.item.message;
  message = new_message(object, native_id, "IPM.Note", context);
  message.subject = std::string(object.name);
  message.bodies.text = model::Body{.content = bytes::make_blob(context.text_of(object)),
                                    .code_page = context.code_page};
  context.note(message, "an object of a kind that is not known, kept as its text");
  return draft;
}

std::vector<Draft> to_drafts(const ::schedule::Object& object, const std::string& native_id,
                             Context& context) {
  for (const std::string_view name :
       {"SingleAppointments", "SingleEvents", "RecurringAppointments", "RecurringEvents"}) {
    if (object.is(name)) {
      return to_appointments(object, native_id, context);
    }
  }
  if (object.is("SingleTasks") || object.is("RecurringTasks")) {
    return to_tasks(object, native_id, context);
  }
  if (object.is("Projects")) {
    return {to_project(object, native_id, context)};
  }
  if (object.is("Contacts")) {
    return {to_contact(object, native_id, context)};
  }
  return {to_unknown(object, native_id, context)};
}

/// Q195852: an alarm that lies before the newest date of another object is past: it must not ring
/// again, and Ring stays a property. No clock is asked. Its own dates do not count: an alarm lies
/// before its own start.
void set_reminder(Draft& draft, text::Ticks newest_of_others) {
  if (draft.alarm && (!draft.alarm->last || *draft.alarm->last >= newest_of_others)) {
    draft.item.message.calendar->reminder_minutes = draft.alarm->minutes;
  }
}

/// What is known of the file itself.
struct FileReport {
  std::vector<model::Note> notes;
  std::vector<model::Loss> losses;
};

FileReport report_on(const ::schedule::File& file, const bytes::DamageLog& damage,
                     const Context& context) {
  FileReport report;
  const auto place_of = [&context](std::uint64_t offset) {
    return "line " + std::to_string(context.lines.line_of(offset));
  };
  // The log of damage counts beyond its first thousand, but losses are all told.
  for (const std::string_view text : file.unclaimed) {
    const auto offset = static_cast<std::uint64_t>(text.data() - context.file.data());
    report.losses.push_back({.kind = model::LossKind::Structure,
                             .folder = std::nullopt,
                             .source = {},
                             .native_id = place_of(offset),
                             .offset = offset,
                             .length = text.size(),
                             .why = "text that belongs to no object that was read"});
  }
  for (const bytes::Damage& one : damage.items()) {
    if (one.kind != bytes::DamageKind::Unclaimed || one.field != "file") {
      report.notes.push_back(
          {.where = place_of(one.offset), .text = bytes::describe_at(one), .damage = true});
    }
  }
  if (damage.total() > damage.items().size()) {
    report.notes.push_back(
        {.where = "file",
         .text = std::to_string(damage.total() - damage.items().size()) + " more faults",
         .damage = true});
  }
  if (file.had_doubled_backslashes) {
    report.notes.push_back({.where = "file",
                            .text = "every backslash was doubled, as the extractor for Lotus "
                                    "Notes wrote them: each pair is read as one"});
  }
  if (file.inner_quotes != 0) {
    report.notes.push_back({.where = "file",
                            .text = std::to_string(file.inner_quotes) +
                                    " quotes within strings have no backslash before them"});
  }
  return report;
}

}  // namespace

model::Message new_message(const ::schedule::Object& object, std::string native_id,
                           std::string message_class, const Context& context) {
  model::Message message;
  message.message_class = std::move(message_class);
  message.read = true;
  message.code_page = context.code_page;
  message.provenance.native_id = std::move(native_id);
  message.provenance.ranges.push_back({.offset = object.offset, .length = object.length});
  return message;
}

void set_text(Fields& fields) {
  const std::string_view text = fields.raw("Text");
  const std::string_view notes = fields.raw("Notes");
  model::Message& message = fields.message();
  // A line without end is no subject; the body has all of it.
  constexpr std::size_t kLongestSubject = 1024;
  const std::string line = fields.decode(text.substr(0, text.find_first_of("\r\n")));
  message.subject = std::string(text::utf8_front(line, kLongestSubject));
  if (!text.empty() || !notes.empty()) {
    const std::string_view gap = text.empty() || notes.empty() ? "" : "\r\n\r\n";
    message.bodies.text = model::Body{
        .content = bytes::make_blob(std::string(text) + std::string(gap) + std::string(notes)),
        .code_page = fields.context().code_page};
  }
}

struct Items::Parts {
  ::schedule::File file;
  Context context;
  FileReport report;
  NewestDates dates;
  std::array<std::uint64_t, kPlaces.size()> counts{};

  /// `visit` sees the drafts of each object.
  template <class Visit>
  bytes::Result<void> walk(Visit visit) {
    context.further_series = 0;
    context.kept = 0;
    std::map<std::string, std::size_t, std::less<>> numbers;
    for (const ::schedule::Object& object : file.objects) {
      const std::string name(object.name);
      context.newest = INT64_MIN;
      context.notes.clear();
      auto drafts = to_drafts(object, name + " " + std::to_string(++numbers[name]), context);
      if (auto done = visit(drafts); !done) {
        return done;
      }
    }
    return {};
  }
};

bytes::Result<Items> Items::read(std::span<const std::byte> file, std::uint32_t code_page) {
  if (!::schedule::is_schedule(file)) {
    return bytes::fail(ErrorKind::NotThisFormat,
                       "no Schedule+ interchange text: it does not begin with SCHEDULE+2 EXPORT "
                       "VERSION",
                       "see what it is with mailsniff");
  }
  if (file.size() > kLargestFile) {
    return bytes::fail(ErrorKind::LimitExceeded,
                       "a Schedule+ interchange text of " + std::to_string(file.size()) +
                           " bytes: at most " + std::to_string(kLargestFile) + " are read");
  }
  bytes::DamageLog damage;
  const std::uint32_t page = code_page == 0 ? text::kWindows1252 : code_page;
  const std::string_view text = bytes::as_text(file);
  auto parts = std::make_shared<Parts>(
      Parts{.file = ::schedule::read_schedule(file, page, damage),
            .context = {.file = text, .code_page = page, .lines = LineNumbers(text)},
            .report = {},
            .dates = {}});
  parts->report = report_on(parts->file, damage, parts->context);
  // Whether an alarm is past, and how many items there are, is known when all have been made once.
  std::size_t kept_before = 0;
  std::size_t with_kept = 0;
  auto counted = parts->walk([&](std::span<const Draft> drafts) -> bytes::Result<void> {
    with_kept += parts->context.kept != std::exchange(kept_before, parts->context.kept) ? 1U : 0U;
    parts->dates.add(parts->context.newest);
    for (const Draft& draft : drafts) {
      ++parts->counts.at(static_cast<std::size_t>(draft.item.place));
    }
    return {};
  });
  if (with_kept != 0) {
    parts->report.notes.push_back(
        {.where = "file",
         .text = "properties that no field of an item says: " + std::to_string(kept_before) +
                 ", of " + std::to_string(with_kept) +
                 " objects; a PST and a spool keep them, mail files do not"});
  }
  return counted ? bytes::Result<Items>(Items(std::move(parts))) : tl::unexpected(counted.error());
}

std::uint64_t Items::count(Place place) const {
  return parts_->counts.at(static_cast<std::size_t>(place));
}

std::uint64_t Items::count() const {
  return std::accumulate(parts_->counts.begin(), parts_->counts.end(), std::uint64_t{0});
}

const std::vector<model::Note>& Items::notes() const { return parts_->report.notes; }

const std::vector<model::Loss>& Items::losses() const { return parts_->report.losses; }

bytes::Result<void> Items::for_each(const Take& take) {
  return parts_->walk([this, &take](std::span<Draft> drafts) -> bytes::Result<void> {
    drafts.front().item.notes = std::move(parts_->context.notes);
    const text::Ticks others = parts_->dates.without(parts_->context.newest);
    for (Draft& draft : drafts) {
      set_reminder(draft, others);
      if (auto done = take(draft.item); !done) {
        return done;
      }
    }
    return {};
  });
}

model::Folder folder_for(Place place) {
  model::Folder folder;
  switch (place) {
    case Place::Calendar:
      folder.name = "Calendar";
      folder.role = model::FolderRole::Calendar;
      folder.item_kind = model::ItemKind::Calendar;
      folder.container_class = "IPF.Appointment";
      break;
    case Place::Tasks:
      folder.name = "Tasks";
      folder.role = model::FolderRole::Tasks;
      folder.item_kind = model::ItemKind::Tasks;
      folder.container_class = "IPF.Task";
      break;
    case Place::Contacts:
      folder.name = "Contacts";
      folder.role = model::FolderRole::Contacts;
      folder.item_kind = model::ItemKind::Contacts;
      folder.container_class = "IPF.Contact";
      break;
    case Place::Other:
      folder.name = "Other Objects";
      folder.container_class = "IPF.Note";
      break;
  }
  return folder;
}

}  // namespace convert::schedule
