#include "formats/mime/icalendar.h"

#include <cstdlib>
#include <string_view>

#include "formats/text/calendar_date.h"

namespace mime {
namespace {

constexpr std::size_t kDateLength = 8;  // "19950314"

std::string time_value(const CalendarTime& time) {
  std::string value = text::icalendar_time(time.ticks);
  switch (time.form) {
    case CalendarTimeForm::Utc:
      return value + 'Z';
    case CalendarTimeForm::Date:
      return value.substr(0, kDateLength);
    case CalendarTimeForm::Floating:
    case CalendarTimeForm::Zoned:
      break;
  }
  return value;
}

template <class T, class ToText>
std::string joined(const std::vector<T>& values, ToText to_text) {
  std::string out;
  for (const T& value : values) {
    if (!out.empty()) {
      out += ',';
    }
    out += to_text(value);
  }
  return out;
}

std::string rule_value(const RepeatRule& rule) {
  const auto number = [](std::int32_t n) { return std::to_string(n); };
  std::string out = "FREQ=" + rule.frequency;
  // RFC 5545 3.3.10: COUNT and UNTIL "MUST NOT occur in the same 'recur'".
  if (rule.count) {
    out += ";COUNT=" + std::to_string(*rule.count);
  } else if (rule.until) {
    out += ";UNTIL=" + time_value(*rule.until);
  }
  if (rule.interval != 1) {
    out += ";INTERVAL=" + std::to_string(rule.interval);
  }
  if (!rule.by_month.empty()) {
    out += ";BYMONTH=" + joined(rule.by_month, number);
  }
  if (!rule.by_month_day.empty()) {
    out += ";BYMONTHDAY=" + joined(rule.by_month_day, number);
  }
  if (!rule.by_day.empty()) {
    out += ";BYDAY=" + joined(rule.by_day, [](const std::string& day) { return day; });
  }
  if (!rule.by_set_position.empty()) {
    out += ";BYSETPOS=" + joined(rule.by_set_position, number);
  }
  if (!rule.week_start.empty()) {
    out += ";WKST=" + rule.week_start;
  }
  return out;
}

/// RFC 5545 3.3.14: +0530.
std::string offset_value(std::int32_t minutes) {
  const auto two_digits = [](std::int32_t n) {
    return std::string{static_cast<char>('0' + n / 10 % 10), static_cast<char>('0' + n % 10)};
  };
  const std::int32_t size = std::abs(minutes);
  return (minutes < 0 ? "-" : "+") + two_digits(size / 60) + two_digits(size % 60);
}

class CalendarText {
 public:
  explicit CalendarText(const Calendar& calendar) : calendar_(calendar) {}

  std::string write() {
    raw("BEGIN", "VCALENDAR");
    raw("PRODID", "-//Restante//Restante//EN");
    raw("VERSION", "2.0");
    text("METHOD", calendar_.method);
    if (calendar_.zone) {
      write_zone(*calendar_.zone);
    }
    write_component(calendar_.component);
    for (const CalendarComponent& instance : calendar_.changed) {
      write_component(instance);
    }
    raw("END", "VCALENDAR");
    return std::move(out_);
  }

 private:
  void raw(std::string_view name, std::string_view value) { out_ += content_line(name, value); }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) {
      raw(name, escape_text(value));
    }
  }

  void time(std::string_view name, const std::optional<CalendarTime>& time) {
    if (!time) {
      return;
    }
    std::vector<LineParameter> parameters;
    if (time->form == CalendarTimeForm::Date) {
      parameters.push_back({.name = "VALUE", .value = "DATE"});
    } else if (time->form == CalendarTimeForm::Zoned && calendar_.zone) {
      parameters.push_back({.name = "TZID", .value = calendar_.zone->id});
    }
    out_ += content_line(name, parameters, time_value(*time));
  }

  void person(std::string_view name, const CalendarPerson& person) {
    std::vector<LineParameter> parameters;
    if (!person.name.empty()) {
      parameters.push_back({.name = "CN", .value = person.name});
    }
    if (!person.role.empty()) {
      parameters.push_back({.name = "ROLE", .value = person.role});
    }
    if (!person.participation.empty()) {
      parameters.push_back({.name = "PARTSTAT", .value = person.participation});
    }
    out_ += content_line(name, parameters, person.uri);
  }

  void write_observance(std::string_view name, const ZoneObservance& observance) {
    raw("BEGIN", name);
    raw("DTSTART", text::icalendar_time(observance.onset));
    raw("TZOFFSETFROM", offset_value(observance.offset_from));
    raw("TZOFFSETTO", offset_value(observance.offset_to));
    if (observance.rule) {
      raw("RRULE", rule_value(*observance.rule));
    }
    raw("END", name);
  }

  void write_zone(const CalendarZone& zone) {
    raw("BEGIN", "VTIMEZONE");
    text("TZID", zone.id);
    write_observance("STANDARD", zone.standard);
    if (zone.daylight) {
      write_observance("DAYLIGHT", *zone.daylight);
    }
    raw("END", "VTIMEZONE");
  }

  /// RFC 5545 3.6.6.
  void write_alarm(const CalendarAlarm& alarm) {
    raw("BEGIN", "VALARM");
    raw("ACTION", "DISPLAY");
    raw("DESCRIPTION", "Reminder");
    if (alarm.minutes_before) {
      std::vector<LineParameter> parameters;
      if (alarm.relative_to_end) {
        parameters.push_back({.name = "RELATED", .value = "END"});
      }
      const std::int64_t minutes = *alarm.minutes_before;
      const auto bits = static_cast<std::uint64_t>(minutes);
      const std::string size = std::to_string(minutes < 0 ? 0 - bits : bits);
      out_ += content_line("TRIGGER", parameters, (minutes > 0 ? "-PT" : "PT") + size + 'M');
    } else if (alarm.at) {
      out_ +=
          content_line("TRIGGER", {{.name = "VALUE", .value = "DATE-TIME"}}, time_value(*alarm.at));
    }
    raw("END", "VALARM");
  }

  void write_times(const CalendarComponent& item) {
    time("DTSTAMP", item.stamp);
    time("CREATED", item.created);
    time("LAST-MODIFIED", item.modified);
    time("RECURRENCE-ID", item.replaces);
    time("DTSTART", item.start);
    if (item.kind != ComponentKind::Journal) {  // RFC 5545 3.6.3: a journal entry has no end
      time(item.kind == ComponentKind::Todo ? "DUE" : "DTEND", item.end);
    }
    time("COMPLETED", item.completed);
    if (item.rule) {
      raw("RRULE", rule_value(*item.rule));
    }
    for (const CalendarTime& exception : item.exceptions) {
      time("EXDATE", exception);
    }
  }

  void write_component(const CalendarComponent& item) {
    const std::string_view name = item.kind == ComponentKind::Event  ? "VEVENT"
                                  : item.kind == ComponentKind::Todo ? "VTODO"
                                                                     : "VJOURNAL";
    raw("BEGIN", name);
    text("UID", item.uid);
    write_times(item);
    text("SUMMARY", item.summary);
    text("LOCATION", item.location);
    text("DESCRIPTION", item.description);
    if (item.organizer) {
      person("ORGANIZER", *item.organizer);
    }
    for (const CalendarPerson& attendee : item.attendees) {
      person("ATTENDEE", attendee);
    }
    text("STATUS", item.status);
    text("TRANSP", item.transparency);
    text("CLASS", item.classification);
    if (item.priority) {
      raw("PRIORITY", std::to_string(*item.priority));
    }
    if (item.percent_complete) {
      raw("PERCENT-COMPLETE", std::to_string(*item.percent_complete));
    }
    if (!item.categories.empty()) {
      raw("CATEGORIES", joined(item.categories, escape_text));
    }
    for (const LineProperty& extension : item.extensions) {
      text(extension.name, extension.value);
    }
    if (item.alarm) {
      write_alarm(*item.alarm);
    }
    raw("END", name);
  }

  const Calendar& calendar_;
  std::string out_;
};

}  // namespace

std::string write_calendar(const Calendar& calendar) { return CalendarText(calendar).write(); }

}  // namespace mime
