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

TEST_CASE("a later record that replaces addresses leaves none of the old ones") {
  const auto directory = test::directory_of(
      "dn: CN=b\ndisplayName: Old\nmail: b@x.example\nproxyAddresses: SMTP:old@x.example\n"
      "proxyAddresses: MS:A/B/C\n\n"
      "dn: cn=B\nchangetype: modify\nreplace: proxyAddresses\n"
      "proxyAddresses: SMTP:new@x.example\nproxyAddresses: smtp:old@x.example\n-\n"
      "replace: displayName\ndisplayName: New\n-\ndelete: mail\n-\n");

  REQUIRE(directory.objects().size() == 1);
  CHECK(smtp_of(directory.objects()[0]) == "new@x.example");
  CHECK(directory.objects()[0].addresses.size() == 2);
  CHECK(directory.objects()[0].display_name == "New");
}

TEST_CASE("a later record may call an attribute by its other name") {
  const auto directory = test::directory_of(
      "dn: CN=b\nrfc822Mailbox: old@x.example\nsn: Old\n\n"
      "dn: CN=b\nchangetype: modify\nreplace: mail\nmail: new@x.example\n-\n"
      "delete: surname\nsurname: OLD\n-\n");

  REQUIRE(directory.objects().size() == 1);
  CHECK(smtp_of(directory.objects()[0]) == "new@x.example");
  CHECK(directory.objects()[0].surname.empty());
}

TEST_CASE("a later record that deletes one address leaves the others") {
  const auto directory = test::directory_of(
      "dn: CN=b\nproxyAddresses: SMTP:b@x.example\nproxyAddresses: MS:A/B/C\n\n"
      "dn: CN=b\nchangetype: modify\ndelete: proxyAddresses\nproxyAddresses: ms:a/b/c\n-\n");

  REQUIRE(directory.objects().size() == 1);
  REQUIRE(directory.objects()[0].addresses.size() == 1);
  CHECK(directory.objects()[0].addresses[0].address == "b@x.example");
}

TEST_CASE(
    "a later record that deletes takes the earlier object away, in the same file or another") {
  Directory directory;
  test::add_file(directory, "d",
                 "dn: CN=a\ncn: a\n\ndn: CN=b\ncn: b\n\ndn: cn=A\nchangetype: delete\n\n"
                 "dn: CN=c\ncn: c\n");
  test::add_file(directory, "e", "D CN=b\nM CN=c\n- Alias:see\n");

  CHECK(directory.deleted() == 2);
  REQUIRE(directory.objects().size() == 1);
  CHECK(directory.objects()[0].common_name == "c");
  CHECK(directory.objects()[0].alias == "see");
}

TEST_CASE("an object that is deleted and added again is the new one") {
  const auto directory = test::directory_of(
      "dn: CN=a\ncn: old\n\ndn: CN=a\nchangetype: delete\n\ndn: CN=a\ncn: new\n");

  REQUIRE(directory.objects().size() == 1);
  CHECK(directory.objects()[0].common_name == "new");
}

TEST_CASE("rows of an address map are no objects") {
  const auto directory = test::directory_of("native,smtp\nMS:A/B/C,c@x.example\n");

  CHECK(directory.objects().empty());
  REQUIRE(directory.mapped().size() == 1);
  CHECK(directory.mapped()[0].native == "MS:A/B/C");
  CHECK(directory.mapped()[0].line == 2);
}
