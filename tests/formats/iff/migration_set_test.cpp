#include "formats/iff/migration_set.h"

#include <catch2/catch.hpp>

#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"
#include "tests/support/temporary_directory.h"

using iff::MigrationSet;
using test::TemporaryDirectory;
using test::write_file;

namespace {

MigrationSet open(const std::filesystem::path& path, std::uint32_t charset = 0) {
  auto set = MigrationSet::open(path, charset);
  if (!set) {
    FAIL(set.error().what);
  }
  return std::move(*set);
}

std::vector<std::string> names(const MigrationSet& set) {
  std::vector<std::string> found;
  for (const auto& mailbox : set.mailboxes()) {
    found.push_back(mailbox.name);
  }
  return found;
}

using Names = std::vector<std::string>;

const std::string kDirectory =
    "DIRECTORY\r\nObj-class,Mode,Common-Name,Display-Name,Secondary-Proxy-Addresses\r\n";

std::string messages(const std::string& address, const std::string& rows = "") {
  return "MAILMESSAGE," + address + "\r\n" + std::string(test::kMessageHeader) + rows;
}

}  // namespace

TEST_CASE("a packing list, its directory and its primary file open the same mailbox") {
  const TemporaryDirectory directory;
  write_file(directory / "north.pkl", test::kNorthPkl);
  write_file(directory / "north.pri", test::kNorthPri);
  write_file(directory / "north.sec", test::kNorthSec);
  for (const auto& path : {directory / "north.pkl", directory.path(), directory / "north.pri"}) {
    const auto set = open(path);

    REQUIRE(names(set) == Names{"bo@north.example"});
    REQUIRE(set.mailboxes()[0].secondaries == Names{"north.sec"});
    REQUIRE(set.pointers("north.sec") == std::vector<std::uint64_t>{50, 187, 92, 248, 303});
    REQUIRE(set.damages().empty());
  }
}

TEST_CASE("sections of one address over several files are one mailbox") {
  const TemporaryDirectory directory;
  write_file(directory / "1.pri", messages("migrate:PROFS:A(X)") + "PAB,PROFS:a(x)\r\n");
  write_file(directory / "2.pri", messages("profs:a(x)") + messages("PROFS:B(X)"));

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"A(X)", "B(X)"});
  REQUIRE(set.mailboxes()[0].sections.size() == 3);
}

TEST_CASE("Q194218 an entry of the directory without a section is a mailbox without mail") {
  const TemporaryDirectory directory;
  write_file(directory / "d.pri",
             kDirectory +
                 "mailbox,create,ANN,Ann Ash,SMTP:ann@x\r\nremote,create,R,R,SMTP:r@x\r\n" +
                 "mailbox,create,BO,Bo Birch,\"MIGRATE:CCMAIL:Bo AT po;SMTP:bo@x\"\r\n");
  write_file(directory / "m.pri", messages("ccmail:bo at PO"));

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"Bo Birch", "Ann Ash"});
  REQUIRE(set.mailboxes()[0].sections.size() == 1);
  REQUIRE(set.mailboxes()[1].sections.empty());
  REQUIRE(set.directory().mailboxes == 2);
  REQUIRE(set.directory().remotes == 1);
}

TEST_CASE("Q194218 entries of a directory without a header line are mailboxes, too") {
  const TemporaryDirectory directory;
  write_file(directory / "d.pri",
             "DIRECTORY\r\nmailbox,create,ANN,Ann Ash,Ash,Ann,SMTP:ann@x,~Server\r\n"
             "mailbox,create,BO,Bo Birch,MIGRATE:CCMAIL:Bo AT po;SMTP:bo@x\r\n"
             "remote,create,CY,Cy Cedar,Cedar,Cy,SMTP:cy@x,\r\n");
  write_file(directory / "m.pri", messages("ccmail:bo at PO"));

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"Bo Birch", "Ann Ash"});
  REQUIRE(set.mailboxes()[0].sections.size() == 1);
  REQUIRE(set.mailboxes()[1].address == "SMTP:ann@x");
  REQUIRE(set.directory().mailboxes == 2);
  REQUIRE(set.directory().remotes == 1);
  REQUIRE(set.lost_entries().empty());
  REQUIRE(set.remarks().size() == 3);  // the missing header, and twice no packing list
}

TEST_CASE("Q194218 a header without its class column costs no mailbox") {
  const TemporaryDirectory directory;
  write_file(directory / "d.pri",
             "DIRECTORY\r\nObj-clazz,Mode,Common-Name,Display-Name\r\n"
             "Mailbox,create,ANN,Ann Ash\r\n");

  REQUIRE(names(open(directory.path())) == Names{"Ann Ash"});
}

TEST_CASE("an entry of the directory that no class tells of is a loss with its place") {
  const TemporaryDirectory directory;
  const std::string first = kDirectory + "mailbox,create,ANN,Ann Ash,SMTP:ann@x\r\n";
  const std::string odd = "mailbux,create,BO,Bo Birch,SMTP:bo@x\r\n";
  write_file(directory / "d.pri", first + odd + ",,,\r\n");

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"Ann Ash", std::string(iff::kSetItself)});
  REQUIRE(set.lost_entries().size() == 2);
  const iff::LostEntry& lost = set.lost_entries()[0];
  REQUIRE(lost.file == "d.pri");
  REQUIRE(lost.at.line == 4);
  REQUIRE(lost.at.offset == first.size());
  REQUIRE(lost.length == odd.size());
  REQUIRE(lost.why.find("mailbux,create,BO") != std::string::npos);
}

TEST_CASE("Q152927 entries that share an alias are mailboxes of their own") {
  const TemporaryDirectory directory;
  write_file(directory / "d.pri", kDirectory + "mailbox,create,ANN,Ann Ash,SMTP:a@x\r\n" +
                                      "mailbox,create,ann,Ann Ash,SMTP:b@x\r\n");

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"Ann Ash", "Ann Ash (2)"});
  REQUIRE(set.mailboxes()[1].remarks.size() == 1);
  REQUIRE(set.remarks().size() >= 1);
}

TEST_CASE("Q200564 entries that share an address are both mailboxes, with one remark") {
  const TemporaryDirectory directory;
  write_file(directory / "d.pri", kDirectory + "mailbox,create,ANN,Ann,SMTP:a@x\r\n" +
                                      "mailbox,create,BO,Bo,SMTP:A@X\r\n" + messages("SMTP:a@x"));

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"Ann", "Bo"});
  REQUIRE(set.mailboxes()[0].sections.size() == 1);
  REQUIRE(set.mailboxes()[1].remarks.size() == 1);
}

TEST_CASE("Q264304 a listed file that is missing is told, and the others are read") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl",
             "1252\r\n\r\nFilename,Filetype\r\nGONE.PRI,Primary\r\nNORTH.PRI,Primary\r\n"
             "GONE.SEC,Secondary\r\n");
  write_file(directory / "north.pri", test::kNorthPri);
  write_file(directory / "north.sec", test::kNorthSec);

  const auto set = open(directory / "a.pkl");

  REQUIRE(names(set) == Names{"bo@north.example", std::string(iff::kSetItself)});
  REQUIRE(set.damages().size() == 2);
  REQUIRE(set.damages()[0].find("a.pkl line 4: GONE.PRI") == 0);
}

TEST_CASE("Q156063-5.7.1 names in a list are found in another code page than it declares") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl", "850\r\nFilename,Filetype\r\nCAF\xE9.PRI,Primary\r\n");
  write_file(directory / "caf\xC3\xA9.pri", messages("SMTP:\x82@x"));

  const auto set = open(directory / "a.pkl");

  REQUIRE(set.damages().empty());
  REQUIRE(set.primaries().at(0).code_page == 850);
  REQUIRE(names(set) == Names{"\xC3\xA9@x"});
}

TEST_CASE("Q177418 the code page of a list is overridden by the user's") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl", "! CodePage\r\n932\r\nFilename,Filetype\r\nA.PRI,Primary\r\n");
  write_file(directory / "a.pri", messages("SMTP:a@x"));

  REQUIRE(open(directory / "a.pkl").primaries()[0].code_page == 932);
  REQUIRE(open(directory / "a.pkl", 936).primaries()[0].code_page == 936);
}

TEST_CASE("a code page nobody knows, and none, are 1252 with a remark") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl", "4711\r\nFilename,Filetype\r\nA.PRI,Primary\r\n");
  write_file(directory / "a.pri", messages("SMTP:a@x"));
  for (const auto& path : {directory / "a.pkl", directory / "a.pri"}) {
    const auto set = open(path);

    REQUIRE(set.primaries()[0].code_page == 1252);
    REQUIRE(set.remarks().size() == 1);
  }
}

TEST_CASE("Q240873 a secondary file that no row names is of the set itself") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri", messages("SMTP:a@x"));
  write_file(directory / "north.sec", test::kNorthSec);

  const auto set = open(directory.path());

  REQUIRE(names(set).back() == iff::kSetItself);
  REQUIRE(set.mailboxes().back().secondaries == Names{"north.sec"});
}

TEST_CASE("a secondary file with its header line alone hides nothing") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri", messages("SMTP:a@x"));
  write_file(directory / "a.sec", test::SecondaryMaker().text());

  REQUIRE(names(open(directory.path())) == Names{"a@x"});
}

TEST_CASE("a primary file that no list names is read with the lists' code page") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl", "932\r\nFilename,Filetype\r\nA.PRI,Primary\r\n");
  write_file(directory / "a.pri", messages("SMTP:a@x"));
  write_file(directory / "0000000N.PRI", messages("SMTP:b@x"));

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"a@x", "b@x"});
  REQUIRE(set.primaries()[1].code_page == 932);
}

TEST_CASE("a primary file that begins with junk is read, and one without a section is told") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri", messages("SMTP:a@x"));
  write_file(directory / "b.pri", "junk\r\n" + messages("SMTP:b@x"));
  write_file(directory / "c.pri", "junk\r\n");

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"a@x", "b@x", std::string(iff::kSetItself)});
  REQUIRE(set.damages().size() == 2);
}

TEST_CASE("a secondary file that begins with junk is told, and a packing list that is none") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri", messages("SMTP:a@x"));
  write_file(directory / "a.sec", "junk\r\nBody,1,,TRUE,,,\r\nx\r\n");
  write_file(directory / "a.pkl", "junk\r\n");

  const auto set = open(directory.path());

  REQUIRE(set.mailboxes().back().secondaries == Names{"a.sec"});
  REQUIRE(set.damages() == Names{"a.pkl is no packing list: it has no line Filename,Filetype"});
}

TEST_CASE("what a column that nobody knows points at is not named") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri",
             "MAILMESSAGE,SMTP:a@x\r\nFolder,Subject,Body,More\r\n"
             ",s,#a.sec(50),#a.sec(71)\r\n");
  write_file(directory / "a.sec", test::SecondaryMaker().text());

  REQUIRE(open(directory.path()).pointers("a.sec") == std::vector<std::uint64_t>{50});
}

TEST_CASE("what a lost row points at is not named") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri",
             messages("SMTP:a@x", ",Cy,\"Ash, Ann\"x,\"Birch, Bo\"y,z,Four,,,,,,#a.sec(50)\r\n"));
  write_file(directory / "a.sec", test::kNorthSec);

  const auto set = open(directory.path());

  REQUIRE(set.pointers("a.sec").empty());
  REQUIRE(set.mailboxes().back().secondaries == Names{"a.sec"});
}

TEST_CASE("sections without an address are a mailbox for each file, with a remark") {
  const TemporaryDirectory directory;
  write_file(directory / "1.pri", messages("") + "PAB,\r\n");
  write_file(directory / "2.pri", messages(""));

  const auto set = open(directory.path());

  REQUIRE(names(set) == Names{"1", "2"});
  REQUIRE(set.mailboxes()[0].sections.size() == 2);
  REQUIRE(set.mailboxes()[1].remarks.size() == 1);
}

TEST_CASE("a mailbox that is called like the set itself has another name") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pri", messages("X:" + std::string(iff::kSetItself)));

  REQUIRE(names(open(directory.path())) == Names{std::string(iff::kSetItself) + " (2)"});
}

TEST_CASE("a set without any section is none") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl", "1252\r\nFilename,Filetype\r\n");

  REQUIRE(MigrationSet::open(directory / "a.pkl", 0).error().kind ==
          bytes::ErrorKind::NotThisFormat);
}

TEST_CASE(
    "lines of a list and of a primary file that are only counted are told with their number") {
  const TemporaryDirectory directory;
  std::string junk;
  constexpr std::size_t kMany = bytes::DamageLog::kKept + 5;
  for (std::size_t i = 0; i < kMany; ++i) {
    junk += "junk\r\n";
  }
  write_file(directory / "a.pkl", "1252\r\nFilename,Filetype\r\n" + junk +
                                      std::string(iff::kLongestLine + 1, 'x') + "\r\n");
  write_file(directory / "a.pri", junk + messages("SMTP:a@x"));

  const auto set = open(directory.path());

  REQUIRE(set.damages().size() == 2 * (bytes::DamageLog::kKept + 1));
  REQUIRE(set.damages()[bytes::DamageLog::kKept] == "a.pkl: 6 more lines like these");
  REQUIRE(set.damages().back() == "a.pri: 5 more lines like these");
}

TEST_CASE("Q264304 a primary file that is lost is told to the mailbox it was of") {
  const TemporaryDirectory directory;
  write_file(
      directory / "a.pkl",
      "1252\r\n\r\nFilename,Filetype\r\nd.pri,Primary\r\nx.pri,Primary\r\nX.SEC,Secondary\r\n");
  write_file(directory / "d.pri", kDirectory + "mailbox,create,ANN,Ann Ash,SMTP:ann@x\r\n");
  write_file(directory / "x.sec", test::kNorthSec);

  const auto set = open(directory / "a.pkl");

  REQUIRE(names(set) == Names{"Ann Ash"});
  REQUIRE(set.mailboxes()[0].lost_files.size() == 1);
  REQUIRE(set.mailboxes()[0].secondaries == Names{"x.sec"});
  REQUIRE(set.damages().empty());
}

TEST_CASE(
    "of several mailboxes without sections the one that is called like the file has lost it") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl",
             "1252\r\n\r\nFilename,Filetype\r\nd.pri,Primary\r\nbo.pri,Primary\r\n");
  write_file(directory / "d.pri", kDirectory + "mailbox,create,ANN,Ann Ash,SMTP:ann@x\r\n" +
                                      "mailbox,create,BO,Bo Birch,SMTP:bo@x\r\n");

  const auto set = open(directory / "a.pkl");

  REQUIRE(names(set) == Names{"Ann Ash", "Bo Birch"});
  REQUIRE(set.mailboxes()[0].lost_files.empty());
  REQUIRE(set.mailboxes()[0].doubts.empty());
  REQUIRE(set.mailboxes()[1].lost_files.size() == 1);
}

TEST_CASE("a lost file that no one mailbox can be told of is the set's, and a doubt of each") {
  const TemporaryDirectory directory;
  write_file(directory / "a.pkl",
             "1252\r\n\r\nFilename,Filetype\r\nd.pri,Primary\r\n7.pri,Primary\r\n");
  write_file(directory / "d.pri", kDirectory + "mailbox,create,ANN,Ann Ash,SMTP:ann@x\r\n" +
                                      "mailbox,create,BO,Bo Birch,SMTP:bo@x\r\n");

  const auto set = open(directory / "a.pkl");

  REQUIRE(names(set) == Names{"Ann Ash", "Bo Birch", std::string(iff::kSetItself)});
  REQUIRE(set.mailboxes()[0].doubts.size() == 1);
  REQUIRE(set.mailboxes()[1].doubts.size() == 1);
  REQUIRE(set.damages().size() == 1);
}
