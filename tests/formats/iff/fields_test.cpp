#include <catch2/catch.hpp>

#include "formats/iff/address.h"
#include "formats/iff/date.h"
#include "formats/iff/escape.h"
#include "formats/iff/pointer.h"

using iff::DateForm;
using iff::EscapeFinding;
using iff::Person;

TEST_CASE("a person has a name, and in brackets a type and an address") {
  const auto ann = iff::read_person("Ann Ash[SMTP:ann@north.example]");
  REQUIRE(ann.name == "Ann Ash");
  REQUIRE(ann.address == text::parse_proxy_address("SMTP:ann@north.example"));
  REQUIRE(iff::read_person("Ann Ash [MS:NET/PO/ANN]").name == "Ann Ash");
  REQUIRE(iff::read_person("Ann Ash [MS:NET/PO/ANN]").address.address == "NET/PO/ANN");
  REQUIRE(iff::read_person("[SMTP:a@b]").name.empty());
}

TEST_CASE("Q177998 a sender that is a display name alone has no address") {
  REQUIRE(iff::read_person("Ann Ash") == Person{.name = "Ann Ash", .address = {}});
}

TEST_CASE("the last bracket before the one at the end opens the address") {
  REQUIRE(iff::read_person("Ann [Sales][SMTP:a@b]").name == "Ann [Sales]");
  REQUIRE(iff::read_person("Ann [Sales] Ash") == Person{.name = "Ann [Sales] Ash", .address = {}});
  REQUIRE(iff::read_person("Ann]") == Person{.name = "Ann]", .address = {}});
}

TEST_CASE("a pointer is a file and an offset, without quotes") {
  REQUIRE(iff::read_pointer({.text = "#NORTH.SEC(50)"}) ==
          iff::Pointer{.file = "NORTH.SEC", .offset = 50});
  REQUIRE(iff::read_pointer({.text = "#A(1).SEC(4294967296)"}) ==
          iff::Pointer{.file = "A(1).SEC", .offset = 4294967296U});
  REQUIRE_FALSE(iff::read_pointer({.text = "#NORTH.SEC(50)", .is_quoted = true}));
  for (const char* none : {"#1", "NORTH.SEC(50)", "#NORTH.SEC()", "#NORTH.SEC(5x)", "#(50)", "",
                           "#NORTH.SEC(99999999999999999999)", "#NORTH.SEC(-1)"}) {
    REQUIRE_FALSE(iff::read_pointer({.text = none}));
  }
}

TEST_CASE("a date is fourteen digits on somebody's clock") {
  const auto date = iff::read_date("19970506151000");

  REQUIRE(date.form == DateForm::Exact);
  REQUIRE(text::iso8601(date.ticks) == "1997-05-06T15:10:00");
  REQUIRE(iff::read_date("").form == DateForm::Absent);
  REQUIRE(iff::read_date("19970506").form == DateForm::DayOnly);
  REQUIRE(text::iso8601(iff::read_date("19970506").ticks) == "1997-05-06T00:00:00");
}

TEST_CASE("what is no date is none") {
  for (const char* none : {"19970231000000", "19691231235959", "21000101000000", "25400506151000",
                           "1997050615100", "199705061510000", "1997-05-06", "19970506256000"}) {
    REQUIRE(iff::read_date(none).form == DateForm::Unreadable);
  }
}

TEST_CASE("Q156063-5.2 backslashes in a directory are what they were meant to be") {
  REQUIRE(iff::unescape("a\\\\b") == iff::Unescaped{.text = "a\\b"});
  REQUIRE(iff::unescape("12 Main Street\\r\\nTown") ==
          iff::Unescaped{.text = "12 Main Street\r\nTown"});
  REQUIRE(iff::unescape("a\\xb") ==
          iff::Unescaped{.text = "a\\xb", .finding = EscapeFinding::Unknown});
  REQUIRE(iff::unescape("NET\\nord") ==
          iff::Unescaped{.text = "NET\\nord", .finding = EscapeFinding::KeptRaw});
  REQUIRE(iff::unescape("a\\") == iff::Unescaped{.text = "a\\", .finding = EscapeFinding::Unknown});
}
