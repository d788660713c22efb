#include "formats/schedule/recurrence.h"

#include "formats/schedule/values.h"

namespace schedule {
namespace {

using bytes::DamageKind;
using text::Ticks;

// FORMAT.md 3: the ranges of the specification, and, where it says "positive", those of MAPI.
constexpr std::uint32_t kMostDays = 999;
constexpr std::uint32_t kMostWeeks = 999;
constexpr std::uint32_t kMostMonths = 99;
constexpr std::uint32_t kMostYears = 999;
constexpr std::uint32_t kLastNth = 5;
constexpr std::uint32_t kAllWeekdays = 0x7F;
constexpr std::uint32_t kAllMonths = 0xFFF;
constexpr std::uint32_t kAllDays = 0x7FFF'FFFF;
constexpr std::uint32_t kLastWeekday = 6;

class Reader {
 public:
  Reader(const Object& object, bytes::DamageLog& damage) : object_(object), damage_(damage) {}

  std::optional<Recurrence> run() {
    const auto type = number("RecurringType", 1, UINT32_MAX);
    const auto start = day("StartRecurringDate", true);
    if (!type || !start) {
      return std::nullopt;
    }
    out_.type = static_cast<RecurringType>(*type);
    out_.start_day = *start;
    if (!read_rule()) {
      return std::nullopt;
    }
    out_.end_day = day("EndRecurringDate", false);
    out_.start_time = time("StartRecurringTime");
    out_.end_time = time("EndRecurringTime");
    if (out_.end_day && *out_.end_day < out_.start_day) {
      tell("EndRecurringDate", DamageKind::Inconsistent);
      out_.end_day.reset();
      std::erase(out_.used, "EndRecurringDate");
    }
    return out_;
  }

 private:
  [[nodiscard]] const Property* find(std::string_view name) {
    const Property* property = object_.find(name);
    return property == nullptr || property->value.empty() ? nullptr : property;
  }

  /// Where the property stands, or else the object that lacks it.
  void tell(std::string_view name, DamageKind kind, std::uint64_t found = 0,
            std::uint64_t expected = 0) {
    const Property* property = object_.find(name);
    damage_.add({.offset = property != nullptr ? property->offset : object_.offset,
                 .length = property != nullptr ? property->length : object_.length,
                 .kind = kind,
                 .field = name,
                 .found = found,
                 .expected = expected});
  }

  /// A number that the type needs.
  std::optional<std::uint32_t> number(std::string_view name, std::uint32_t least,
                                      std::uint32_t most) {
    const Property* property = find(name);
    const auto value =
        property != nullptr ? read_number(property->value, UINT32_MAX) : std::nullopt;
    if (!value || *value < least || *value > most) {
      tell(name, property == nullptr ? DamageKind::Truncated : DamageKind::OutOfRange,
           value.value_or(0), most);
      return std::nullopt;
    }
    out_.used.push_back(name);
    return value;
  }

  bool fill(std::string_view name, std::uint32_t least, std::uint32_t most, std::uint32_t& out) {
    const auto value = number(name, least, most);
    out = value.value_or(0);
    return value.has_value();
  }

  std::optional<Ticks> day(std::string_view name, bool is_needed) {
    const Property* property = find(name);
    if (property == nullptr && !is_needed) {
      return std::nullopt;
    }
    const auto value = property != nullptr ? read_day_time(property->value) : std::nullopt;
    if (!value) {
      tell(name, property == nullptr ? DamageKind::Truncated : DamageKind::OutOfRange);
      return std::nullopt;
    }
    if (!value->has_time) {
      out_.used.push_back(name);
    }
    return value->ticks -
           (value->ticks % text::kTicksPerDay + text::kTicksPerDay) % text::kTicksPerDay;
  }

  std::optional<Ticks> time(std::string_view name) {
    const Property* property = find(name);
    if (property == nullptr) {
      return std::nullopt;
    }
    const auto value = read_time_of_day(property->value);
    if (!value) {
      tell(name, DamageKind::OutOfRange);
      return std::nullopt;
    }
    out_.used.push_back(name);
    return value;
  }

  /// The set that the type needs.
  bool read_rule() {
    switch (out_.type) {
      case RecurringType::Daily:
        return fill("DayInterval", 1, kMostDays, out_.interval);
      case RecurringType::Weekly:
        return fill("WeekInterval", 1, kMostWeeks, out_.interval) &&
               fill("DayOfWeekMask", 1, kAllWeekdays, out_.weekdays) && read_first_weekday();
      case RecurringType::Monthly:
        return fill("DayOfMonthMask", 1, kAllDays, out_.days_of_month) &&
               fill("MonthInterval", 1, kMostMonths, out_.interval);
      case RecurringType::Yearly:
        return fill("DayOfMonthMask", 1, kAllDays, out_.days_of_month) &&
               fill("MonthOfYearMask", 1, kAllMonths, out_.months) &&
               fill("YearInterval", 1, kMostYears, out_.interval);
      case RecurringType::MonthlyPattern:
        return fill("DayOfWeekMask", 1, kAllWeekdays, out_.weekdays) &&
               fill("WeekInterval", 1, kLastNth, out_.nth) &&
               fill("MonthInterval", 1, kMostMonths, out_.interval);
      case RecurringType::YearlyPattern:
        return fill("DayOfWeekMask", 1, kAllWeekdays, out_.weekdays) &&
               fill("WeekInterval", 1, kLastNth, out_.nth) &&
               fill("MonthOfYearMask", 1, kAllMonths, out_.months);
    }
    tell("RecurringType", DamageKind::OutOfRange, static_cast<std::uint64_t>(out_.type));
    return false;
  }

  /// Where every week counts, it does not matter with which day a week begins.
  bool read_first_weekday() {
    if (out_.interval == 1 && find("DayOfWeekStart") == nullptr) {
      return true;
    }
    return fill("DayOfWeekStart", 0, kLastWeekday, out_.first_weekday);
  }

  const Object& object_;
  bytes::DamageLog& damage_;
  Recurrence out_;
};

}  // namespace

std::optional<Recurrence> read_recurrence(const Object& object, bytes::DamageLog& damage) {
  return Reader(object, damage).run();
}

}  // namespace schedule
