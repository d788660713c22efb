#include "converters/iff/letter_text.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "converters/iff/fields.h"
#include "formats/iff/ascii.h"
#include "formats/text/calendar_date.h"
#include "formats/text/proxy_address.h"

namespace convert::iff {
namespace {

std::string in_parentheses(std::string text) {
  std::ranges::replace(text, '[', '(');
  std::ranges::replace(text, ']', ')');
  return text;
}

}  // namespace

std::string line_of(std::string_view utf8) {
  std::string line(utf8);
  std::ranges::replace_if(
      line, [](char c) { return (c >= '\0' && c < ' ') || c == '\x7F'; }, ' ');
  return line;
}

std::string address_text(const model::Address& address) {
  // The address of a directory that is gone says less than that of the Internet.
  const bool takes_smtp =
      !address.smtp.empty() && (address.type.empty() || ::iff::is_word(address.type, "ex"));
  const std::string text = takes_smtp             ? "SMTP:" + address.smtp
                           : address.type.empty() ? address.address
                                                  : address.type + ":" + address.address;
  return line_of(address.address.empty() && !takes_smtp ? std::string() : text);
}

std::string steady_address(const std::string& text) {
  constexpr int kMostSpellings = 3;
  std::string steady(::iff::trim(text));
  for (int i = 0; i < kMostSpellings; ++i) {
    std::string again(::iff::trim(
        address_text(to_address({.name = {}, .address = text::parse_proxy_address(steady)}))));
    if (again == steady) {
      return steady;
    }
    steady = std::move(again);
  }
  return {};
}

std::string person_text(const model::Address& address, Remarks& remarks) {
  const std::string name(::iff::trim(in_parentheses(line_of(address.name))));
  const std::string behind = address_text(address);
  if (behind.empty()) {
    return name;
  }
  std::string text = name + "[" + behind + "]";
  // What would be read as another address is left to the name.
  model::Address again = to_address(::iff::read_person(text));
  const bool is_stable = behind.find_first_of("[]") == std::string::npos && again.name == name &&
                         address_text(again) == behind;
  if (!is_stable) {
    ++remarks
        ["people have an address that cannot stand in brackets: their names alone are written"];
    return name.empty() ? in_parentheses(behind) : name;
  }
  return text;
}

std::string date_text(const model::OptionalTimestamp& time, Remarks& remarks) {
  constexpr std::int32_t kFirstYear = 1970;
  constexpr std::int32_t kLastYear = 2099;
  if (!time) {
    return {};
  }
  const text::CalendarDate date = text::to_calendar(model::ticks_of(*time));
  if (date.year < kFirstYear || date.year > kLastYear) {
    ++remarks["dates are before 1970 or after 2099 and are not written"];
    return {};
  }
  if (std::holds_alternative<model::Instant>(*time)) {
    ++remarks["dates are instants and are written as the clock of UTC shows them"];
  }
  std::array<char, 32> digits{};
  const int length =
      std::snprintf(digits.data(), digits.size(), "%04d%02d%02d%02d%02d%02d", date.year, date.month,
                    date.day, date.hour, date.minute, date.second);
  return {digits.data(), static_cast<std::size_t>(length)};
}

std::string with_line_ends(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' || text[i] == '\n') {
      result += "\r\n";
      i += text[i] == '\r' && text.substr(i + 1).starts_with('\n') ? 1U : 0U;
    } else {
      result += text[i];
    }
  }
  return result;
}

}  // namespace convert::iff
