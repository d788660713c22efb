#include "formats/iff/primary.h"

#include <catch2/catch.hpp>

#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::Section;
using iff::SectionKind;
using test::bytes_of;

namespace {

std::vector<Section> read(std::string_view file, bytes::DamageLog& damage) {
  return iff::read_sections(bytes_of(file), 1252, damage);
}

}  // namespace

TEST_CASE("a section has an address, columns, and rows up to the next one") {
  bytes::DamageLog damage;
  const std::string_view file =
      "! two sections\r\n\r\nPAB,SMTP:a@b\r\nObj-class,Display-Name\r\nentry,Ann\r\n\r\n"
      "mailmessage , ccmail:A at B \r\nFolder,Body\r\nx,#A(1)\r\n";

  const auto sections = read(file, damage);

  REQUIRE(sections.size() == 2);
  REQUIRE(sections[0].kind == SectionKind::AddressBook);
  REQUIRE(sections[0].address == "SMTP:a@b");
  REQUIRE(sections[0].at.line == 3);
  REQUIRE(sections[0].columns == std::vector<std::string>{"Obj-class", "Display-Name"});
  REQUIRE(sections[0].rows.line == 5);
  REQUIRE(file.substr(sections[0].rows.offset, sections[0].rows_end - sections[0].rows.offset) ==
          "entry,Ann\r\n\r\n");
  REQUIRE(sections[1].kind == SectionKind::Messages);
  REQUIRE(sections[1].address == "ccmail:A at B");
  REQUIRE(file.substr(sections[1].rows.offset) == "x,#A(1)\r\n");
  REQUIRE(damage.total() == 0);
}

TEST_CASE("PublicMessage and PublicMessages are public folders") {
  bytes::DamageLog damage;
  for (const char* file : {"MAILMESSAGE,PublicMessages\r\n", "MAILMESSAGE,publicmessage\r\n"}) {
    REQUIRE(read(file, damage).at(0).is_public);
  }
  REQUIRE_FALSE(read("MAILMESSAGE,PublicMessages2\r\n", damage).at(0).is_public);
}

TEST_CASE("a row is no keyword, whatever its folder is called") {
  bytes::DamageLog damage;
  const auto sections = read(
      "MAILMESSAGE,a\r\nFolder,Sender,Body\r\nMAILMESSAGE,Ann,#A(1)\r\n\"PAB\",x\r\nDIRECTORY,"
      "x\r\n",
      damage);

  REQUIRE(sections.size() == 1);
}

TEST_CASE("lines before the first section are unclaimed") {
  bytes::DamageLog damage;
  REQUIRE(read("stray\r\nDIRECTORY\r\n", damage).size() == 1);
  REQUIRE(
      damage.items() ==
      std::vector<bytes::Damage>{
          {.offset = 0, .length = 7, .kind = bytes::DamageKind::Unclaimed, .field = "PRI.line"}});
}

TEST_CASE("a section without a header line begins with its rows") {
  bytes::DamageLog damage;
  const auto messages = read("MAILMESSAGE,a\r\n,,,,,,,,,,,#A(50)\r\n", damage);
  const auto entries = read("PAB,a\r\nentry,Ann,SMTP:a@b\r\n", damage);

  REQUIRE(messages.at(0).columns.empty());
  REQUIRE(messages.at(0).rows.line == 2);
  REQUIRE(entries.at(0).columns.empty());
}

TEST_CASE("Q151826 source addresses compare without case and without migrate") {
  REQUIRE(iff::address_key("MIGRATE:CCMAIL:user AT postoffice") ==
          iff::address_key("ccmail:User at PostOffice"));
  REQUIRE(iff::address_key("migrate:PROFS:SANFRN(X)") == iff::address_key("PROFS:SANFRN(X)"));
  REQUIRE(iff::address_key("PROFS:A") != iff::address_key("PROFS:B"));
}

TEST_CASE("keywords and headers may be continued") {
  bytes::DamageLog damage;
  const auto sections = read("MAIL\\\\\r\nMESSAGE,a\r\nFold\\\\\r\ner,Sender,Body\r\n", damage);

  REQUIRE(sections.at(0).address == "a");
  REQUIRE(sections.at(0).columns == std::vector<std::string>{"Folder", "Sender", "Body"});
  REQUIRE(sections.at(0).rows.line == 5);
}

TEST_CASE("sections beyond the limit are told, and their rows are none of the section before") {
  std::string file;
  for (std::size_t i = 0; i < iff::kMostSections; ++i) {
    file += "PAB,a\n";
  }
  const std::size_t end = file.size();
  file += "MAILMESSAGE,b\nx,#A(1)\n";
  bytes::DamageLog damage;

  const auto sections = read(file, damage);

  REQUIRE(sections.size() == iff::kMostSections);
  REQUIRE(sections.back().rows_end == end);
  REQUIRE(damage.total() == 1);
  REQUIRE(damage.items()[0].field == "PRI.sections");
  REQUIRE(damage.items()[0].offset == end);
  REQUIRE(damage.items()[0].length == file.size() - end);
}
