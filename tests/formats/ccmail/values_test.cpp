// Dates, names and addresses as people wrote them.
#include <catch2/catch.hpp>

#include "formats/ccmail/address.h"
#include "formats/ccmail/date.h"
#include "formats/ccmail/item_name.h"
#include "formats/ccmail/list_members.h"
#include "formats/text/code_page.h"

using ccmail::Address;
using ccmail::DateOrder;

namespace {

std::string iso(std::string_view written, DateOrder order = DateOrder::MonthDayYear) {
  const auto read = ccmail::read_written_date(written);
  const auto date = read ? ccmail::to_date(*read, order) : std::nullopt;
  return date ? text::iso8601(date->ticks) : "none";
}

bool is_odd(std::string_view written) {
  return ccmail::to_date(*ccmail::read_written_date(written), DateOrder::MonthDayYear)->is_odd_year;
}

}  // namespace

TEST_CASE("dates are read in every form that is documented") {
  REQUIRE(iso("6/2/98 8:39") == "1998-06-02T08:39:00");
  REQUIRE(iso("5/6/97 3:10PM") == "1997-05-06T15:10:00");
  REQUIRE(iso("5/6/97 3:10 pm") == "1997-05-06T15:10:00");
  REQUIRE(iso("9-11-1998") == "1998-09-11T00:00:00");
  REQUIRE(iso("13.2.1998 12:05AM") == "1998-02-13T00:05:00");
  REQUIRE(iso("1998/02/13 12:05 PM") == "1998-02-13T12:05:00");
  REQUIRE(iso("6/2/98 8:39:59") == "1998-06-02T08:39:59");
  for (const char* none : {"", "6/2", "6/2/98 25:00", "6/2/98 8:60", "6/2-98", "6/2/198", "soon",
                           "6/2/98 8", "6/2/98x", "0/1/98", "6/2/98 13:00PM", "1/2/3/4"}) {
    CAPTURE(none);
    REQUIRE(iso(none) == "none");
  }
}

TEST_CASE("Q233325 a day that is none is no date") { REQUIRE(iso("2/31/99") == "none"); }

TEST_CASE("Q193745 years of two digits below 70 are of this century") {
  REQUIRE(iso("1/1/00 0:05") == "2000-01-01T00:05:00");
  REQUIRE(iso("12/31/69") == "2069-12-31T00:00:00");
  REQUIRE(iso("1/1/70") == "1970-01-01T00:00:00");
  REQUIRE(is_odd("1/1/70"));
  REQUIRE(iso("1/1/99") == "1999-01-01T00:00:00");
  REQUIRE_FALSE(is_odd("1/1/99"));
}

TEST_CASE("Q192595 a year of 1900 is kept, odd, and a hundred years later on request") {
  REQUIRE(iso("1/1/1900") == "1900-01-01T00:00:00");
  REQUIRE(is_odd("1/1/1900"));
  const auto date =
      ccmail::to_date(*ccmail::read_written_date("1/1/1900"), DateOrder::MonthDayYear);
  REQUIRE(date->is_early);
  REQUIRE(text::iso8601(*ccmail::century_later(date->ticks)) == "2000-01-01T00:00:00");
}

TEST_CASE("Q180641 the dates of a file tell their order") {
  ccmail::OrderVotes votes;
  for (const char* written : {"1/2/98", "3/4/98", "25/12/98", "26/12/98", "12/27/98"}) {
    votes.add(*ccmail::read_written_date(written));
  }
  REQUIRE(votes.majority() == DateOrder::DayMonthYear);
  REQUIRE(votes.against(DateOrder::DayMonthYear) == 1);
  REQUIRE(iso("1/2/98", DateOrder::DayMonthYear) == "1998-02-01T00:00:00");
  REQUIRE(iso("12/27/98", DateOrder::DayMonthYear) == "1998-12-27T00:00:00");
  REQUIRE(iso("98/2/1", DateOrder::DayMonthYear) == "1998-02-01T00:00:00");
  REQUIRE_FALSE(ccmail::OrderVotes().majority());
}

TEST_CASE("a first field of 00 is the year 2000") {
  REQUIRE(iso("00/05/12") == "2000-05-12T00:00:00");
  REQUIRE(iso("00-12-05 8:00", DateOrder::DayMonthYear) == "2000-12-05T08:00:00");
  REQUIRE(iso("12/05/00") == "2000-12-05T00:00:00");
}

TEST_CASE("words in brackets that are no type are part of a name") {
  REQUIRE(ccmail::read_address("Ash [Sales: north] at PO1").name == "Ash [Sales: north]");
  REQUIRE(ccmail::read_address("Ash [Sales: north] at PO1").type.empty());
  REQUIRE(ccmail::read_address("Ash [smtp:a@b.example] at PO1").address == "a@b.example");
}

TEST_CASE("Q166610 a date behind a name is no part of it, whatever the extension") {
  const auto title = ccmail::split_item_title("Abc.wk4 5/6/97 3:10PM");
  REQUIRE(title.name == "Abc.wk4");
  REQUIRE(iso(title.date) == "1997-05-06T15:10:00");
}

TEST_CASE("Q186216 one digit of a month or a day is enough") {
  REQUIRE(ccmail::split_item_title("a.txt 1/1/98").name == "a.txt");
  REQUIRE(ccmail::split_item_title("a.txt 11/1/98 1:05 PM").name == "a.txt");
}

TEST_CASE("Q192700 dashes part dates, too, and a name needs no extension") {
  REQUIRE(ccmail::split_item_title("Att.txt 9-11-1998").name == "Att.txt");
  REQUIRE(ccmail::split_item_title("Report 9-11-1998").name == "Report");
  REQUIRE(iso(ccmail::split_item_title("Report 9-11-1998").date) == "1998-09-11T00:00:00");
}

TEST_CASE("a name that has no date keeps all of its words") {
  REQUIRE(ccmail::split_item_title("Abc.wk4").name == "Abc.wk4");
  REQUIRE(ccmail::split_item_title("Plan 1998 2.5.1").name == "Plan 1998 2.5.1");
  REQUIRE(ccmail::split_item_title("5/6/97 3:10PM") ==
          ccmail::ItemTitle{.name = "", .date = "5/6/97 3:10PM"});
}

TEST_CASE("Q249133 a post office alone is an address without a user") {
  const Address address = ccmail::read_address(" at PO_NAME");
  REQUIRE_FALSE(address.has_user);
  REQUIRE(address.name.empty());
  REQUIRE(address.post_office == "PO_NAME");
}

TEST_CASE("addresses end at the last \"at\" that is of no quote or bracket") {
  REQUIRE(ccmail::read_address("Look at Me, Ann AT PO ONE").name == "Look at Me, Ann");
  REQUIRE(ccmail::read_address("Look at Me, Ann AT PO ONE").post_office == "PO ONE");
  REQUIRE(ccmail::read_address("\"Ash at Home\"").name == "Ash at Home");
  REQUIRE(ccmail::read_address("Ash (x [y at PO1").post_office == "PO1");
  REQUIRE(ccmail::read_address("#Social at PO5").is_board);
  REQUIRE(ccmail::read_address("Gate {NET/PO at X/BOX}").post_office.empty());
}

TEST_CASE("EX2K-QUOTE quotes inside a name are part of it") {
  const Address address = ccmail::read_address("Ash \"Annie\", Ann at PO1");
  REQUIRE(address.name == "Ash \"Annie\", Ann");
  REQUIRE(address.post_office == "PO1");
}

TEST_CASE("Q184054 Internet addresses have a name in front in four forms") {
  struct Form {
    const char* text;
    const char* name;
  };
  for (const Form& form :
       {Form{"\"User\" <a@b>", "User"}, Form{"User <a@b>", "User"},
        Form{"First Last <a@b>", "First Last"}, Form{"First (comment) <a@b>", "First (comment)"}}) {
    const Address address = ccmail::read_address(form.text);
    REQUIRE(address.type == "SMTP");
    REQUIRE(address.address == "a@b");
    REQUIRE(address.name == form.name);
  }
}

TEST_CASE("Q232687 an address in square brackets has its type") {
  const Address address = ccmail::read_address("Ann [SMTP:ann@d.example] at SITE");
  REQUIRE(address.name == "Ann");
  REQUIRE(address.type == "SMTP");
  REQUIRE(address.address == "ann@d.example");
  REQUIRE(address.post_office == "SITE");
}

TEST_CASE("Q179677 a comma in front of a name is dropped") {
  const Address address = ccmail::read_address(",User [SMTP:u@d.example] at SITE");
  REQUIRE(address.name == "User");
  REQUIRE(address.address == "u@d.example");
}

TEST_CASE("Q197114 types that nobody knows stay with their addresses") {
  REQUIRE(ccmail::read_address("ATTMAIL:!user").type == "ATTMAIL");
  REQUIRE(ccmail::read_address("ATTMAIL:!user").address == "!user");
  REQUIRE(ccmail::read_address("FOO:x").type == "FOO");
  REQUIRE(ccmail::read_address("Subject: x").type.empty());
}

TEST_CASE("Q185593 names are divided where there is one comma") {
  REQUIRE(ccmail::split_name("Ann Ash").surname.empty());
  REQUIRE(ccmail::split_name("Ash, Ann").surname == "Ash");
  REQUIRE(ccmail::split_name("Ash, Ann").given == "Ann");
  REQUIRE(ccmail::split_name("Ash, Ann, Jr.").surname.empty());
}

TEST_CASE("Q241988 the period of a middle initial stays") {
  REQUIRE(ccmail::read_address("Smith, John Q. at PO1").name == "Smith, John Q.");
}

TEST_CASE("Q214838 members in two strings are one where the directory knows the name") {
  const ccmail::KnownNames known = {text::fold_case("Ash, Ann"), text::fold_case("Networking")};
  REQUIRE(ccmail::join_members({"Ash", "Ann", "Networking", "Nobody"}, known) ==
          std::vector<std::string>{"Ash, Ann", "Networking", "Nobody"});
  REQUIRE(ccmail::join_members({"A", "B"}, {}) == std::vector<std::string>{"A", "B"});
}
