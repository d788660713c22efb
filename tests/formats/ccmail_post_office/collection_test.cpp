#include "formats/ccmail_post_office/collection.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/temporary_directory.h"

using ccmail_post_office::CollectedUser;
using ccmail_post_office::MapRow;
using ccmail_post_office::Outcome;
using ccmail_post_office::Planned;
using ccmail_post_office::read_collection;
using ccmail_post_office::read_map;
using ccmail_post_office::write_map;

namespace {

namespace fs = std::filesystem;

const std::vector<MapRow> kRows = {
    {"U0001", Planned::Scripted, "Ash, Ann", "PO1", ""},
    {"U0002", Planned::Scripted, "M\xC3\xBCller, Bo", "PO1", ""},
    {"U0003", Planned::NoPassword, "Cy", "PO1", "no password was filled in"},
    {"U0004", Planned::ByHand, "#Social", "PO1", "bulletin board"},
    {"U0005", Planned::Scripted, "Dee", "PO1", ""},
    {"U0006", Planned::Scripted, "Eve", "PO1", ""},
    {"U0007", Planned::Gone, "Fay", "PO1", ""},
};

/// A collection with the map and a folder for each of `ids`.
void make(const fs::path& folder, const std::vector<std::string>& ids) {
  fs::create_directories(folder);
  test::write_file(folder / "USERS.MAP", write_map(kRows));
  for (const std::string& id : ids) {
    fs::create_directories(folder / id);
  }
}

const CollectedUser& user(const ccmail_post_office::Collection& collection, std::string_view id) {
  for (const CollectedUser& one : collection.users) {
    if (one.row.id == id) {
      return one;
    }
  }
  FAIL("no " << id);
  return collection.users.front();
}

TEST_CASE("a map is read as it was written") {
  bytes::DamageLog damage;

  CHECK(read_map(write_map(kRows), damage) == kRows);
  CHECK(damage.total() == 0);
  CHECK(ccmail_post_office::is_map(write_map({})));
}

TEST_CASE("ids are names of DOS that count up, and nothing else is one") {
  CHECK(ccmail_post_office::id_of(1) == "U0001");
  CHECK(ccmail_post_office::id_of(12345) == "U12345");
  CHECK(ccmail_post_office::number_of_id("U0042") == 42);
  for (const char* wrong : {"", "U", "0001", "U001", "U00001", "u0001", "U12345678", "U-001"}) {
    CHECK_FALSE(ccmail_post_office::number_of_id(wrong));
  }
}

TEST_CASE("rows that are none, come twice, or are too long, are damage, and the others are read") {
  const std::string text = write_map({kRows[0]}) + "nonsense\r\nU0001\tgone\tX\tPO\t\r\nU0002\t" +
                           std::string(ccmail_post_office::kLongestRow, 'x') +
                           "\tX\tPO\t\nU0009\tby hand\tIda\tPO1\twhy\n";
  bytes::DamageLog damage;

  const auto rows = read_map(text, damage);

  CHECK(rows == std::vector<MapRow>{kRows[0], {"U0009", Planned::ByHand, "Ida", "PO1", "why"}});
  REQUIRE(damage.total() == 3);
  CHECK(damage.items()[0].kind == bytes::DamageKind::Undecodable);
  CHECK(damage.items()[1].kind == bytes::DamageKind::Inconsistent);
  CHECK(damage.items()[2].kind == bytes::DamageKind::OutOfRange);
}

TEST_CASE("every user of the map has an outcome: with mail, without, failed, unfinished, not run") {
  const test::TemporaryDirectory directory;
  make(directory.path(), {"U0001", "u0002", "U0003", "U0004", "U0005"});
  test::write_file(directory / "U0001/RESULT.TXT", "U0001 0 \r\n");
  test::write_file(directory / "U0001/U0001.CCM", "Message:");
  test::write_file(directory / "u0002/result.txt", "U0002 0 \r\n");
  test::write_file(directory / "u0002/u0002.ccm", "");
  test::write_file(directory / "U0004/SOCIAL.CCM", "Message:");
  test::write_file(directory / "U0005/FAILED.TXT", "U0005 3 \r\n");
  test::write_file(directory / "U0005/U0005.BAK", "x");

  const auto collection = read_collection(directory.path());

  REQUIRE(collection);
  REQUIRE(collection->users.size() == kRows.size());
  CHECK(user(*collection, "U0001").outcome == Outcome::Exported);
  CHECK(user(*collection, "U0001").bytes == 8);
  CHECK(user(*collection, "U0002").outcome == Outcome::WithoutMail);
  CHECK(user(*collection, "U0003").outcome == Outcome::NotExported);
  CHECK(describe(user(*collection, "U0003")) == "not exported: no password was filled in");
  CHECK(user(*collection, "U0004").outcome == Outcome::Exported);
  CHECK(user(*collection, "U0005").outcome == Outcome::Failed);
  CHECK(user(*collection, "U0005").result == "3");
  CHECK(user(*collection, "U0005").others == std::vector<std::string>{"U0005.BAK"});
  CHECK(describe(user(*collection, "U0005")).find("wrong password") != std::string::npos);
  CHECK(user(*collection, "U0006").outcome == Outcome::FolderMissing);
  CHECK_FALSE(user(*collection, "U0006").is_complete());
}

TEST_CASE("mail without a result is unfinished when a batch file was to export it") {
  const test::TemporaryDirectory directory;
  make(directory.path(), {"U0001"});
  test::write_file(directory / "U0001/U0001.CCM", "Message:");

  const auto collection = read_collection(directory.path());

  REQUIRE(collection);
  CHECK(user(*collection, "U0001").outcome == Outcome::Unfinished);
}

TEST_CASE("a failure counts although an earlier result lies beside it, an unreadable one fails") {
  const test::TemporaryDirectory directory;
  make(directory.path(), {"U0001", "U0002"});
  test::write_file(directory / "U0001/FAILED.TXT", "U0001 4 \r\n");
  test::write_file(directory / "U0001/RESULT.TXT", "U0001 0 \r\n");
  test::write_file(directory / "U0002/RESULT.TXT", "");

  const auto collection = read_collection(directory.path());

  REQUIRE(collection);
  CHECK(user(*collection, "U0001").result == "4");
  CHECK(user(*collection, "U0002").outcome == Outcome::Failed);
}

TEST_CASE(
    "folders with mail that the map does not name are told, a user's folder is one by itself") {
  const test::TemporaryDirectory directory;
  make(directory.path(), {"U0001", "U0044", "EMPTY"});
  test::write_file(directory / "U0044/U0044.CCM", "Message:");
  test::write_file(directory / "U0001/USER.MAP", write_map({kRows[0]}));
  test::write_file(directory / "U0001/RESULT.TXT", "U0001 0");

  const auto collection = read_collection(directory.path());
  const auto one = read_collection(directory / "U0001");

  REQUIRE(collection);
  CHECK(collection->unlisted == std::vector<std::string>{"U0044"});
  CHECK(ccmail_post_office::is_collection(directory / "U0001"));
  REQUIRE(one);
  REQUIRE(one->users.size() == 1);
  CHECK(one->users[0].outcome == Outcome::WithoutMail);
}

TEST_CASE("mail is found in folders of a folder, and in one whose name differs in case alone") {
  const test::TemporaryDirectory directory;
  make(directory.path(), {"U0001", "u0001", "U0001/sub", "U0001/sub/deeper"});
  for (const char* name :
       {"U0001/A.CCM", "u0001/B.CCM", "U0001/sub/C.CCM", "U0001/sub/deeper/D.CCM"}) {
    test::write_file(directory / name, "Message:");
  }
  test::write_file(directory / "U0001/sub/NOTES.TXT", "words");

  const auto collection = read_collection(directory.path());

  REQUIRE(collection);
  CHECK(user(*collection, "U0001").folder.filename() == "U0001");
  CHECK(user(*collection, "U0001").streams.size() == 4);
  CHECK(user(*collection, "U0001").others == std::vector<std::string>{"sub/NOTES.TXT"});
  CHECK(collection->unlisted.empty());
}

TEST_CASE("mail that lies beside the folders of users, or deep in another, is told") {
  const test::TemporaryDirectory directory;
  make(directory.path(), {"U0001", "OLD", "OLD/sub"});
  test::write_file(directory / "LOST.CCM", "Message:");
  test::write_file(directory / "OLD/sub/X.CCM", "Message:");

  const auto collection = read_collection(directory.path());

  REQUIRE(collection);
  CHECK(collection->unlisted == std::vector<std::string>{"LOST.CCM", "OLD"});
}

TEST_CASE("a folder without a map is no collection") {
  const test::TemporaryDirectory directory;
  CHECK_FALSE(ccmail_post_office::is_collection(directory.path()));
  CHECK(read_collection(directory.path()).error().kind == bytes::ErrorKind::NotThisFormat);
  test::write_file(directory / "USERS.MAP", "Ann\tBo\n");
  CHECK_FALSE(ccmail_post_office::is_collection(directory.path()));
  CHECK_FALSE(read_collection(directory.path()));
}

TEST_CASE("any bytes are some map, no id comes twice, and every damage lies inside") {
  const std::string whole = write_map(kRows);
  std::mt19937 random(9);
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole;
    if (round % 4 == 0) {
      text.resize(random() % whole.size());
    }
    for (unsigned i = 0; i < 5 && text.size() > 32; ++i) {
      text[32 + random() % (text.size() - 32)] = "\t\r\nU0\xFF\0z"[random() % 8];
    }
    bytes::DamageLog damage;
    std::vector<std::string> ids;
    for (const MapRow& row : read_map(text, damage)) {
      REQUIRE(std::find(ids.begin(), ids.end(), row.id) == ids.end());
      ids.push_back(row.id);
    }
    for (const auto& one : damage.items()) {
      REQUIRE(one.offset <= text.size());
      REQUIRE(one.length <= text.size() - one.offset);
    }
  }
}

}  // namespace
