// Directory exports, private directories, aliases of a gateway.
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <random>

#include "formats/ccmail/directory_export.h"
#include "formats/ccmail/private_directory.h"
#include "formats/ccmail/sniff.h"
#include "tests/support/shared_files.h"
#include "tests/support/temporary_directory.h"

namespace {

constexpr std::uint32_t kPage = 850;

constexpr std::string_view kExport =
    "Name: PO ONE\r\nLocn: P\r\nAddr: x:\\ccdata\r\nCmts:\r\n\r\n"
    "Name: Ash, Ann\r\nLocn: L\r\nAddr: PO ONE \"Ann Ash\" <ann@a.example>\r\nCmts: of sales\r\n"
    "Name: ASH, Ann\r\nAddr: Other\r\nExtra: kept\r\n";

}  // namespace

TEST_CASE("a directory export is entries with their post offices and addresses") {
  REQUIRE(ccmail::is_directory_export(kExport));
  const auto read = ccmail::read_directory_export(kExport, kPage);
  REQUIRE(read.entries.size() == 3);
  REQUIRE(read.entries[0].kind == ccmail::EntryKind::PostOffice);
  REQUIRE(read.entries[1].post_office == "PO ONE");
  REQUIRE(ccmail::internet_address(read.entries[1].address) == "ann@a.example");
  REQUIRE(read.entries[1].comment == "of sales");
  REQUIRE(read.entries[2].post_office == "Other");
  REQUIRE(read.entries[2].others.front().second == "kept");
}

TEST_CASE("a propagation export is a directory in another order, with labels that nobody knows") {
  // The read-me of 5.1: P, then p, then L l R r together, then A a.
  constexpr std::string_view kPropagation =
      "Name: HEAD OFFICE\r\nLocn: P\r\nAddr: D:\\CCDATA\r\nCmts:\r\n"
      "Name: HEAD\r\nLocn: p\r\nAddr: HEAD OFFICE\r\nCmts:\r\n"
      "Name: Ash, Ann\r\nLocn: L\r\nAddr: HEAD OFFICE\r\nPropagate: yes\r\nCmts:\r\n"
      "Name: Birch, Bo\r\nLocn: r\r\nAddr: HEAD bo@b.example\r\nCmts:\r\n"
      "Name: Annie\r\nLocn: A\r\nAddr: HEAD OFFICE Ash, Ann\r\nCmts:\r\n";
  REQUIRE(ccmail::is_directory_export(kPropagation));

  const auto read = ccmail::read_directory_export(kPropagation, kPage);

  using ccmail::EntryKind;
  REQUIRE(read.entries.size() == 5);
  const std::array kinds = {EntryKind::PostOffice, EntryKind::PostOffice, EntryKind::User,
                            EntryKind::MobileUser, EntryKind::Alias};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    CHECK(read.entries[i].kind == kinds.at(i));
  }
  CHECK(read.entries[2].post_office == "HEAD OFFICE");
  CHECK(read.entries[2].others.front() == std::pair<std::string, std::string>("Propagate", "yes"));
  CHECK(read.entries[3].post_office == "HEAD");
  CHECK(read.entries[3].address == "bo@b.example");
  CHECK(read.entries[4].post_office == "HEAD OFFICE");
  CHECK(read.damage.total() == 0);
}

TEST_CASE("records are told by Name, whatever stands between them and however lines end") {
  constexpr std::string_view kText =
      "Name: M\x81ller\r\nLocn: L\r\nAddr: PO1\r\nCmts:\r\n\r\n\r\nName: Bo\nLocn: l\nXtra: "
      "kept\nloose words\nAddr: PO2 bo@d.example\n\x1A";
  bytes::DamageLog damage;
  ccmail::DirectoryRecords records(kText, damage);

  const auto first = records.next();
  const auto second = records.next();

  REQUIRE(first);
  CHECK(first->name == "M\x81ller");
  CHECK(first->locn == "L");
  CHECK(first->address == "PO1");
  REQUIRE(second);
  CHECK(kText.substr(second->offset).starts_with("Name: Bo"));
  CHECK(second->line == 7);
  CHECK(second->address == "PO2 bo@d.example");
  REQUIRE(second->others.size() == 2);
  CHECK(second->others[0] == std::pair<std::string_view, std::string_view>("Xtra", "kept"));
  CHECK(second->others[1] == std::pair<std::string_view, std::string_view>("", "loose words"));
  CHECK_FALSE(records.next());
  CHECK(damage.total() == 0);
}

TEST_CASE("lines of nobody, names of nothing and lines without end are damage with their place") {
  const std::string text = "Locn: L\nName:\nAddr: PO1\nName: Bo\nCmts: " +
                           std::string(ccmail::kLongestDirectoryLine, 'c') + "\n";
  const auto read = ccmail::read_directory_export(text, kPage);

  REQUIRE(read.entries.size() == 2);
  CHECK(read.entries[0].post_office == "PO1");
  CHECK(read.entries[1].comment.size() == ccmail::kLongestDirectoryLine);
  REQUIRE(read.damage.total() == 3);
  CHECK(read.damage.items()[0].kind == bytes::DamageKind::Unclaimed);
  CHECK(read.damage.items()[1].kind == bytes::DamageKind::Undecodable);
  CHECK(read.damage.items()[1].offset == 8);
  CHECK(read.damage.items()[2].kind == bytes::DamageKind::OutOfRange);
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
    ccmail::DirectoryRecords records(text, damage);
    std::uint64_t line = 0;
    while (const auto record = records.next()) {
      REQUIRE(record->line > line);
      line = record->line;
    }
    for (const auto& one : damage.items()) {
      REQUIRE(one.offset <= text.size());
      REQUIRE(one.length <= text.size() - one.offset);
    }
  }
}

TEST_CASE("Q237588 names that differ in case alone are one, and told") {
  const auto read = ccmail::read_directory_export(kExport, kPage);
  REQUIRE(read.collisions.size() == 1);
  REQUIRE(read.collisions.front() == std::pair<std::string, std::string>("Ash, Ann", "ASH, Ann"));
}

TEST_CASE("Internet addresses stand behind the post office in several forms") {
  REQUIRE(ccmail::internet_address("user@host.example") == "user@host.example");
  REQUIRE(ccmail::internet_address("user@host at Internet-Mail") == "user@host");
  REQUIRE(ccmail::internet_address("user%gate@host") == "user%gate@host");
  REQUIRE(ccmail::internet_address("\"D N\" <u@h>") == "u@h");
  REQUIRE(ccmail::internet_address("plain").empty());
}

TEST_CASE("the one public directory export is read whole") {
  const auto path = test::shared_root() / "data/ccmail/directory-export.txt";
  if (!std::filesystem::exists(path)) {
    WARN("SKIPPED: the shared samples are not there");
    return;
  }
  const std::string text = test::read_file(path);
  REQUIRE(ccmail::sniff_text(text, ccmail::Labels()) == ccmail::TextKind::Directory);
  const auto read = ccmail::read_directory_export(text, kPage);
  REQUIRE(read.entries.size() == 13);
  REQUIRE(read.damage.total() == 0);
  REQUIRE(read.entries[1].name == "Doe, John");
  REQUIRE(read.entries[1].post_office == "Internet");
  REQUIRE(ccmail::internet_address(read.entries[1].address) == "JDoe@lzz.com");
}

TEST_CASE("Q201278 names of two bytes in a private directory, and more than nine entries") {
  std::string text = "[smtpgate]\r\nEntryCount=12\r\n";
  for (int i = 1; i <= 10; ++i) {
    text += "Entry" + std::to_string(i) + "=\"\x8E\x52\x93\x63 " + std::to_string(i) + "\" <user" +
            std::to_string(i) + "@d.example>\r\n";
  }
  REQUIRE(ccmail::is_private_directory(text));
  const auto read = ccmail::read_private_directory(text, 932);
  REQUIRE(read.entries.size() == 10);
  REQUIRE(read.entries[9].name == "\xE5\xB1\xB1\xE7\x94\xB0 10");
  REQUIRE(read.entries[9].address == "user10@d.example");
  REQUIRE(read.remarks == std::vector<std::string>{"[smtpgate] tells 12 entries and has 10"});
}

TEST_CASE("Q253196 an entry that is an Internet address alone is one") {
  const auto read = ccmail::read_private_directory(
      "[a]\r\nEntryCount=3\r\nEntry1=user@domain.com\r\nEntry3=Ann <a@b>\r\n", 1252);
  REQUIRE(read.entries.size() == 2);
  REQUIRE(read.entries[0].address == "user@domain.com");
  REQUIRE(read.entries[1].name == "Ann");
}

TEST_CASE("aliases of a gateway are pairs of two sides") {
  constexpr std::string_view kText =
      "Ash, Ann <=>ann@company.example\r\n\r\nnot a pair\r\nBirch, Bo at PO2 <=> bo\r\n";
  REQUIRE(ccmail::is_gateway_aliases(kText));
  const auto read = ccmail::read_gateway_aliases(kText, kPage);
  REQUIRE(read.entries.size() == 2);
  REQUIRE(read.entries[0].native == "Ash, Ann");
  REQUIRE(read.entries[0].alias == "ann@company.example");
  REQUIRE(read.damage.total() == 1);
  const bytes::Damage& line = read.damage.items().front();
  REQUIRE(line.field == "Aliases.line");
  REQUIRE(kText.substr(line.offset, line.length) == "not a pair");
}

TEST_CASE("aliases of a large gateway are all read") {
  constexpr std::size_t kCount = 100'001;
  std::string text;
  for (std::size_t i = 0; i < kCount; ++i) {
    text += "User " + std::to_string(i) + " <=>u" + std::to_string(i) + "@d.example\r\n";
  }
  const auto read = ccmail::read_gateway_aliases(text, kPage);
  REQUIRE(read.entries.size() == kCount);
  REQUIRE(read.damage.total() == 0);
}

TEST_CASE("entries of a private directory beyond its limit are one damage up to the end") {
  std::string text = "[a]\r\n";
  for (std::size_t i = 0; i <= ccmail::kMostPrivateEntries + 1; ++i) {
    text += "Entry1=<a@b>\r\n";
  }
  const auto read = ccmail::read_private_directory(text, kPage);
  REQUIRE(read.entries.size() == ccmail::kMostPrivateEntries);
  REQUIRE(read.remarks.empty());
  REQUIRE(read.damage.total() == 1);
  REQUIRE(read.damage.items()[0].kind == bytes::DamageKind::OutOfRange);
  REQUIRE(read.damage.items()[0].length == 2 * std::string_view("Entry1=<a@b>\r\n").size());
}

TEST_CASE("of a label that stands twice in an entry the first counts, and the second is kept") {
  const auto read = ccmail::read_directory_export(
      "Name: Ash\r\nLocn: L\r\nLocn: R\r\nAddr: PO1\r\nAddr: PO2 x@y\r\nCmts: a\r\nCmts: b\r\n",
      kPage);
  REQUIRE(read.entries.size() == 1);
  const auto& entry = read.entries[0];
  REQUIRE(entry.kind == ccmail::EntryKind::User);
  REQUIRE(entry.post_office == "PO1");
  REQUIRE(entry.comment == "a");
  using Line = std::pair<std::string, std::string>;
  REQUIRE(entry.others == std::vector<Line>{{"Locn", "R"}, {"Addr", "PO2 x@y"}, {"Cmts", "b"}});
  REQUIRE(read.damage.total() == 3);
  REQUIRE(read.damage.items()[0].kind == bytes::DamageKind::Inconsistent);
}

TEST_CASE("names that differ in more than the case of Latin letters are two") {
  const auto read =
      ccmail::read_directory_export("Name: Gross\r\nName: Gro\xE1\r\nName: GROSS\r\n", kPage);
  REQUIRE(read.collisions.size() == 1);
  REQUIRE(read.collisions[0].second == "GROSS");
}

TEST_CASE("ordinary texts are no directory of cc:Mail") {
  for (const char* text :
       {"Name: x\r\nAge: 3\r\n", "Dear Sirs\r\nName: x\r\nLocn: y\r\nAddr: z\r\n",
        "[a]\r\nkey=1\r\n", "EntryCount=1\r\nEntry1=x\r\n", "a <=> b\r\nc\r\nd\r\n", ""}) {
    REQUIRE(ccmail::sniff_text(text, ccmail::Labels()) == ccmail::TextKind::None);
  }
}
