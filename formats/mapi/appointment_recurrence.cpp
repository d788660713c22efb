#include <algorithm>

#include "formats/mapi/disk.h"
#include "formats/mapi/recurrence.h"
#include "formats/mapi/recurrence_reader.h"

namespace mapi {
namespace {

using bytes::ByteReader;
using bytes::DamageKind;
using bytes::DamageLog;

// 2.2.1.44.2 ExceptionInfo.OverrideFlags.
constexpr unsigned kSubject = 0x0001;
constexpr unsigned kMeetingType = 0x0002;
constexpr unsigned kReminderDelta = 0x0004;
constexpr unsigned kReminder = 0x0008;
constexpr unsigned kLocation = 0x0010;
constexpr unsigned kBusyStatus = 0x0020;
constexpr unsigned kAttachment = 0x0040;
constexpr unsigned kSubType = 0x0080;
constexpr unsigned kColor = 0x0100;

/// An exception, and what decides about the form of its second half.
struct FlaggedException {
  RecurrenceException exception{};
  unsigned flags = 0;
};

std::optional<std::span<const std::byte>> take_bytes(ByteReader& in, std::uint64_t size,
                                                     std::string_view field, DamageLog& damage) {
  const auto data = in.take(size);
  if (!data) {
    damage.add({.offset = in.offset(),
                .length = in.remaining(),
                .kind = DamageKind::Truncated,
                .field = field,
                .found = in.remaining(),
                .expected = size});
  }
  return data;
}

bool skip_reserved(ByteReader& in, std::string_view field, DamageLog& damage) {
  const auto size = take_record<bytes::u32>(in, field, damage);
  return size && take_bytes(in, *size, field, damage);
}

/// SubjectLength (the size plus one), SubjectLength2 (the size), Subject; LOCATION alike.
bool take_text(ByteReader& in, std::string_view field, text::CodePageNumber code_page,
               std::optional<std::string>& out, DamageLog& damage) {
  const auto length = take_record<bytes::u16>(in, field, damage);
  const auto length2 = length ? take_record<bytes::u16>(in, field, damage) : std::nullopt;
  const auto raw = length2 ? take_bytes(in, *length2, field, damage) : std::nullopt;
  if (raw) {
    out = text::decode(*raw, code_page).utf8;
  }
  return raw.has_value();
}

bool take_number(ByteReader& in, std::string_view field, std::optional<std::uint32_t>& out,
                 DamageLog& damage) {
  const auto value = take_record<bytes::u32>(in, field, damage);
  if (value) {
    out = *value;
  }
  return value.has_value();
}

// 2.2.1.44.2; the overridden values follow in the order of their flags.
std::optional<FlaggedException> take_exception(ByteReader& in, text::CodePageNumber code_page,
                                               DamageLog& damage) {
  const auto times = take_record<disk::ExceptionTimes>(in, "ExceptionInfo.StartDateTime", damage);
  const auto flags =
      times ? take_record<bytes::u16>(in, "ExceptionInfo.OverrideFlags", damage) : std::nullopt;
  if (!flags) {
    return std::nullopt;
  }
  FlaggedException result{.exception = {.start = times->StartDateTime,
                                        .end = times->EndDateTime,
                                        .original_start = times->OriginalStartDate},
                          .flags = *flags};
  RecurrenceException& e = result.exception;
  const auto has = [&result](unsigned flag) { return (result.flags & flag) != 0; };
  const bool whole =
      (!has(kSubject) || take_text(in, "ExceptionInfo.Subject", code_page, e.subject, damage)) &&
      (!has(kMeetingType) ||
       take_number(in, "ExceptionInfo.MeetingType", e.meeting_type, damage)) &&
      (!has(kReminderDelta) ||
       take_number(in, "ExceptionInfo.ReminderDelta", e.reminder_delta, damage)) &&
      (!has(kReminder) || take_number(in, "ExceptionInfo.ReminderSet", e.reminder_set, damage)) &&
      (!has(kLocation) || take_text(in, "ExceptionInfo.Location", code_page, e.location, damage)) &&
      (!has(kBusyStatus) || take_number(in, "ExceptionInfo.BusyStatus", e.busy_status, damage)) &&
      (!has(kAttachment) || take_number(in, "ExceptionInfo.Attachment", e.attachment, damage)) &&
      (!has(kSubType) || take_number(in, "ExceptionInfo.SubType", e.sub_type, damage)) &&
      (!has(kColor) || take_number(in, "ExceptionInfo.AppointmentColor", e.color, damage));
  return whole ? std::optional(result) : std::nullopt;
}

bool take_wide_text(ByteReader& in, std::string_view field, std::optional<std::string>& out,
                    DamageLog& damage) {
  const auto length = take_record<bytes::u16>(in, field, damage);
  const auto raw =
      length ? take_bytes(in, std::uint64_t{*length} * 2, field, damage) : std::nullopt;
  if (raw) {
    out = text::decode_utf16(*raw).utf8;
  }
  return raw.has_value();
}

// 2.2.1.44.4: the texts again, as UTF-16.
bool take_extended(ByteReader& in, std::uint32_t writer_version, FlaggedException& item,
                   DamageLog& damage) {
  // "ChangeHighlight (variable): … present if the WriterVersion2 field is set to 0x00003009 or
  // greater".
  constexpr std::uint32_t kHasChangeHighlight = 0x3009;
  if (writer_version >= kHasChangeHighlight &&
      !skip_reserved(in, "ExtendedException.ChangeHighlightSize", damage)) {
    return false;
  }
  if (!skip_reserved(in, "ExtendedException.ReservedBlockEE1Size", damage)) {
    return false;
  }
  if ((item.flags & (kSubject | kLocation)) == 0) {
    return true;
  }
  RecurrenceException& e = item.exception;
  return take_record<disk::ExceptionTimes>(in, "ExtendedException.StartDateTime", damage) &&
         ((item.flags & kSubject) == 0 ||
          take_wide_text(in, "ExtendedException.WideCharSubject", e.subject, damage)) &&
         ((item.flags & kLocation) == 0 ||
          take_wide_text(in, "ExtendedException.WideCharLocation", e.location, damage)) &&
         skip_reserved(in, "ExtendedException.ReservedBlockEE2Size", damage);
}

std::vector<FlaggedException> take_exceptions(ByteReader& in,
                                              const disk::AppointmentRecurrenceHead& head,
                                              text::CodePageNumber code_page, DamageLog& damage) {
  std::vector<FlaggedException> exceptions;
  const std::uint16_t count = head.ExceptionCount;  // of two bytes, each at least 14 in the data
  for (std::uint16_t i = 0; i < count; ++i) {
    auto exception = take_exception(in, code_page, damage);
    if (!exception) {
      return exceptions;
    }
    exceptions.push_back(std::move(*exception));
  }
  if (!skip_reserved(in, "AppointmentRecurrencePattern.ReservedBlock1Size", damage)) {
    return exceptions;
  }
  for (FlaggedException& item : exceptions) {
    if (!take_extended(in, head.WriterVersion2, item, damage)) {
      return exceptions;
    }
  }
  (void)skip_reserved(in, "AppointmentRecurrencePattern.ReservedBlock2Size", damage);
  return exceptions;
}

}  // namespace

std::optional<AppointmentRecurrence> read_appointment_recurrence(std::span<const std::byte> data,
                                                                 text::CodePageNumber code_page,
                                                                 DamageLog& damage) {
  ByteReader in(data);
  auto pattern = take_recurrence(in, damage);
  if (!pattern) {
    return std::nullopt;
  }
  AppointmentRecurrence result{.pattern = std::move(*pattern)};
  const auto head = take_record<disk::AppointmentRecurrenceHead>(
      in, "AppointmentRecurrencePattern.ReaderVersion2", damage);
  if (!head) {
    return result;
  }
  result.start_offset = head->StartTimeOffset;
  result.end_offset = head->EndTimeOffset;
  for (FlaggedException& item : take_exceptions(in, *head, code_page, damage)) {
    result.exceptions.push_back(std::move(item.exception));
  }
  return result;
}

}  // namespace mapi
