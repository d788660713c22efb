#include "converters/ccmail_plan/user_rows.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "converters/ccmail_plan/command_line.h"

using namespace convert::ccmail_plan;  // NOLINT(google-build-using-namespace)
using ccmail_post_office::MapRow;
using ccmail_post_office::Planned;

namespace {

Request request() { return {.post_office = "PO1"}; }

UserRows plan(const std::vector<User>& users, const std::string& passwords = "*=X",
              const std::vector<MapRow>& previous = {}, const Request& of = request()) {
  std::vector<std::string> remarks;
  return plan_users(of, users, previous,
                    Passwords::read(passwords, names_with_mailbox(of, users), remarks));
}

const MapRow& row(const UserRows& rows, const std::string& name) {
  for (const PlannedUser& user : rows.users) {
    if (user.row.name == name) {
      return user.row;
    }
  }
  FAIL("no " << name);
  return rows.users.front().row;
}

TEST_CASE("every entry of the directory is a user or another entry, once") {
  const std::vector<User> users = {{"Ann", "L", "PO1"},
                                   {"Bo", "R", "po1"},
                                   {"Cy", "l", "PO2"},
                                   {"Dee", "r", "PO2"},
                                   {"Eve", "A", "PO1"},
                                   {"Fay", "a", "PO2"},
                                   {"PO1", "P", ""},
                                   {"PO2", "p", ""},
                                   {"Gil", "L", "Internet \"Gil\" <gil@d.example>"},
                                   {"Hal", "L", "PO1 hal@d.example"},
                                   {"Ida", "L", ""},
                                   {"Jon", "Q", "PO1"},
                                   {"#Social", "L", "PO1"}};

  const auto rows = plan(users);

  CHECK(rows.users.size() + rows.others.size() == users.size());
  CHECK(rows.users.size() == 4);
  CHECK(row(rows, "Ann").planned == Planned::Scripted);
  CHECK(row(rows, "Bo").planned == Planned::Scripted);
  CHECK(row(rows, "Ida").planned == Planned::Scripted);
  CHECK(row(rows, "#Social").planned == Planned::ByHand);
  CHECK(rows.others.at(6).why == "its address is elsewhere: Internet \"Gil\" <gil@d.example>");
}

TEST_CASE("Q237588 names that differ in case alone are one user, and both spellings are told") {
  const auto rows = plan({{"Smith, Jimmy", "L", "PO1"}, {"SMITH, Jimmy", "L", "PO1"}});

  CHECK(rows.users.size() == 1);
  REQUIRE(rows.remarks.size() == 1);
  CHECK(rows.remarks[0].find("Smith, Jimmy") != std::string::npos);
  CHECK(rows.remarks[0].find("SMITH, Jimmy") != std::string::npos);
  CHECK(rows.others.at(0).why == "the same user as Smith, Jimmy");
}

TEST_CASE("names that differ in other letters or bytes are two users, each with an id of its own") {
  // In code page 850 E1 is the sharp s; in 932 neither FD nor FE is a character.
  const auto rows = plan({{"Gross", "L", "PO1"}, {"Gro\xE1", "L", "PO1"}});
  REQUIRE(rows.users.size() == 2);
  CHECK(rows.users[0].row.id != rows.users[1].row.id);
  CHECK(rows.remarks.size() == 1);

  Request request = ::request();
  request.charset = 932;
  const auto bytes = plan({{"X\xFD", "L", "PO1"}, {"X\xFE", "L", "PO1"}}, "*=X", {}, request);
  REQUIRE(bytes.users.size() == 2);
  CHECK(bytes.users[0].row.id != bytes.users[1].row.id);

  const std::vector<MapRow> previous = {bytes.users[0].row, bytes.users[1].row};
  const auto again = plan({{"X\xFD", "L", "PO1"}, {"X\xFE", "L", "PO1"}}, "*=X", previous, request);
  REQUIRE(again.users.size() == 2);
  CHECK(again.users[0].row.id == bytes.users[0].row.id);
  CHECK(again.users[1].row.id == bytes.users[1].row.id);
  CHECK(plan({}, "*=X", previous, request).users.size() == 2);
}

TEST_CASE("EX2K-QUOTE a user with a quote in the name is listed for export by hand") {
  const auto rows = plan({{"Ash \"Annie\", Ann", "L", "PO1"}, {"Bo", "L", "PO1"}});

  CHECK(row(rows, "Ash \"Annie\", Ann").planned == Planned::ByHand);
  CHECK(row(rows, "Bo").planned == Planned::Scripted);
}

TEST_CASE("Q194869 no line has more than 126 characters behind the program") {
  for (std::size_t length = 1; length < 60; ++length) {
    for (const std::string& password : {std::string("X"), std::string("SECRET12345")}) {
      const auto rows = plan({{std::string(length, 'n'), "L", "PO1"}}, "*=" + password);
      const PlannedUser& user = rows.users.at(0);
      CHECK(user.tail.size() <= kMostTail);
      CHECK((user.row.planned == Planned::Scripted) == !user.tail.empty());
      CHECK((user.row.planned == Planned::Scripted) == user.row.reason.empty());
    }
  }
}

TEST_CASE("a line that a shorter password would make fit says how short, one of a long name none") {
  const auto shorter = plan({{std::string(25, 'n'), "L", "PO1"}}, "*=" + std::string(30, 'p'));
  const auto too_long = plan({{std::string(80, 'n'), "L", "PO1"}});

  CHECK(shorter.users.at(0).row.planned == Planned::NoPassword);
  CHECK(shorter.users.at(0).row.reason.find("at most") != std::string::npos);
  CHECK(too_long.users.at(0).row.planned == Planned::ByHand);
}

TEST_CASE("nobody is asked for a password of a name that no command line has room for") {
  const std::vector<User> users = {{std::string(80, 'n'), "L", "PO1"}, {"Ann", "L", "PO1"}};

  CHECK(names_with_mailbox(request(), users) == std::vector<std::string>{"Ann"});
  CHECK(plan(users, "").users.at(0).row.planned == Planned::ByHand);
}

TEST_CASE("nobody without a password has a line, and none is given for them") {
  const auto rows = plan({{"Ann", "L", "PO1"}, {"Bo", "L", "PO1"}}, "Ann=\nBo=q7 q7\n");

  CHECK(row(rows, "Ann").planned == Planned::NoPassword);
  CHECK(row(rows, "Bo").planned == Planned::NoPassword);
  CHECK(row(rows, "Bo").reason.find("q7") == std::string::npos);
}

TEST_CASE("ids stay with their names, new users get new ones, who is gone stays in the map") {
  const auto first = plan({{"Ann", "L", "PO1"}, {"Bo", "L", "PO1"}, {"Cy", "L", "PO1"}});
  std::vector<MapRow> map;
  std::ranges::transform(first.users, std::back_inserter(map), &PlannedUser::row);

  const auto second =
      plan({{"Zoe", "L", "PO1"}, {"CY", "L", "PO1"}, {"Ann", "L", "PO1"}}, "*=X", map);

  CHECK(row(second, "Ann").id == "U0001");
  CHECK(row(second, "Bo").id == "U0002");
  CHECK(row(second, "Bo").planned == Planned::Gone);
  CHECK(row(second, "CY").id == "U0003");
  CHECK(row(second, "Zoe").id == "U0004");
}

TEST_CASE("Q245042 of a Mobile database the user with a password of their own has the mailbox") {
  auto mobile = request();
  mobile.database = ccmail_post_office::Database::Db7;
  const std::vector<User> users = {{"Ann", "L", "HOME"}, {"Bo", "L", "HOME"}};

  const auto rows = plan(users, "Ann=own\n", {}, mobile);

  REQUIRE(rows.users.size() == 1);
  CHECK(rows.users[0].row.name == "Ann");
  CHECK(rows.users[0].row.post_office == "LOCALPO");
  CHECK(rows.others.size() == 1);
}

TEST_CASE("names come from the code page of the mail, and go back into it byte for byte") {
  const auto rows = plan({{"M\x81ller, Bo", "L", "PO1"}});

  CHECK(rows.users.at(0).row.name == "M\xC3\xBCller, Bo");
  CHECK(rows.users.at(0).tail.find("/N\"M\x81ller, Bo\"") != std::string::npos);
}

}  // namespace
