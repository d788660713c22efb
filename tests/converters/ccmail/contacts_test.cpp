// Directories as contacts, lists and address maps.
#include <catch2/catch.hpp>

#include "converters/ccmail/address_records.h"
#include "converters/ccmail/contacts_to_model.h"
#include "converters/directory/address_map.h"
#include "tests/support/collecting_sink.h"
#include "tests/support/temporary_directory.h"

namespace {

class ContactSink : public test::CollectingSink {
 public:
  explicit ContactSink(std::string_view text, const model::ReadOptions& options = {}) {
    const test::TemporaryDirectory directory;
    test::write_file(directory / "a.txt", text);
    model::NoMonitor monitor;
    REQUIRE(convert::ccmail::contacts_to_model(directory / "a.txt", "a", options, monitor, *this));
    REQUIRE(finished);
    REQUIRE(balances());
  }
};

constexpr std::string_view kExport =
    "Name: PO1\r\nLocn: P\r\nAddr: x\r\nCmts:\r\n"
    "Name: Ash, Ann\r\nLocn: L\r\nAddr: PO1 ann@a.example\r\nCmts: of sales\r\n"
    "Name: ASH, ANN\r\nLocn: A\r\nAddr: PO2\r\nCmts:\r\n"
    "Name: Team\r\nLocn: L\r\nAddr: PO1\r\nMember: Ash\r\nMember: Ann\r\nMember: "
    "Nobody\r\nCmts:\r\n";

std::optional<std::string> smtp_of(std::string_view file, ccmail::TextKind kind,
                                   std::string_view address) {
  convert::directory::Directory directory;
  directory.add("a", convert::ccmail::to_directory_file(file, kind, 0), {});
  convert::directory::AddressMap map;
  map.add(directory);
  return map.find("CCMAIL", address);
}

}  // namespace

TEST_CASE(
    "Q185593 Q237588 entries of a directory are contacts, and one name in two cases is told") {
  const ContactSink sink(kExport);
  REQUIRE(sink.messages.size() == 3);
  const model::Contact& ann = *sink.messages[0].contact;
  REQUIRE(ann.display_name == "Ash, Ann");
  REQUIRE(ann.surname == "Ash");
  REQUIRE(ann.given_name == "Ann");
  REQUIRE(ann.emails.at(0).address == "Ash, Ann at PO1");
  REQUIRE(ann.emails.at(0).smtp == "ann@a.example");
  REQUIRE(sink.notes.size() == 2);
  REQUIRE(sink.folders.back().role == model::FolderRole::Contacts);
}

TEST_CASE("Q214838 members of a list are names, and no list becomes empty") {
  const ContactSink sink(kExport);
  const model::DistributionList& team = *sink.messages[2].list;
  REQUIRE(team.members.size() == 2);
  REQUIRE(team.members[0].name == "Ash, Ann");
  REQUIRE(team.members[0].smtp == "ann@a.example");
  REQUIRE(team.members[1].name == "Nobody");
}

TEST_CASE("Q253196 Q201278 a private directory is contacts with Internet addresses") {
  const ContactSink sink(
      "[g]\r\nEntryCount=2\r\nEntry1=user@domain.com\r\n"
      "Entry2=\"\x8E\x52\" <y@d.example>\r\n",
      {.charset = 932});
  REQUIRE(sink.messages.size() == 2);
  REQUIRE(sink.messages[0].contact->emails.at(0).smtp == "user@domain.com");
  REQUIRE(sink.messages[1].contact->display_name == "\xE5\xB1\xB1");
}

TEST_CASE("directories of cc:Mail are address maps, by name with and without a post office") {
  using ccmail::TextKind;
  REQUIRE(smtp_of(kExport, TextKind::Directory, "Ash, Ann at PO1") == "ann@a.example");
  REQUIRE(smtp_of(kExport, TextKind::Directory, "ash, ann AT elsewhere") == "ann@a.example");
  REQUIRE_FALSE(smtp_of(kExport, TextKind::Directory, "Nobody at PO1"));
  REQUIRE(smtp_of("Ash, Ann <=>a@b.example\r\n", TextKind::GatewayAliases, "Ash, Ann at PO1") ==
          "a@b.example");
  REQUIRE(smtp_of("[g]\r\nEntryCount=1\r\nEntry1=\"Bo\" <bo@d.example>\r\n",
                  TextKind::PrivateDirectory, "Bo at X") == "bo@d.example");
}

TEST_CASE("Q241988 the period of a middle initial is part of a contact's name") {
  const ContactSink sink("Name: Smith, John Q.\r\nLocn: L\r\nAddr: PO1\r\n");
  REQUIRE(sink.messages.at(0).contact->display_name == "Smith, John Q.");
}

TEST_CASE("damage of a directory is damage of its contacts and a finding of its address map") {
  const std::string text = "stray line\r\nName: Ash\r\nLocn: L\r\nLocn: R\r\nAddr: PO1\r\n";
  // In front of the first entry nothing else may stand for a directory to be known by its content.
  const auto file = convert::ccmail::to_directory_file(text, ccmail::TextKind::Directory, 0);
  REQUIRE(file.findings.damages() == 2);
  REQUIRE(file.findings.items()[0].raw == "stray line");
  REQUIRE(file.findings.items()[1].line == 4);

  const ContactSink sink("Name: Ash\r\nLocn: L\r\nLocn: R\r\nAddr: PO1\r\n");
  REQUIRE(std::ranges::count_if(sink.notes, &model::Note::damage) == 1);
  const ContactSink aliases("Ash <=>a@b\r\nBo <=>b@b\r\nno pair\r\n");
  REQUIRE(std::ranges::count_if(aliases.notes, &model::Note::damage) == 1);
  const ContactSink book("[a]\r\nEntryCount=3\r\nEntry1=<a@b>\r\n");
  REQUIRE(std::ranges::count_if(book.notes, &model::Note::damage) == 1);
}

TEST_CASE("a member of a list is the entry of its name, not of one that sounds like it") {
  const ContactSink sink(
      "Name: Gross\r\nLocn: L\r\nAddr: PO1 g@a.example\r\n"
      "Name: Gro\xE1\r\nLocn: L\r\nAddr: PO1 s@a.example\r\n"
      "Name: Team\r\nLocn: L\r\nAddr: PO1\r\nMember: Gro\xE1\r\n");
  REQUIRE(sink.messages.at(2).list->members.at(0).smtp == "s@a.example");
}
