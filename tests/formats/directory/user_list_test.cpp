#include <catch2/catch.hpp>

#include "tests/formats/directory/reading.h"

using directory::Attribute;
using directory::FileKind;
using test::read;
using test::Texts;
using test::values;

namespace {

const std::string kUserList =
    "NET/PO\r\n"
    "something else, 1996\r\n"
    "SFS_UserName,SFS_FullName,MigrateUser,Obj-Class,Mode,Common-Name,Display-Name,Given-Name,"
    "Surname,Home-Server,Comment,Assoc-NT-Account,Secondary-Proxy-Addresses\r\n"
    "ANN,Ann Ash,Y,Mailbox,Create,anna,Ann Ash,,,~SERVER,,,migrate:MS:NET/PO/ANN\r\n"
    "BO,Bo Birch,N,Mailbox,,BO,Bo Birch,,,~SERVER,,,\r\n";

}  // namespace

TEST_CASE("Q182665: a user list is found by its first column, whatever stands before it") {
  const auto file = read(kUserList);

  CHECK(file.kind == FileKind::UserList);
  CHECK(file.preamble == Texts{"NET/PO", "something else, 1996"});
  REQUIRE(file.records.size() == 2);
  CHECK(file.records[0].line == 4);
  CHECK(values(file.records[0], Attribute::SourceName) == Texts{"ANN"});
  CHECK(values(file.records[0], Attribute::CommonName) == Texts{"anna"});
  CHECK(values(file.records[0], Attribute::SecondaryProxyAddresses) ==
        Texts{"migrate:MS:NET/PO/ANN"});
  CHECK(values(file.records[1], Attribute::MigrateUser) == Texts{"N"});
  CHECK(file.findings.total() == 0);
}

TEST_CASE("a user list without lines before its header is one, too") {
  const auto file = read("SFS_UserName,SFS_FullName\nANN,Ann Ash\n");

  CHECK(file.kind == FileKind::UserList);
  CHECK(file.preamble.empty());
  CHECK(values(file.records[0], Attribute::SourceFullName) == Texts{"Ann Ash"});
}
