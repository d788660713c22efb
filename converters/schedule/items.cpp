#include "converters/schedule/items.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "converters/mapi/damage_text.h"
#include "converters/schedule/item_parts.h"
#include "converters/schedule/newest_dates.h"
#include "formats/bytes/byte_source.h"
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
void set_reminder(Draft& draft, const NewestDates& dates) {
  if (draft.alarm && (!draft.alarm->last || *draft.alarm->last >= dates.without(draft.newest))) {
    draft.item.message.calendar->reminder_minutes = draft.alarm->minutes;
  }
}

void note_file(const ::schedule::File& file, const bytes::DamageLog& damage, Context& context,
               Reading& reading) {
  const auto place_of = [&context](std::uint64_t offset) {
    return "line " + std::to_string(context.lines.line_of(offset));
  };
  // The log of damage counts beyond its first thousand, but losses are all told.
  for (const std::string_view text : file.unclaimed) {
    const auto offset = static_cast<std::uint64_t>(text.data() - context.file.data());
    reading.losses.push_back({.kind = model::LossKind::Structure,
                              .folder = std::nullopt,
                              .source = {},
                              .native_id = place_of(offset),
                              .offset = offset,
                              .length = text.size(),
                              .why = "text that belongs to no object that was read"});
  }
  for (const bytes::Damage& one : damage.items()) {
    if (one.kind != bytes::DamageKind::Unclaimed || one.field != "file") {
      reading.notes.push_back(
          {.where = place_of(one.offset), .text = mapi::describe_at(one), .damage = true});
    }
  }
  if (damage.total() > damage.items().size()) {
    reading.notes.push_back(
        {.where = "file",
         .text = std::to_string(damage.total() - damage.items().size()) + " more faults",
         .damage = true});
  }
  if (file.had_doubled_backslashes) {
    reading.notes.push_back({.where = "file",
                             .text = "every backslash was doubled, as the extractor for Lotus "
                                     "Notes wrote them: each pair is read as one"});
  }
  if (file.inner_quotes != 0) {
    reading.notes.push_back({.where = "file",
                             .text = std::to_string(file.inner_quotes) +
                                     " quotes within strings have no backslash before them"});
  }
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

bytes::Result<Reading> read_items(std::span<const std::byte> file, std::uint32_t code_page) {
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
  const ::schedule::File read = ::schedule::read_schedule(file, page, damage);
  const std::string_view text = bytes::as_text(file);
  Context context{.file = text, .code_page = page, .lines = LineNumbers(text)};
  Reading reading;
  note_file(read, damage, context, reading);

  NewestDates dates;
  std::vector<Draft> drafts;
  std::map<std::string, std::size_t, std::less<>> counts;
  for (const ::schedule::Object& object : read.objects) {
    const std::string name(object.name);
    context.newest = INT64_MIN;
    auto made = to_drafts(object, name + " " + std::to_string(++counts[name]), context);
    dates.add(context.newest);
    for (Draft& draft : made) {
      draft.newest = context.newest;
    }
    std::ranges::move(made, std::back_inserter(drafts));
  }
  for (Draft& draft : drafts) {
    set_reminder(draft, dates);
    reading.items.push_back(std::move(draft.item));
  }
  std::ranges::move(context.notes, std::back_inserter(reading.notes));
  return reading;
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
