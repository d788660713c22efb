#include "formats/ccmail_post_office/exported_directory.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/support/shared_files.h"
#include "tests/support/temporary_directory.h"

using ccmail_post_office::DirectoryRecord;
using ccmail_post_office::read_exported_directory;

namespace {

TEST_CASE("records are told by Name, whatever stands between them and however lines end") {
  bytes::DamageLog damage;

  const auto records = read_exported_directory(
      "Name: Ash, Ann\r\nLocn: L\r\nAddr: PO1\r\nCmts:\r\n\r\n\r\nName: Bo\nLocn: l\nXtra: kept "
      "out\nAddr: PO2 bo@d.example\n\x1A",
      damage);

  CHECK(records ==
        std::vector<DirectoryRecord>{{"Ash, Ann", "L", "PO1"}, {"Bo", "l", "PO2 bo@d.example"}});
  CHECK(damage.total() == 0);
}

TEST_CASE("lines of nobody and names of nothing are damage with their place") {
  bytes::DamageLog damage;

  const auto records = read_exported_directory("Locn: L\nName:\nAddr: PO1\nName: Bo\n", damage);

  CHECK(records == std::vector<DirectoryRecord>{{"Bo", "", ""}});
  REQUIRE(damage.total() == 3);
  CHECK(damage.items()[1].offset == 8);
  CHECK(damage.items()[1].kind == bytes::DamageKind::Undecodable);
}

TEST_CASE("the one public directory export is read whole") {
  const auto path = test::shared_root() / "data/ccmail/directory-export.txt";
  if (!std::filesystem::exists(path)) {
    WARN("SKIPPED: " << path << " is not there");
    return;
  }
  bytes::DamageLog damage;

  const auto records = read_exported_directory(test::read_file(path), damage);

  CHECK(damage.total() == 0);
  CHECK(records.size() == 13);
  CHECK(records.at(1) == DirectoryRecord{"Doe, John", "L", "Internet \"John Doe\" <JDoe@lzz.com>"});
}

TEST_CASE("any bytes are some directory, and every damage lies inside") {
  const std::string whole = "Name: Ash, Ann\r\nLocn: L\r\nAddr: PO1\r\nCmts: x\r\n\r\nName: Bo\r\n";
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    std::string text = whole.substr(0, round % 3 == 0 ? random() % whole.size() : whole.size());
    for (unsigned i = 0; i < 4 && !text.empty(); ++i) {
      text[random() % text.size()] = static_cast<char>(random());
    }
    bytes::DamageLog damage;
    for (const DirectoryRecord& record : read_exported_directory(text, damage)) {
      REQUIRE_FALSE(record.name.empty());
    }
    for (const auto& one : damage.items()) {
      REQUIRE(one.offset <= text.size());
      REQUIRE(one.length <= text.size() - one.offset);
    }
  }
}

}  // namespace
