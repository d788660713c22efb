#include "formats/iff/dump_values.h"

#include <vector>

#include "formats/iff/address.h"
#include "formats/iff/ascii.h"
#include "formats/iff/date.h"
#include "formats/iff/multi_value.h"
#include "formats/text/calendar_date.h"
#include "formats/text/proxy_address.h"

namespace iff {
namespace {

/// A longer list is no list of people (FORMAT.md 2.5), and of one so many are told.
constexpr std::size_t kLongestList = std::size_t{1} << 20U;
constexpr std::size_t kMostToldValues = 100;

std::string words_for_address(const text::ProxyAddress& address) {
  if (address.address.empty()) {
    return {};
  }
  const std::string quoted = "\"" + address.address + "\"";
  switch (address.form) {
    case text::ProxyForm::Typed:
    case text::ProxyForm::Inferred:
      return address.type + " " + quoted;
    case text::ProxyForm::Placeholder:
      return "no address, of " + quoted;
    case text::ProxyForm::Untyped:
      break;
  }
  return "no type, " + quoted;
}

template <class Words>
std::string each_value(std::string_view field, text::CodePageNumber page, Words words_for) {
  if (field.size() > kLongestList) {
    return {};
  }
  const std::vector<std::string> values = split_values(field);
  std::string words;
  for (std::size_t i = 0; i < values.size(); ++i) {
    words += i == 0 ? "" : "; ";
    if (i == kMostToldValues) {
      return words + std::to_string(values.size() - i) + " more";
    }
    words += words_for(text::decode(values[i], page).utf8);
  }
  return words;
}

}  // namespace

std::string meaning_of_people(std::string_view field, text::CodePageNumber page) {
  return each_value(field, page, [](const std::string& utf8) {
    const Person person = read_person(utf8);
    const std::string address = words_for_address(person.address);
    const std::string name = person.name.empty() ? "" : "name \"" + person.name + "\"";
    return name + (name.empty() || address.empty() ? "" : ", ") + address;
  });
}

std::string meaning_of_addresses(std::string_view field, text::CodePageNumber page) {
  return each_value(field, page, [](const std::string& utf8) {
    return words_for_address(text::parse_proxy_address(utf8));
  });
}

std::string meaning_of_date(std::string_view field) {
  constexpr std::size_t kDayText = 10;  // of "1997-05-06T15:10:00"
  const RowDate date = read_date(trim(field));
  switch (date.form) {
    case DateForm::Absent:
      return {};
    case DateForm::Exact:
      return text::iso8601(date.ticks);
    case DateForm::DayOnly:
      return text::iso8601(date.ticks).substr(0, kDayText);
    case DateForm::Unreadable:
      break;
  }
  return "no date";
}

}  // namespace iff
