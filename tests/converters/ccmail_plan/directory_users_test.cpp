#include "converters/ccmail_plan/directory_users.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <string>

#include "tests/support/shared_files.h"
#include "tests/support/temporary_directory.h"

using convert::ccmail_plan::read_users;
using convert::ccmail_plan::User;

namespace {

TEST_CASE("users of a directory are its entries, byte for byte") {
  bytes::DamageLog damage;

  const auto users = read_users(
      "Name: M\x81ller, Ann\r\nLocn: L\r\nAddr: PO1\r\nCmts: x\r\n\r\nName: Bo\nLocn: l\n"
      "Addr: PO2 bo@d.example\n\x1A",
      damage);

  REQUIRE(users.size() == 2);
  CHECK(users[0].name == "M\x81ller, Ann");
  CHECK(users[0].location == "L");
  CHECK(users[0].address == "PO1");
  CHECK(users[1].address == "PO2 bo@d.example");
  CHECK(damage.total() == 0);
}

TEST_CASE("lines that no user has are damage with their place, and nobody has no name") {
  const std::string text =
      "Locn: L\nName:\nAddr: PO1\nName: Bo\nnoise\nName: " + std::string(5000, 'n') + "\n";
  bytes::DamageLog damage;

  const auto users = read_users(text, damage);

  REQUIRE(users.size() == 1);
  CHECK(users[0].name == "Bo");
  REQUIRE(damage.total() == 4);
  for (const auto& one : damage.items()) {
    REQUIRE(one.offset + one.length <= text.size());
  }
  CHECK(damage.items()[1].offset == 8);
  CHECK(damage.items()[1].kind == bytes::DamageKind::Undecodable);
  CHECK(text.substr(damage.items()[2].offset, damage.items()[2].length) == "noise");
}

TEST_CASE("the users of the one public directory export are read whole") {
  const auto path = test::shared_root() / "data/ccmail/directory-export.txt";
  if (!std::filesystem::exists(path)) {
    WARN("SKIPPED: " << path << " is not there");
    return;
  }
  bytes::DamageLog damage;

  const auto users = read_users(test::read_file(path), damage);

  CHECK(damage.total() == 0);
  CHECK(users.size() == 13);
  CHECK(users.at(1).name == "Doe, John");
  CHECK(users.at(1).address == "Internet \"John Doe\" <JDoe@lzz.com>");
}

}  // namespace
