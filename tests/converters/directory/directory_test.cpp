#include "converters/directory/directory.h"

#include <catch2/catch.hpp>

#include "tests/converters/directory/typed_directory.h"

using namespace convert::directory;

TEST_CASE("Q200564: two mailboxes with one address are both there, and a collision") {
  const auto directory = test::directory_of(
      "Obj-Class,Alias,E-mail Addresses\n"
      "Mailbox,ann,SMTP:ann@x%MS:NET/PO/A\nMailbox,bo,SMTP:bo@x%ms:net/po/"
      "a\nMailbox,cy,SMTP:cy@x\n");

  CHECK(directory.objects().size() == 3);
  CHECK(find_collisions(directory) ==
        std::vector{Collision{.what = "MS:NET/PO/A", .objects = {0, 1}}});
}

TEST_CASE("Q152927: two mailboxes with one alias are both there, and a collision") {
  const auto directory =
      test::directory_of("Obj-Class,Common-Name\nMailbox,ann\nMailbox,ANN\nMailbox,Ann\ndl,ann\n");

  CHECK(find_collisions(directory) ==
        std::vector{Collision{.what = "alias ann", .objects = {0, 1, 2}}});
}

TEST_CASE("a mailbox and a contact with one address are no collision") {
  CHECK(find_collisions(
            test::directory_of("Obj-Class,E-mail Addresses\nMailbox,MS:A/B/C\nRemote,MS:A/B/C\n"))
            .empty());
}

TEST_CASE("objects to be deleted are counted, and are none") {
  const auto directory = test::directory_of(
      "dn: CN=a\nchangetype: delete\n\ndn: CN=b\ncn: b\n\ndn: cn=B\nchangetype: modify\n"
      "add: proxyAddresses\nproxyAddresses: smtp:b@x.example\n-\n");

  CHECK(directory.deleted() == 1);
  REQUIRE(directory.objects().size() == 1);
  CHECK(directory.objects()[0].addresses.size() == 1);
}

TEST_CASE("rows of an address map are no objects") {
  const auto directory = test::directory_of("native,smtp\nMS:A/B/C,c@x.example\n");

  CHECK(directory.objects().empty());
  REQUIRE(directory.mapped().size() == 1);
  CHECK(directory.mapped()[0].native == "MS:A/B/C");
  CHECK(directory.mapped()[0].line == 2);
}
