#include "formats/ccmail_post_office/generation.h"

#include <catch2/catch.hpp>

#include "formats/ccmail_post_office/file_names.h"

using ccmail_post_office::Confidence;
using ccmail_post_office::Generation;
using ccmail_post_office::judge_names;
using ccmail_post_office::meaning_of;
using ccmail_post_office::user_file_number;

namespace {

struct Expected {
  std::vector<std::string> names;
  Generation generation;
  Confidence confidence;
  std::string_view rule;
};

TEST_CASE("each rule of detection gives its verdict, whatever the case of the names") {
  const auto cases = std::to_array<Expected>({
      {{"CLANDATA", "MLANDATA"}, Generation::Db6OrDb7, Confidence::High, "P1"},
      {{"clandata", "Mlandata", "usr00001", "USR00002"}, Generation::Db6, Confidence::High, "P2"},
      {{"CLANDATA", "MLANDATA", "USR00001"}, Generation::Db6OrDb7, Confidence::Medium, "P3"},
      {{"CCPODD.00", "CCPOMS"}, Generation::Db8, Confidence::Medium, "P4"},
      {{"ccpodd.01", "ccpombox.00"}, Generation::Db8, Confidence::Medium, "P4"},
      {{"CCPOMBOX.00"}, Generation::Unknown, Confidence::Medium, "P5"},
      {{"CLANDATA", "MLANDATA", "CCPODD.00", "CCPOMS"}, Generation::Both, Confidence::Low, "P6"},
      {{"CLANDATA"}, Generation::PartOfDb6, Confidence::Medium, "P7"},
      {{"USR00001"}, Generation::PartOfDb6, Confidence::Medium, "P7"},
      {{"CCVER.TB", "NFTCHECK"}, Generation::Remains, Confidence::Low, "P8"},
      {{"CCPOMS"}, Generation::Unknown, Confidence::Low, "P9"},
      {{"README.TXT", "USR0001", "USR000001", "USRABCDE", "CLANDATA.BAK", "SMTP.ADR"},
       Generation::None,
       Confidence::None,
       ""},
  });
  for (const Expected& expected : cases) {
    CAPTURE(expected.rule, expected.names);
    const auto judged = judge_names(expected.names);
    CHECK(judged.generation == expected.generation);
    CHECK(judged.confidence == expected.confidence);
    CHECK(judged.rule == expected.rule);
    CHECK(judged.evidence.empty() == (expected.generation == Generation::None));
  }
}

TEST_CASE("CCPOMBOX beside the pair of DB6 makes no DB8 of it, as both may have it") {
  const auto judged = judge_names({"CLANDATA", "MLANDATA", "USR00001", "USR00002", "CCPOMBOX.00"});

  CHECK(judged.generation == Generation::Db6);
  CHECK(judged.evidence.size() == 4);
}

TEST_CASE("Q258220 a directory with the pair and one user file is DB6 or DB7, not unknown") {
  const auto judged = judge_names({"CLANDATA", "MLANDATA", "USR00001"});

  CHECK(judged.generation == Generation::Db6OrDb7);
  CHECK(name_of(judged.generation) == "DB6 or DB7");
  CHECK(judged.evidence.size() == 3);
}

TEST_CASE(
    "Q166256 the files of DB8 are DB8 with its evidence, CCPOMBOX alone is of no generation") {
  const auto db8 = judge_names({"CCPODD.00", "CCPOMS", "CCPOMBOX.00"});
  const auto unknown = judge_names({"CCPOMBOX.00"});

  CHECK(db8.generation == Generation::Db8);
  CHECK(db8.evidence ==
        std::vector<std::string>{
            "CCPODD.00: data dictionary of a DB8 post office (assumed from the name)",
            "CCPOMS: message store of a DB8 post office (assumed from the name)",
            "CCPOMBOX.00: what Microsoft's programs know a post office by (reported)"});
  CHECK(name_of(unknown.generation) == "generation unknown");
  CHECK(unknown.evidence.size() == 1);
}

TEST_CASE("a user file is USR and five digits, and its number is told") {
  CHECK(user_file_number("usr00042") == 42);
  CHECK_FALSE(user_file_number("USR0042"));
  CHECK_FALSE(user_file_number("USR0004A"));
  CHECK_FALSE(user_file_number("USR00042.BAK"));
}

TEST_CASE("what nobody documents is graded so") {
  CHECK(meaning_of("BBD00001").grade == ccmail_post_office::Grade::Unknown);
  CHECK(meaning_of("CCPODD.00").grade == ccmail_post_office::Grade::Assumed);
  CHECK(meaning_of("clandata").grade == ccmail_post_office::Grade::Documented);
  CHECK(meaning_of("CLANDATA.OLD").role == ccmail_post_office::FileRole::Other);
}

}  // namespace
