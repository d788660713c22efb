#include "converters/ccmail_plan/plan.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "converters/ccmail_plan/command_line.h"
#include "converters/ccmail_plan/dos_path.h"
#include "formats/ccmail/directory_export.h"
#include "formats/ccmail_post_office/collection_map.h"

using namespace convert::ccmail_plan;  // NOLINT(google-build-using-namespace)
using ccmail_post_office::Database;
using ccmail_post_office::Inventory;
using ccmail_post_office::Planned;
using ccmail_post_office::Platform;

namespace {

Passwords passwords(const std::string& text, const std::vector<std::string>& names) {
  std::vector<std::string> remarks;
  return Passwords::read(text, names, remarks);
}

const std::string* content(const Plan& plan, const std::string& path) {
  const auto file = std::ranges::find(plan.files, path, &PlanFile::path);
  return file == plan.files.end() ? nullptr : &file->content;
}

bool has(const std::string* text, std::string_view words) {
  return text != nullptr && text->find(words) != std::string::npos;
}

Plan plan_for(const Request& request, const std::vector<User>& users) {
  auto plan = plan_mailboxes(request, {}, users, {}, passwords("*=SECRET1", {}));
  REQUIRE(plan);
  return *plan;
}

TEST_CASE("the first step exports the directory in DOSBox, and says what comes next") {
  const auto plan =
      plan_directory({.post_office = "PO1"}, Inventory{}, passwords("PO1=SECRET1", {"PO1"}));

  REQUIRE(plan);
  CHECK(plan->is_complete());
  const auto* batch = content(*plan, "C/X/STEP1.BAT");
  CHECK(has(batch, "\r\nEXPORT /NPO1 /PSECRET1 /DC:\\PO /DIRECTORY /@DIRECT.TXT\r\n"));
  CHECK(has(batch, "REM For a COPY of the post office only. This file contains a password"));
  CHECK(has(content(*plan, "dosbox.conf"), "CALL STEP1.BAT\r\nEXIT\r\n"));
  CHECK(has(content(*plan, "CHECKLIST.TXT"), "--directory C/X/DIRECT.TXT"));
}

TEST_CASE("the map of a plan is read again, however long the names of the directory are") {
  // In code page 850 a shade of three bytes in UTF-8: the longest name that a directory can have.
  const std::string longest(ccmail::kLongestDirectoryLine, '\xB0');
  const Plan plan = plan_for({.post_office = std::string(kMostTail, '\xB0')},
                             {{.name = longest, .location = "L", .address = ""},
                              {.name = "Ash, Ann", .location = "L", .address = ""}});
  bytes::DamageLog damage;

  const auto rows = ccmail_post_office::read_map(*content(plan, "C/X/M/USERS.MAP"), damage);

  CHECK(damage.total() == 0);
  REQUIRE(rows.size() == 2);
  CHECK(rows[0] == plan.users[0].row);
  CHECK(rows[0].name.size() == 3 * longest.size());
  CHECK(rows[0].planned == Planned::ByHand);
}

TEST_CASE("a post office whose name alone fills a command line has no plan") {
  const auto plan = plan_mailboxes({.post_office = std::string(kMostTail + 1, 'P')}, {}, {}, {},
                                   passwords("", {}));

  REQUIRE_FALSE(plan);
  CHECK(has(&plan.error().what, "its name has 127 characters"));
}

TEST_CASE("without a password there is no batch file, and the plan asks for it") {
  const auto plan = plan_directory({.post_office = "PO1"}, Inventory{}, passwords("", {}));

  REQUIRE(plan);
  CHECK_FALSE(plan->is_complete());
  CHECK(plan->need_password == std::vector<std::string>{"PO1"});
  CHECK(content(*plan, "C/X/STEP1.BAT") == nullptr);
  CHECK(content(*plan, "dosbox.conf") == nullptr);
  CHECK(has(content(*plan, "CHECKLIST.TXT"), "no password of PO1"));
}

TEST_CASE("Q245042 the plan for a Mobile database asks for the user's own password") {
  const auto plan =
      plan_directory({.database = Database::Db7}, Inventory{}, passwords("LOCALPO=X", {"LOCALPO"}));

  REQUIRE(plan);
  CHECK(has(content(*plan, "C/X/STEP1.BAT"), " /NLOCALPO "));
  CHECK(has(content(*plan, "CHECKLIST.TXT"), "the user's own mailbox password"));
}

TEST_CASE("Q229314 every file of a plan has a name of DOS, and the map leads back to the users") {
  const Request request{.post_office = "R&D+East"};
  const auto plan = plan_for(request, {{"Ash, Ann", "L", "R&D+East"}, {"B\xF6", "L", ""}});

  REQUIRE(plan.users.size() == 2);
  for (const PlanFile& file : plan.files) {
    if (!file.path.starts_with("C/")) {
      continue;  // for people and for DOSBox
    }
    for (std::string_view rest = file.path; !rest.empty();) {
      const auto slash = rest.find('/');
      CHECK(is_dos_name(rest.substr(0, slash)));
      rest = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
    }
  }
  CHECK(has(content(plan, "C/X/M/USERS.MAP"), "U0001\tscripted\tAsh, Ann\tR&D+East\t\r\n"));
  CHECK(has(content(plan, "C/X/M/U0001/USER.MAP"), "Ash, Ann"));
}

TEST_CASE("a mailbox has a batch file that keeps what was exported, and tells how EXPORT ended") {
  const auto plan = plan_for({.post_office = "PO1"}, {{"Ash, Ann", "L", "PO1"}});

  const auto* batch = content(plan, "C/X/U0001.BAT");
  CHECK(has(batch, "IF EXIST M\\U0001\\RESULT.TXT GOTO DONE\r\n"));
  CHECK(has(batch, "REN M\\U0001\\U0001.CCM U0001.BAK\r\n"));
  CHECK(has(batch, "\r\nEXPORT /PSECRET1 /BATCH /N\"Ash, Ann\" "));
  CHECK(has(batch, "IF NOT ERRORLEVEL 0 SET R=CRASH\r\n"));
  CHECK(has(content(plan, "C/X/STEP2.BAT"), "CALL U0001.BAT\r\n"));
  CHECK_FALSE(has(content(plan, "C/X/STEP2.BAT"), "SECRET1"));
}

TEST_CASE("no password stands in what is read by people, in the maps, or in DOSBox's file") {
  const auto plan = plan_for({.post_office = "PO1"}, {{"Ash, Ann", "L", "PO1"}});

  for (const PlanFile& file : plan.files) {
    const bool may = file.path.starts_with("C/X/U") && file.path.ends_with(".BAT");
    CHECK((may || !has(&file.content, "SECRET1")));
  }
}

TEST_CASE("Q248195 the plan for release 8.5 is for Windows, without anything for 16 bits") {
  const auto plan = plan_for(
      {.database = Database::Release85, .platform = Platform::Windows, .post_office = "PO1"},
      {{"Ash, Ann", "L", "PO1"}});

  CHECK(content(plan, "dosbox.conf") == nullptr);
  CHECK(has(content(plan, "C/X/U0001.BAT"), "\r\nEXPORT32 /PSECRET1 "));
  CHECK(has(content(plan, "CHECKLIST.TXT"), "On Windows"));
  CHECK(has(content(plan, "CHECKLIST.TXT"), "CDMW800.DLL"));
}

TEST_CASE("Q194869 a plan with a path that is not 8.3 is refused as a whole") {
  const auto plan = plan_directory(
      {.post_office = "PO1", .paths = {.post_office = "C:\\Post Office", .work = "C:\\X"}}, {},
      passwords("PO1=X", {"PO1"}));

  REQUIRE_FALSE(plan);
  CHECK(plan.error().kind == bytes::ErrorKind::Unsupported);
}

TEST_CASE("a post office whose name no command line can hold is refused with the way round it") {
  const auto plan = plan_directory({.post_office = "50%"}, {}, passwords("*=X", {}));

  REQUIRE_FALSE(plan);
  CHECK(plan.error().hint.find("--directory") != std::string::npos);

  const Plan second = plan_for({.post_office = "50%"}, {{"Ann", "L", "50%"}});
  CHECK(second.is_complete());
  CHECK(second.users.at(0).row.post_office == "50%");
}

TEST_CASE("a directory in which the post office has nobody makes no complete plan") {
  const Plan plan =
      plan_for({.post_office = "NROTH"}, {{"Ann", "L", "NORTH"}, {"Bo", "L", "NORTH"}});

  CHECK_FALSE(plan.is_complete());
  CHECK(plan.others.size() == 2);
  REQUIRE(plan.remarks.size() == 1);
  CHECK(has(&plan.remarks[0], "nobody has a mailbox in the post office NROTH"));
}

TEST_CASE("the checklist accounts for every entry, and tells of the shut-down flag") {
  Inventory inventory;
  inventory.shut_down = true;
  auto plan = plan_mailboxes({.post_office = "PO1"}, inventory,
                             {{"Ann", "L", "PO1"}, {"#B", "L", "PO1"}, {"Cy", "A", ""}}, {},
                             passwords("", {}));

  REQUIRE(plan);
  const auto* list = content(*plan, "CHECKLIST.TXT");
  CHECK(has(list, "CCPODOWN"));
  CHECK(has(list, "U0001  Ann: no password was filled in"));
  CHECK(has(list, "U0002  #B: bulletin board"));
  CHECK(has(list, "3 entries of the directory = 2 with a mailbox here + 1 others"));
  CHECK_FALSE(has(list, "earlier plan"));
  CHECK(has(content(*plan, "OTHERS.TXT"), "Cy\talias\r\n"));
  CHECK(plan->count(Planned::Scripted) == 0);
  CHECK(content(*plan, "C/X/STEP2.BAT") == nullptr);
}

TEST_CASE("users of an earlier plan are no entries of the directory, and are told apart") {
  const auto plan =
      plan_mailboxes({.post_office = "PO1"}, {}, {{"Ann", "L", "PO1"}},
                     {{.id = "U0001", .name = "Bo", .post_office = "PO1"}}, passwords("*=X", {}));

  REQUIRE(plan);
  const auto* list = content(*plan, "CHECKLIST.TXT");
  CHECK(has(list, "1 entries of the directory = 1 with a mailbox here + 0 others"));
  CHECK(has(list, "1 users of an earlier plan"));
  CHECK_FALSE(plan->is_complete());
}

TEST_CASE("a directory that is damaged makes no complete plan, and its checklist says so") {
  const auto plan =
      plan_mailboxes({.post_office = "PO1"}, {}, {{"Ann", "L", "PO1"}}, {}, passwords("*=X", {}),
                     {.lines = {"DIRECT.TXT: 1 line belongs to no entry"}, .is_damaged = true});

  REQUIRE(plan);
  CHECK_FALSE(plan->is_complete());
  const auto* list = content(*plan, "CHECKLIST.TXT");
  CHECK(has(list, "The exported directory is damaged"));
  CHECK(has(list, "DIRECT.TXT: 1 line belongs to no entry"));
  REQUIRE(plan_for({.post_office = "PO1"}, {{"Ann", "L", "PO1"}}).is_complete());
}

}  // namespace
