#include "formats/ccmail_post_office/export_program.h"

#include <catch2/catch.hpp>

using ccmail_post_office::can_be;
using ccmail_post_office::Database;
using ccmail_post_office::ExportProgram;
using ccmail_post_office::Generation;
using ccmail_post_office::judge_program;
using ccmail_post_office::Machine;
using ccmail_post_office::Platform;
using ccmail_post_office::read_banner;

namespace {

ExportProgram says(const std::string& banner) {
  return {.file = {}, .banner = read_banner(banner)};
}

ExportProgram lies_with(ExportProgram program, std::vector<std::string> beside) {
  program.beside = std::move(beside);
  return program;
}

bool mentions(const std::vector<std::string>& lines, std::string_view text) {
  for (const std::string& line : lines) {
    if (line.find(text) != std::string::npos) {
      return true;
    }
  }
  return false;
}

TEST_CASE("Q152500 EXPORT 5.10 over DB6 is refused, 5.12 accepted with the advice of 5.14") {
  CHECK(mentions(judge_program(Database::Db6, says("Export 5.10")).refusals, "5.12"));

  const auto accepted = judge_program(Database::Db6, says("Export 5.12"));
  CHECK(accepted.accepted());
  CHECK(mentions(accepted.advice, "5.14 is recommended"));
  CHECK_FALSE(mentions(judge_program(Database::Db6, says("Export 5.14")).advice, "recommended"));
}

TEST_CASE("Q183590 the program for OS/2 is refused by its banner, by its name, and by its header") {
  CHECK(mentions(judge_program(Database::Db6, says("Export2 5.14")).refusals, "OS/2"));
  CHECK_FALSE(judge_program(Database::Db6, {.file = "export2.exe"}).accepted());
  CHECK_FALSE(
      judge_program(Database::Db6, {.file = "EXPORT.EXE", .machine = Machine::Os2}).accepted());
  CHECK(judge_program(Database::Db6, says("Export 5.14")).accepted());
}

TEST_CASE("Q174740 DB8 refuses EXPORT 5.14, DB6 refuses 8.01, and DB8 takes 8.01 with IE.RI") {
  CHECK_FALSE(judge_program(Database::Db8, says("Export 5.14")).accepted());
  CHECK_FALSE(judge_program(Database::Db6, says("Export 8.01")).accepted());

  const auto accepted = judge_program(Database::Db8, lies_with(says("Export 8.01"), {"IE.RI"}));
  CHECK(accepted.accepted());
  CHECK(accepted.platform == Platform::DosBox);
}

TEST_CASE("Q190275 EXPORT 8.01 without IE.RI beside it is refused, and the file is named") {
  const auto refused =
      judge_program(Database::Db8, lies_with(says("Export 8.01"), {"EXPORT.EXE", "IMPORT.EXE"}));

  CHECK(refused.refusals ==
        std::vector<std::string>{
            "IE.RI is missing beside it: EXPORT would stop with R0002 (Q190275)"});
  CHECK(mentions(judge_program(Database::Db8, says("Export 8.01")).advice, "IE.RI"));
}

TEST_CASE("Q248195 every 16-bit program is refused for release 8.5, EXPORT32 runs on Windows") {
  const std::vector<std::string> all = {"CDMW800.DLL", "CFW803.DLL", "CIW803.DLL", "IMPEXP.RI"};
  CHECK(mentions(judge_program(Database::Release85, says("Export 8.30")).refusals, "corrupts"));
  CHECK_FALSE(judge_program(Database::Release85,
                            lies_with({.file = "EXPORT32.EXE", .machine = Machine::Dos}, all))
                  .accepted());

  const auto accepted = judge_program(
      Database::Release85, lies_with({.file = "EXPORT32.EXE", .machine = Machine::Windows32}, all));
  CHECK(accepted.accepted());
  CHECK(accepted.platform == Platform::Windows);
  CHECK(mentions(
      judge_program(Database::Release85, lies_with({.file = "EXPORT32.EXE"}, {"CFW803.DLL"}))
          .refusals,
      "CDMW800.DLL is missing"));
}

TEST_CASE("without a program the plan is for the one that is documented, and says so") {
  const auto db6 = judge_program(Database::Db6, {});
  CHECK(db6.accepted());
  CHECK(db6.platform == Platform::DosBox);
  CHECK(mentions(db6.advice, "5.14"));
  CHECK(judge_program(Database::Release85, {}).platform == Platform::Windows);
  CHECK(judge_program(Database::Release85, {}).accepted());
}

TEST_CASE("a file that is no program, and one for 16-bit Windows, are refused") {
  for (const Machine machine : {Machine::Unknown, Machine::Windows16}) {
    CHECK_FALSE(
        judge_program(Database::Db6, {.file = "EXPORT.EXE", .machine = machine}).accepted());
  }
  CHECK_FALSE(judge_program(Database::Db6, {.file = "EXPORT32.EXE", .machine = Machine::Windows32})
                  .accepted());
}

TEST_CASE("known defects of a version are advised on, and not of others") {
  CHECK(mentions(judge_program(Database::Db6, says("5.15")).advice, "Q202240"));
  CHECK_FALSE(mentions(judge_program(Database::Db6, says("5.14")).advice, "Q202240"));
  CHECK(mentions(judge_program(Database::Db8, says("8.3")).advice, "Q249133"));
  CHECK(mentions(judge_program(Database::Db8, says("8.01")).advice, "Q266711"));
  CHECK_FALSE(mentions(judge_program(Database::Db8, says("8.30.03")).advice, "Q266711"));
}

TEST_CASE("what the owner says must fit the files, and parts of a post office are no database") {
  CHECK(can_be(Generation::Db6OrDb7, Database::Db7));
  CHECK(can_be(Generation::Db8, Database::Release85));
  CHECK_FALSE(can_be(Generation::Db6, Database::Db8));
  CHECK_FALSE(can_be(Generation::Db6, Database::Db7));
  CHECK_FALSE(can_be(Generation::Db8, Database::Db6));
  CHECK_FALSE(can_be(Generation::PartOfDb6, Database::Db6));
  CHECK_FALSE(can_be(Generation::Remains, Database::Db8));
  CHECK(ccmail_post_office::certain_database(Generation::Db6) == Database::Db6);
  CHECK_FALSE(ccmail_post_office::certain_database(Generation::Db8));
  CHECK(ccmail_post_office::database_by_name("Db7") == Database::Db7);
  CHECK_FALSE(ccmail_post_office::database_by_name("db9"));
}

}  // namespace
