#include "formats/schedule/names.h"

#include <algorithm>
#include <array>
#include <span>

#include "formats/text/ascii.h"

namespace schedule {
namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 2> kProject = {"Priority", "Text"};
constexpr std::array<std::string_view, 32> kContact = {
    "LastName",       "FirstName",      "JobTitle",        "Company",         "Department",
    "Office",         "Assistant",      "Spouse",          "Notes",           "AddressBusiness",
    "CityBusiness",   "StateBusiness",  "ZipCodeBusiness", "CountryBusiness", "AddressHome",
    "CityHome",       "StateHome",      "ZipCodeHome",     "CountryHome",     "PhoneBusiness",
    "PhoneBusiness2", "PhoneAssistant", "PhoneFax",        "PhoneHome",       "PhoneHome2",
    "PhoneMobile",    "PhonePager",     "CurrentPhone1",   "User1",           "User2",
    "User3",          "User4"};
constexpr std::array<std::string_view, 16> kAppointment = {"Start",
                                                           "End",
                                                           "StartDate",
                                                           "EndDate",
                                                           "Text",
                                                           "Notes",
                                                           "Where",
                                                           "Ring",
                                                           "AlarmAmount",
                                                           "BeforeEnd",
                                                           "AlarmTypeUnit",
                                                           "BusyType",
                                                           "AlarmAmountOriginal",
                                                           "BeforeEndOriginal",
                                                           "IsRecurringInstance",
                                                           "Priority"};
constexpr std::array<std::string_view, 20> kTask = {"StartDate",
                                                    "EndDate",
                                                    "CompletedDate",
                                                    "PercentCompleted",
                                                    "Priority",
                                                    "Billing",
                                                    "Mileage",
                                                    "IsTaskAutoDone",
                                                    "AmountActualEffort",
                                                    "TypeUnitActualEffort",
                                                    "AmountEstimatedEffort",
                                                    "TypeUnitEstimatedEffort",
                                                    "AmountStartWork",
                                                    "TypeUnitStartWork",
                                                    "Text",
                                                    "Notes",
                                                    "ProjectID",
                                                    "Ring",
                                                    "AlarmAmount",
                                                    "AlarmTypeUnit"};
constexpr std::array<std::string_view, 14> kRecurrence = {
    "RecurringType",      "StartRecurringDate",     "EndRecurringDate",
    "StartRecurringTime", "EndRecurringTime",       "DayInterval",
    "WeekInterval",       "MonthInterval",          "YearInterval",
    "DayOfMonthMask",     "DayOfWeekMask",          "DayOfWeekStart",
    "MonthOfYearMask",    "FirstRecurringAlarmDate"};
constexpr std::array<std::string_view, 6> kAttendee = {"UserDisplay",   "UserEntryID",
                                                       "UserSearchKey", "IsUserDistributionList",
                                                       "UserWell",      "AttendeeStatus"};
constexpr std::array<std::string_view, 2> kException = {"InstanceDate", "Deleted"};

struct Row {
  std::string_view object;
  std::array<Names, 3> properties;
  bool is_item = true;
};

// FORMAT.md 2. What is redefined in a changed instance may be of any single kind.
constexpr std::array<Row, 10> kRows = {{
    {.object = "Projects", .properties = {kProject}},
    {.object = "Contacts", .properties = {kContact}},
    {.object = "SingleAppointments", .properties = {kAppointment}},
    {.object = "SingleEvents", .properties = {kAppointment}},
    {.object = "SingleTasks", .properties = {kTask}},
    {.object = "RecurringAppointments", .properties = {kAppointment, kRecurrence}},
    {.object = "RecurringEvents", .properties = {kAppointment, kRecurrence}},
    {.object = "RecurringTasks", .properties = {kTask, kRecurrence}},
    {.object = "Attendees", .properties = {kAttendee}, .is_item = false},
    {.object = "Exceptions", .properties = {kException, kAppointment, kTask}, .is_item = false},
}};

const Row* find_row(std::string_view name) {
  const auto* const row = std::ranges::find_if(
      kRows, [name](const Row& candidate) { return text::same_word(candidate.object, name); });
  return row == kRows.end() ? nullptr : row;
}

bool has(const Row& row, std::string_view name) {
  return std::ranges::any_of(row.properties, [name](Names names) {
    return std::ranges::any_of(
        names, [name](std::string_view candidate) { return text::same_word(candidate, name); });
  });
}

}  // namespace

bool is_item_name(std::string_view name) {
  const Row* row = find_row(name);
  return row != nullptr && row->is_item;
}

bool is_object_name(std::string_view name) { return find_row(name) != nullptr; }

bool is_property_name(std::string_view object, std::string_view name) {
  const Row* row = find_row(object);
  return row != nullptr
             ? has(*row, name)
             : std::ranges::any_of(kRows, [name](const Row& any) { return has(any, name); });
}

}  // namespace schedule
