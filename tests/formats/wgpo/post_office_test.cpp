#include "formats/wgpo/post_office.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/formats/wgpo/given_office.h"
#include "tests/formats/wgpo/office_builder.h"

namespace post_office_test {
namespace {

using test::office::attachment_field;
using test::office::GivenOffice;
using test::office::join;
using test::office::tells;
using test::office::user_record;
using test::office::write;
using test::office::write_letter;
using wgpo::KeySource;
using wgpo::PostOffice;
using wgpo::TreeKind;

using Texts = std::vector<std::string>;

/// "ANNL 0000001A mks": name, mailbag, and of its three files those that are there. By name, and
/// without those that are no mailbag's.
Texts mailboxes(const PostOffice& office) {
  Texts out;
  for (const wgpo::MailboxPlace& place : office.mailboxes()) {
    if (place.name == wgpo::kUnreferenced || place.name == wgpo::kPostOfficeItself) {
      continue;
    }
    out.push_back(place.name + " " + place.hexid + " " + (place.mailbag != nullptr ? "m" : "") +
                  (place.key != nullptr ? "k" : "") + (place.store != nullptr ? "s" : ""));
  }
  std::ranges::sort(out);
  return out;
}

Texts names_of(const std::vector<const wgpo::TreeFile*>& files) {
  Texts out;
  std::ranges::transform(files, std::back_inserter(out),
                         [](const wgpo::TreeFile* file) { return file->name; });
  return out;
}

std::string name_of(const wgpo::TreeFile* file) { return file != nullptr ? file->name : ""; }

const Texts kHealthy = {"ANNL 0000001A mks", "BOBR 0000001B mk", "CARL 0000001C mk",
                        "INQUEUE3 INQUEUE3 mk"};

TEST_CASE("a post office has its users' mailboxes, and those that nobody has") {
  const PostOffice office = GivenOffice().open();

  CHECK(office.kind() == TreeKind::PostOffice);
  CHECK(mailboxes(office) == kHealthy);
  CHECK(office.mailboxes()[0].user == "ANNL");
  CHECK(office.mailboxes()[3].user.empty());
  CHECK(office.damages().empty());
  CHECK(office.key_source() == KeySource::Known);
  CHECK(office.key() == wgpo::kKnownKey);
  CHECK(office.unreferenced_letters().empty());
  CHECK(office.unreferenced_attachments().empty());
}

TEST_CASE("names of files are the same in either case") {
  const GivenOffice given;
  given.move("MAI", "mai");
  given.move("MBG/0000001A.MBG", "mbg/0000001a.mbg");
  given.move("GLB/ACCESS2.GLB", "GLB/access2.glb");
  const PostOffice office = given.open();

  CHECK(mailboxes(office) == kHealthy);
  CHECK(name_of(office.letter("00000062")) == "MAI/MA2/00000062.MAI");
}

TEST_CASE("a mailbag that nobody has, an index and a store alone are mailboxes as well") {
  const GivenOffice given;
  write(given.root(), "MBG/0000001D.MBG", {});
  write(given.root(), "MBG/SYSTEM.MBG", {});
  write(given.root(), "KEY/0000001E.KEY", test::office::key_file());
  write(given.root(), "MMF/0000001F.MMF", {});
  const PostOffice office = given.open();

  CHECK(mailboxes(office) == Texts{"0000001D 0000001D m", "0000001E 0000001E k",
                                   "0000001F 0000001F s", "ANNL 0000001A mks", "BOBR 0000001B mk",
                                   "CARL 0000001C mk", "INQUEUE3 INQUEUE3 mk", "SYSTEM SYSTEM m"});
}

TEST_CASE("mailboxes have names of their own though users' are alike") {
  const GivenOffice given;
  write(given.root(), "GLB/ACCESS2.GLB",
        join({user_record("ANNL", "0000001A"), user_record("ANNL", "0000001B"),
              user_record("INQUEUE3", "0000001C")}));
  const PostOffice office = given.open();
  Texts names;
  for (const wgpo::MailboxPlace& place : office.mailboxes()) {
    names.push_back(place.name);
  }
  std::ranges::sort(names);

  CHECK(names.size() >= 4);
  CHECK(std::ranges::adjacent_find(names) == names.end());
}

TEST_CASE("without MASTER the users are known, without ACCESS2 mailboxes are called by files") {
  const GivenOffice headless;
  headless.remove("GLB/MASTER.GLB");
  const GivenOffice nameless;
  nameless.remove("GLB");
  const PostOffice first = headless.open();
  const PostOffice second = nameless.open();

  CHECK(first.kind() == TreeKind::Damaged);
  CHECK(mailboxes(first) == kHealthy);
  CHECK(tells(first, {"MASTER.GLB", "missing"}));
  CHECK(second.kind() == TreeKind::Damaged);
  CHECK(mailboxes(second) == Texts{"0000001A 0000001A mks", "0000001B 0000001B mk",
                                   "0000001C 0000001C mk", "INQUEUE3 INQUEUE3 mk"});
}

TEST_CASE("user files that disagree are told, and every mailbag is a mailbox") {
  const GivenOffice given;
  write(given.root(), "GLB/ACCESS2.GLB",
        join({user_record("ANNL", "0000001A"), user_record("BOBR", "0000001B")}));
  const PostOffice office = given.open();

  CHECK(tells(office.damages(), {"ACCESS.GLB", "ACCESS2.GLB", "ACCESS3.GLB", "3, 2 and 3"}));
  CHECK(mailboxes(office) == Texts{"0000001C 0000001C mk", "ANNL 0000001A mks", "BOBR 0000001B mk",
                                   "INQUEUE3 INQUEUE3 mk"});
}

TEST_CASE("letters and attachments are found by their digits, wherever they lie") {
  const GivenOffice given;
  given.move("MAI/MA2/00000062.MAI", "MAI/MA7/00000062.MAI");
  given.move("ATT/AT4/00000064.ATT", "ATT/ATF/00000064.ATT");
  const PostOffice office = given.open();

  REQUIRE(office.letter("00000062") != nullptr);
  REQUIRE(office.attachment("00000064") != nullptr);
  CHECK(office.letter("00000062")->name == "MAI/MA7/00000062.MAI");
  CHECK(PostOffice::is_misplaced(*office.letter("00000062")));
  CHECK_FALSE(PostOffice::is_misplaced(*office.letter("00000063")));
  CHECK(office.attachment("00000064")->name == "ATT/ATF/00000064.ATT");
  CHECK(PostOffice::is_misplaced(*office.attachment("00000064")));
  CHECK(tells(office, {"MAI/MA7/00000062.MAI"}));
  CHECK(tells(office, {"ATT/ATF/00000064.ATT"}));
  CHECK(office.letter("00000064") == nullptr);
  CHECK(office.attachment("00000062") == nullptr);
  CHECK(office.unreferenced_letters().empty());
  CHECK(office.unreferenced_attachments().empty());
}

TEST_CASE("of two letters with the same digits the one in its place is taken, the other told") {
  const GivenOffice given;
  write_letter(given.root(), 0x62, {.subject = "in place"});
  write(given.root(), "MAI/MA0/00000062.MAI", test::office::letter({.subject = "elsewhere"}));
  write(given.root(), "MAI/MA7/00000062.MAI", test::office::letter({.subject = "elsewhere"}));
  const PostOffice office = given.open();

  CHECK(name_of(office.letter("00000062")) == "MAI/MA2/00000062.MAI");
  CHECK(tells(office, {"MAI/MA0/00000062.MAI"}));
  CHECK(tells(office, {"MAI/MA7/00000062.MAI"}));
}

TEST_CASE("letters that no mailbag names, and attachments that no letter names, are told apart") {
  const GivenOffice given;
  write_letter(given.root(), 0x71, {});
  write_letter(given.root(), 0x74, {.more = attachment_field(0x73, "KEPT.TXT")});
  write(given.root(), "ATT/AT2/00000072.ATT", {});
  write(given.root(), "ATT/AT3/00000073.ATT", {});
  const PostOffice office = given.open();
  const auto has_place = [](const PostOffice& each) {
    return std::ranges::count(each.mailboxes(), wgpo::kUnreferenced, &wgpo::MailboxPlace::name) ==
           1;
  };

  CHECK(names_of(office.unreferenced_letters()) ==
        Texts{"MAI/MA1/00000071.MAI", "MAI/MA4/00000074.MAI"});
  CHECK(names_of(office.unreferenced_attachments()) == Texts{"ATT/AT2/00000072.ATT"});
  CHECK(has_place(office));
  CHECK_FALSE(has_place(GivenOffice().open()));
}

}  // namespace
}  // namespace post_office_test
