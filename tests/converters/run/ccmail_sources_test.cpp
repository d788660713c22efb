// In which order directories and files of cc:Mail are judged.
#include <catch2/catch.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "converters/run/find_sources.h"
#include "formats/ccmail_post_office/collection_map.h"
#include "tests/support/temporary_directory.h"

namespace {

namespace fs = std::filesystem;
using run::SourceKind;

const std::string kExport =
    "Message:\r\nFrom: Ash, Ann at PO1\r\nDate: 6/2/98 8:39\r\nTo: Bo\r\nSubject: s\r\n"
    "Contents:\r\nText item:\r\nx\r\n";

/// "ANN.CCA: cc:Mail archive, failed", in their order.
std::vector<std::string> seen_in(const fs::path& directory) {
  std::vector<std::string> seen;
  for (const auto& source : run::find_sources({directory}, {}).sources) {
    seen.push_back(fs::relative(source.path, directory).string() + ": " + source.what +
                   (source.error ? ", failed" : ""));
  }
  return seen;
}

void make_office(const fs::path& directory) {
  for (const char* name : {"CLANDATA", "MLANDATA", "USR00001", "USR00002"}) {
    test::write_file(directory / name, "\x01\x02");
  }
}

/// A map of one user with mail.
void make_collection(const fs::path& directory) {
  fs::create_directory(directory / "U0001");
  test::write_file(directory / "USERS.MAP",
                   ccmail_post_office::write_map({{.id = "U0001",
                                                   .planned = ccmail_post_office::Planned::Scripted,
                                                   .name = "Ash, Ann",
                                                   .post_office = "PO1"}}));
  test::write_file(directory / "U0001/U0001.CCM", kExport);
  test::write_file(directory / "U0001/RESULT.TXT", "U0001 0\r\n");
}

}  // namespace

TEST_CASE(
    "texts in a post office are exports, archives are what is no text, its own files neither") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  test::write_file(directory / "ANN.CCA", "\x01\x02\x03");
  test::write_file(directory / "BO.CCA", kExport);
  test::write_file(directory / "CCMAIL.UND", kExport);

  CHECK(seen_in(directory.path()) == std::vector<std::string>{".: cc:Mail post office, failed",
                                                              "ANN.CCA: cc:Mail archive, failed",
                                                              "BO.CCA: cc:Mail export",
                                                              "CCMAIL.UND: cc:Mail export"});
}

TEST_CASE("a collection is its users, and none of their files a source of its own") {
  const test::TemporaryDirectory directory;
  make_collection(directory.path());

  const auto found = run::find_sources({directory.path()}, {});

  REQUIRE(found.sources.size() == 1);
  CHECK(found.sources[0].kind == SourceKind::CcmailCollected);
  CHECK(found.sources[0].mailbox == "Ash, Ann");
}

TEST_CASE("a collection among the files of a post office is told with it, once") {
  const test::TemporaryDirectory directory;
  make_office(directory.path());
  make_collection(directory.path());

  CHECK(seen_in(directory.path()) == std::vector<std::string>{".: cc:Mail post office, failed",
                                                              "U0001: cc:Mail mailbox, exported"});
}

TEST_CASE("an empty export, and the lists of a connector, are told although nobody can read them") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "ANN.CCM", kExport);
  test::write_file(directory / "BO.CCM", "");
  test::write_file(directory / "Ccmlist.exp", "Team\r\n  Ash, Ann\r\n");
  test::write_file(directory / "CCMBB.EXP", "#Social\r\n");
  test::write_file(directory / "notes.exp", "something else\r\n");

  const auto found = run::find_sources({directory.path()}, {});

  CHECK(found.sources.size() == 1);
  REQUIRE(found.notes.size() == 3);
  CHECK(found.notes[0].find("BO.CCM: left out: the file is empty") != std::string::npos);
  CHECK(found.notes[1].find("CCMBB.EXP: left out: bulletin boards") != std::string::npos);
  CHECK(found.notes[2].find("Ccmlist.exp: left out: mailing lists") != std::string::npos);
}

TEST_CASE("the lists of a connector that are directory exports are read as such") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "Ccmlist.exp", "Name: Team\r\nLocn: L\r\nAddr: PO1\r\n");

  CHECK(seen_in(directory.path()) ==
        std::vector<std::string>{"Ccmlist.exp: cc:Mail directory export"});
}

TEST_CASE("who names the lists of a connector hears why they cannot be read") {
  const test::TemporaryDirectory directory;
  test::write_file(directory / "Ccmlist.exp", "Team\r\n");

  const auto found = run::find_sources({directory / "Ccmlist.exp"}, {});

  REQUIRE(found.sources.size() == 1);
  REQUIRE(found.sources[0].error);
  CHECK(found.sources[0].error->hint.find("mailing lists") != std::string::npos);
}
