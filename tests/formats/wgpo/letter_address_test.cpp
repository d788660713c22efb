// read_letter_address and read_letter_date.
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "formats/text/calendar_date.h"
#include "formats/wgpo/letter.h"
#include "tests/formats/wgpo/office_builder.h"

namespace letter_address_test {
namespace {

using namespace std::string_literals;
using test::office::recipient;
using test::office::sender;

using Address = std::pair<std::string, std::string>;

std::optional<Address> address(std::string_view plain) {
  const auto read = wgpo::read_letter_address(plain);
  return read ? std::optional(Address(read->address, read->name)) : std::nullopt;
}

/// "1994-01-27T11:58:00", and minutes east of Greenwich, or "?" where the date does not say.
using Moment = std::pair<std::string, std::string>;

std::optional<Moment> date(std::string_view digits) {
  const auto read = wgpo::read_letter_date(digits);
  if (!read) {
    return std::nullopt;
  }
  return Moment(text::iso8601(read->ticks),
                read->offset_minutes ? std::to_string(*read->offset_minutes) : "?");
}

TEST_CASE("the published addresses are read") {
  CHECK(address("\x02NET1/DATA3/Admin\0\x81"s + "Administrator\0\0"s) ==
        Address("NET1/DATA3/Admin", "Administrator"));
  CHECK(address("\x02NET1/DATA3/300\0\x80\0\x01\x01"s) == Address("NET1/DATA3/300", ""));
}

TEST_CASE("of several names behind an address the first is the display name") {
  CHECK(address("\x02LAB/PO1/ANNL\0\x82"s + "Ann Lee\0Annie\0\0"s) ==
        Address("LAB/PO1/ANNL", "Ann Lee"));
  CHECK(address(sender("LAB/PO1/ANNL", "")) == Address("LAB/PO1/ANNL", ""));
}

TEST_CASE("address and name are 8-bit text") {
  CHECK(address(sender("LAB/PO1/J\x99RG", "J\x94rg")) == Address("LAB/PO1/J\x99RG", "J\x94rg"));
}

TEST_CASE("a name that is cut is what there is of it") {
  CHECK(address("\x02LAB/PO1/ANNL\0\x81"s + "Ann L"s) == Address("LAB/PO1/ANNL", "Ann L"));
  CHECK(address("\x02LAB/PO1/ANNL\0\x81"s) == Address("LAB/PO1/ANNL", ""));
  CHECK(address("\x02LAB/PO1/ANNL\0"s) == Address("LAB/PO1/ANNL", ""));
}

TEST_CASE("what has another kind, other slashes, control characters or no NUL is no address") {
  CHECK(address("") == std::nullopt);
  CHECK(address("\x02") == std::nullopt);
  CHECK(address("\x02\0\x81"s + "Ann\0"s) == std::nullopt);
  CHECK(address("Plan") == std::nullopt);
  CHECK(address("\x03LAB/PO1/ANNL\0\x81"s + "Ann\0"s) == std::nullopt);
  CHECK(address(recipient("LAB/PO1")) == std::nullopt);
  CHECK(address(recipient("LAB/PO1/ANNL/X")) == std::nullopt);
  CHECK(address(recipient("LAB/PO\x01/ANNL")) == std::nullopt);
  CHECK(address("\x02LAB/PO1/ANNL") == std::nullopt);
}

TEST_CASE("a date is read to the second, the minute, the hour or the day") {
  CHECK(date("19940127115801") == Moment("1994-01-27T11:58:01", "?"));
  CHECK(date("199401271158") == Moment("1994-01-27T11:58:00", "?"));
  CHECK(date("1994012711") == Moment("1994-01-27T11:00:00", "?"));
  CHECK(date("19940127") == Moment("1994-01-27T00:00:00", "?"));
}

TEST_CASE("a date whose digits are none with four for the year has two") {
  CHECK(date("8202020830-0000") == Moment("1982-02-02T08:30:00", "0"));
  CHECK(date("9401271158") == Moment("1994-01-27T11:58:00", "?"));
  CHECK(date("940127115801") == Moment("1994-01-27T11:58:01", "?"));
}

TEST_CASE("a zone is minutes east of Greenwich, and the clock stays as it was") {
  CHECK(date("19940127115800-0500") == Moment("1994-01-27T11:58:00", "-300"));
  CHECK(date("19940127115800+0530") == Moment("1994-01-27T11:58:00", "330"));
  CHECK(date("199401271158+0000") == Moment("1994-01-27T11:58:00", "0"));
  CHECK(date("19940127+1400") == Moment("1994-01-27T00:00:00", "840"));
}

TEST_CASE("what the calendar and the clock do not have is no date") {
  for (const auto* digits : {"", "x", "1994", "19940230", "19941301", "00000000000000",
                             "19940127240000", "19940127116000", "19940127115860", "-0500",
                             "19940127115800x", "19940127115800-05", "19940127115800Z"}) {
    CHECK(date(digits) == std::nullopt);
  }
  CHECK(date("20000229") == Moment("2000-02-29T00:00:00", "?"));
  CHECK(date("19000229") == std::nullopt);
}

}  // namespace
}  // namespace letter_address_test
