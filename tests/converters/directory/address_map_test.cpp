#include "converters/directory/address_map.h"

#include <catch2/catch.hpp>

#include "tests/converters/directory/typed_directory.h"

using convert::directory::AddressMap;
using convert::directory::Directory;

namespace {

AddressMap map_of(std::string_view text) {
  AddressMap map;
  map.add(test::directory_of(text));
  return map;
}

}  // namespace

TEST_CASE("every native address of a mailbox leads to its Internet address") {
  const auto map = map_of(
      "dn: CN=Ann\nobjectClass: user\nproxyAddresses: SMTP:ann@x.example\n"
      "proxyAddresses: MS:NET/PO/ANN\nproxyAddresses: CCMAIL:Ann at PO\n"
      "proxyAddresses: X400:c=US;a= ;p=X;s=Ash;\nlegacyExchangeDN: /o=Org/cn=ann\n");

  CHECK(map.find("MS", "net/po/ann") == "ann@x.example");
  CHECK(map.find("ccmail", "Ann AT PO") == "ann@x.example");
  CHECK(map.find("X400", "/C=US/A= /P=X/S=Ash") == "ann@x.example");
  CHECK(map.find("EX", "/O=ORG/CN=ANN") == "ann@x.example");
  CHECK(map.find("", "MS:NET/PO/ANN") == "ann@x.example");
  CHECK_FALSE(map.find("MS", "NET/PO/BO"));
  CHECK_FALSE(map.find("PROFS", "NET/PO/ANN"));
}

TEST_CASE("an address map's row without type serves every type") {
  const auto map = map_of("NET/PO/ANN,ann@x.example\n");

  CHECK(map.find("MS", "net/po/ann") == "ann@x.example");
  CHECK(map.find("", "NET/PO/ANN") == "ann@x.example");
}

TEST_CASE("a native address of two people leads nowhere, and is told") {
  const auto map = map_of(
      "Obj-Class,E-mail Addresses\nMailbox,SMTP:a@x%MS:A/B/C\nMailbox,SMTP:b@x%MS:A/B/C\n"
      "Mailbox,SMTP:c@x%MS:A/B/C\n");

  CHECK_FALSE(map.find("MS", "A/B/C"));
  CHECK(map.find("SMTP", "a@x") == "a@x");
  CHECK(map.ambiguous() == std::vector<std::string>{"MS:A/B/C: a@x or b@x"});
}

TEST_CASE("an address map outranks a directory, and a mailbox a contact") {
  AddressMap map;
  Directory directory;
  test::add_file(
      directory, "d",
      "Obj-Class,E-mail Addresses\nRemote,SMTP:old@x%MS:A/B/C\nMailbox,SMTP:new@x%MS:A/B/C\n"
      "Mailbox,SMTP:d@x%MS:A/B/D\n");
  test::add_file(directory, "m", "MS:A/B/D,chosen@x.example\n");
  map.add(directory);

  CHECK(map.find("MS", "A/B/C") == "new@x");
  CHECK(map.find("MS", "A/B/D") == "chosen@x.example");
  CHECK(map.ambiguous().empty());
}

TEST_CASE("what is ambiguous among contacts is settled by a mailbox, and that by an address map") {
  const std::string contacts =
      "Obj-Class,E-mail Addresses\nRemote,SMTP:a@x%MS:A/B/C\nRemote,SMTP:b@x%MS:A/B/C\n";
  CHECK(map_of(contacts).ambiguous().size() == 1);

  auto map = map_of(contacts + "Mailbox,SMTP:m@x%MS:A/B/C\n");
  CHECK(map.find("MS", "A/B/C") == "m@x");
  CHECK(map.ambiguous().empty());

  map.add(test::directory_of("Obj-Class,E-mail Addresses\nMailbox,SMTP:n@x%MS:A/B/C\n"));
  CHECK(map.ambiguous() == std::vector<std::string>{"MS:A/B/C: m@x or n@x"});

  map.add(test::directory_of("MS:A/B/C,chosen@x.example\n"));
  CHECK(map.find("MS", "A/B/C") == "chosen@x.example");
  CHECK(map.ambiguous().empty());
}

TEST_CASE("one address from two files is known, not ambiguous") {
  AddressMap map;
  map.add(test::directory_of("MS:A/B/C,C@x.example\n"));
  map.add(test::directory_of("MS:a/b/c,c@x.example\n"));

  CHECK(map.find("MS", "A/B/C") == "C@x.example");
  CHECK(map.ambiguous().empty());
}
