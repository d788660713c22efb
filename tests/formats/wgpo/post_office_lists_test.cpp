// What a post office makes of its lists, its cipher and its letters' attachments.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <vector>

#include "formats/wgpo/post_office.h"
#include "tests/formats/wgpo/given_office.h"
#include "tests/formats/wgpo/office_builder.h"
#include "tests/support/temporary_directory.h"

namespace post_office_lists_test {
namespace {

using namespace std::string_literals;
using test::office::attachment_field;
using test::office::Bytes;
using test::office::element;
using test::office::field;
using test::office::GivenOffice;
using test::office::group_file;
using test::office::join;
using test::office::number;
using test::office::string_element;
using test::office::tells;
using test::office::write;
using test::office::write_letter;
using wgpo::KeySource;
using wgpo::PostOffice;

using Texts = std::vector<std::string>;

constexpr wgpo::StringKey kOtherKey = {0x51, 0x37, 0x68, 0x4C, 0x77, 0x32, 0x5A, 0x6B};

/// "Staff 17 19" for each group.
Texts groups(const PostOffice& office) {
  Texts out;
  for (const wgpo::Group& group : office.groups()) {
    out.push_back(group.name);
    for (const std::uint32_t member : group.members) {
      out.back() += " " + std::to_string(member);
    }
  }
  return out;
}

/// "00000064 BUDGET.TXT" for each attachment that a letter with `more` refers to.
Texts references(const Bytes& more) {
  const PostOffice office = GivenOffice().open();
  const Bytes file = test::office::letter({.more = more});
  bytes::DamageLog damage;
  const auto letter = wgpo::read_letter(file, damage);
  REQUIRE(letter);
  Texts out;
  for (const wgpo::AttachmentReference& each : office.attachments_of(*letter)) {
    out.push_back(each.hexid + " " + each.name);
  }
  return out;
}

Bytes file_at(const GivenOffice& office, const std::string& name) {
  return test::office::bytes_of(test::read_file(office.root() / name));
}

bytes::Error error_of(const std::filesystem::path& root) {
  const auto office = PostOffice::open(root);
  REQUIRE_FALSE(office);
  return office.error();
}

TEST_CASE("groups have their members by their tuple ids, and names their mailbags") {
  const PostOffice office = GivenOffice().open();

  CHECK(groups(office) == Texts{"Staff 17 19"});
  CHECK(office.group_file_size() == 24);
  REQUIRE(office.names().size() == 4);
  CHECK(office.names()[1].name == "Bob Ray");
  CHECK(office.names()[1].mailbag == 0x1B);
  CHECK(wgpo::tuple_id(office.names()[1], office.names(), office.group_file_size()) == 0x13);
}

TEST_CASE("a group whose chain runs in a circle is told, and has each member once") {
  const GivenOffice given;
  write(given.root(), "GRP/ADMIN.GRP", group_file({{0x11, 16}, {0x13, 8}}));
  const PostOffice office = given.open();

  CHECK(groups(office) == Texts{"Staff 17 19"});
  CHECK(tells(office.damages(), {"GRP/ADMIN.GRP"}));
}

TEST_CASE("the shadow of a list stands in when the list is missing, and that is told") {
  const GivenOffice given;
  given.remove("NME/ADMIN.NME");
  given.remove("GRP/ADMIN.GRP");
  const PostOffice office = given.open();

  CHECK(groups(office) == Texts{"Staff 17 19"});
  CHECK(tells(office.remarks(), {"NME/ADMIN.NME", "NME/ADMINSHD.NME"}));
  CHECK(tells(office.remarks(), {"GRP/ADMIN.GRP", "GRP/ADMINSHD.GRP"}));
}

TEST_CASE("a tail of 46 bytes is a name and a byte too many, which is told") {
  const GivenOffice given;
  Bytes names = file_at(given, "NME/ADMIN.NME");
  names.resize(names.size() + 46);
  write(given.root(), "NME/ADMIN.NME", names);
  const PostOffice office = given.open();

  CHECK(office.names().size() == 5);
  CHECK(groups(office) == Texts{"Staff 17 19"});
  CHECK(tells(office.damages(), {"NME/ADMIN.NME", "226", "45"}));
}

TEST_CASE("sizes that are not made up of head and records are told by file") {
  const GivenOffice given;
  write(given.root(), "GLB/MASTER.GLB", Bytes(177));
  write(given.root(), "KEY/0000001A.KEY", Bytes(100));
  write(given.root(), "MBG/0000001B.MBG", Bytes(117));
  const PostOffice office = given.open();

  CHECK(tells(office.damages(), {"GLB/MASTER.GLB", "177"}));
  CHECK(tells(office, {"KEY/0000001A.KEY", "100"}));
  CHECK_FALSE(tells(office, {"MBG/0000001B.MBG", "117"}));  // told of its mailbox
  CHECK_FALSE(tells(office, {"MBG/0000001A.MBG"}));
}

TEST_CASE("a name whose mailbag is not there is told") {
  const GivenOffice given;
  write(
      given.root(), "NME/ADMIN.NME",
      join({file_at(given, "NME/ADMIN.NME"), test::office::name_record(0, "Gone", 0x19, 0, 0x2F)}));

  CHECK(tells(given.open(), {"NME/ADMIN.NME", "0000002F"}));
}

TEST_CASE("a letter numbered above the counter of letters is told") {
  const GivenOffice given;
  write(given.root(), "GLB/CONTROL.GLB", join({number(0x1D, 4), number(0x20, 4)}));

  CHECK(tells(given.open(), {"GLB/CONTROL.GLB"}));
  CHECK_FALSE(tells(GivenOffice().open(), {"GLB/CONTROL.GLB"}));
}

TEST_CASE("another key than the known one is recovered from the letters' texts") {
  const GivenOffice given(kOtherKey);
  const Texts texts = {
      "Dear Bob,\r\nplease have a look at the plan for the meeting on Monday.\r\nThanks, Ann\r\n",
      "The budget of the next year is not in yet: 12,400 dollars are missing. Call me at 2 pm.",
      "I will be out of the office from the 3rd to the 9th, and read no mail until I am back.",
      "Who has the key of room 17? It was on its hook yesterday evening, and is not there now."};
  for (std::uint32_t i = 0; i < 8; ++i) {
    write_letter(given.root(), 0x40 + i,
                 {.subject = "Budget, once more",
                  .text = {texts[i % 4], texts[(i + 1) % 4]},
                  .key = kOtherKey});
  }
  const PostOffice office = given.open();
  const Bytes file = file_at(given, "MAI/MA3/00000063.MAI");
  bytes::DamageLog damage;
  const auto letter = wgpo::read_letter(file, damage);

  CHECK(office.key_source() == KeySource::Recovered);
  CHECK(office.key() == kOtherKey);
  REQUIRE(letter);
  REQUIRE(office.attachments_of(*letter).size() == 1);
  CHECK(office.attachments_of(*letter)[0].hexid == "00000064");
}

TEST_CASE("the known key is known though most letters have addresses of other kinds") {
  const GivenOffice given;
  for (std::uint32_t i = 0; i < 20; ++i) {
    write_letter(given.root(), 0x40 + i,
                 {.from = {"\x03gate way\0"s},
                  .to = {"\x05"
                         "fax\0"s}});
  }
  write(given.root(), "MAI/MA0/00000030.MAI", Bytes(100));
  const PostOffice office = given.open();

  CHECK(office.key_source() == KeySource::Known);
  CHECK(office.key() == wgpo::kKnownKey);
}

TEST_CASE("strings that are noise under every key have none") {
  const GivenOffice given;
  std::mt19937 random(4);
  for (const std::uint32_t file : {0x62U, 0x63U}) {
    std::string noise(300, '\0');
    for (char& c : noise) {
      c = static_cast<char>(random());
    }
    write_letter(given.root(), file,
                 {.from = {noise.substr(0, 40)}, .to = {noise.substr(40, 40)}, .subject = noise});
  }

  CHECK(given.open().key_source() == KeySource::None);
}

TEST_CASE("a letter refers to attachments by their digits, and names them") {
  const Texts expected = {"00000064 BUDGET.TXT"};

  CHECK(references(attachment_field(0x64, "BUDGET.TXT")) == expected);
  CHECK(references(field(0x08, {"00000064\0BUDGET.TXT"s})) == expected);
  CHECK(references(field(0x08, {"BUDGET.TXT", "00000064"})) == expected);
  CHECK(references(element(0x7F, join({number(0x38, 1), string_element("00000064"),
                                       string_element("BUDGET.TXT")}))) == expected);
  CHECK(references(element(0x4C, join({number(0x080082, 3), string_element("00000064"),
                                       string_element("BUDGET.TXT")}))) == expected);
}

TEST_CASE("a letter may refer to several attachments, and to one without a name") {
  CHECK(references(field(0x08, {"00000064", "A.TXT", "00000064", "B.TXT"})) ==
        Texts{"00000064 A.TXT"});
  CHECK(references(field(0x08, {"00000064"})) == Texts{"00000064 "});
  CHECK(references({}).empty());
}

TEST_CASE("digits in other fields refer to nothing") {
  CHECK(references(field(0x04, {"00000064"})).empty());
  CHECK(references(field(0x10, {"00000064", "BUDGET.TXT"})).empty());
}

TEST_CASE("a directory without a post office's files is none") {
  const test::TemporaryDirectory directory;
  const bytes::Error error = error_of(directory.path());

  CHECK(error.kind == bytes::ErrorKind::NotThisFormat);
  CHECK(error.what.find(directory.path().string()) != std::string::npos);
}

}  // namespace
}  // namespace post_office_lists_test
