#include "formats/mime/vcard.h"

#include <catch2/catch.hpp>
#include <string>

TEST_CASE("a person becomes a vCard 3.0 with everything that is known") {
  mime::Vcard card;
  card.full_name = "Dr. Ann B. Miller";
  card.family_name = "Miller";
  card.given_name = "Ann";
  card.additional_names = "B.";
  card.prefixes = "Dr.";
  card.nickname = "Annie";
  card.organization = {"Fabrikam; Inc.", "Sales"};
  card.title = "Head";
  card.emails = {"ann@example.org", "ann@home.example"};
  card.phones = {{.types = {"WORK", "VOICE"}, .number = "+1 555 0100"}};
  card.addresses = {{.types = {"WORK"},
                     .post_office_box = "PO 1",
                     .street = "1 Main St\r\nFloor 2",
                     .city = "Springfield",
                     .region = "IL",
                     .postal_code = "62701",
                     .country = "USA"}};
  card.urls = {{.type = "WORK", .url = "http://example.org/?a=1,2"}};
  card.birthday = "1960-02-29";
  card.categories = {"Friends", "A,B"};
  card.note = "likes; tea";
  card.extensions = {{.name = "X-MS-MANAGER", .value = "Bob"}, {.name = "X-EMPTY", .value = ""}};

  CHECK(mime::write_vcard(card) ==
        "BEGIN:VCARD\r\n"
        "VERSION:3.0\r\n"
        "FN:Dr. Ann B. Miller\r\n"
        "N:Miller;Ann;B.;Dr.;\r\n"
        "NICKNAME:Annie\r\n"
        "ORG:Fabrikam\\; Inc.;Sales\r\n"
        "TITLE:Head\r\n"
        "EMAIL;TYPE=INTERNET;TYPE=PREF:ann@example.org\r\n"
        "EMAIL;TYPE=INTERNET:ann@home.example\r\n"
        "TEL;TYPE=WORK;TYPE=VOICE:+1 555 0100\r\n"
        "ADR;TYPE=WORK:PO 1;;1 Main St\\nFloor 2;Springfield;IL;62701;USA\r\n"
        "URL;TYPE=WORK:http://example.org/?a=1,2\r\n"
        "BDAY:1960-02-29\r\n"
        "CATEGORIES:Friends,A\\,B\r\n"
        "NOTE:likes\\; tea\r\n"
        "X-MS-MANAGER:Bob\r\n"
        "END:VCARD\r\n");
}

TEST_CASE("a vCard without any content still has FN and N") {
  CHECK(mime::write_vcard(mime::Vcard{}) ==
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:\r\nN:;;;;\r\nEND:VCARD\r\n");
}

TEST_CASE("a list becomes a vCard 4.0 group in which nobody is lost") {
  mime::VcardGroup group;
  group.full_name = "Team";
  group.members = {
      {.uri = "mailto:ann@example.org", .name = "Miller, Ann"},
      {.name = "Bob", .native_type = "EX", .native_address = "/o=Org/cn=Bob"},
      {.name = "Nobody"},
  };

  CHECK(mime::write_vcard(group) ==
        "BEGIN:VCARD\r\n"
        "VERSION:4.0\r\n"
        "KIND:group\r\n"
        "FN:Team\r\n"
        "MEMBER;X-CN=\"Miller, Ann\":mailto:ann@example.org\r\n"
        "X-RESTANTE-MEMBER;X-TYPE=EX;X-CN=Bob:/o=Org/cn=Bob\r\n"
        "X-RESTANTE-MEMBER;X-CN=Nobody:\r\n"
        "END:VCARD\r\n");
}
