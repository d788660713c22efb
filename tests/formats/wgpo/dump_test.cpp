// The annotated records of a post office's files, as they were put together.
#include "formats/wgpo/dump/dump.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/wgpo/office_builder.h"
#include "tests/support/told_records.h"

namespace dump_test {
namespace {

using test::Told;
using test::ToldRecords;
using test::office::Bytes;

constexpr const char* kLetter = "MAI/MA2/00000062.MAI";

Told tell(const Bytes& file, std::string_view name, wgpo::DumpWhat what = {}) {
  what.key = wgpo::kKnownKey;
  ToldRecords told;
  REQUIRE(wgpo::dump(file, name, what, told));
  test::check_once(told, file);
  return told;
}

std::string text_of(const std::vector<std::byte>& data) {
  std::string text;
  for (const auto each : data) {
    text += static_cast<char>(each);
  }
  return text;
}

}  // namespace

TEST_CASE("a mailbag is told record by record") {
  auto file = test::office::mailbag({{}, {.sender = "BOBR", .subject = "Gr\x81n", .minute = 3}});
  file.resize(file.size() + 50);
  const auto told = tell(file, "MBG/0000001A.MBG");
  const auto& second = told.at("MailbagRecord", "1");
  CHECK(second.offset == 116);
  CHECK(second.value("sender") == "BOBR");
  CHECK(second.meaning("subject") == "Gr\xC3\xBCn");
  CHECK(second.value("year") == "0x07CA (1994)");
  CHECK(second.meaning("minute") == "1994-01-27T11:03:00");
  CHECK(second.meaning("letter") == "MAI\\MA2\\00000062.MAI");
  CHECK(second.value("size") == "0x00000228 (552)");
  CHECK(told.at("bytes of no record").length == 50);
  CHECK(told.at("bytes of no record").faults.size() == 1);
}

TEST_CASE("a letter is told element by element and its strings deciphered") {
  const auto file = test::office::letter(
      {.references = 300, .date = "19940127115800", .text = {"A body", " of two"}});
  const auto told = tell(file, kLetter);
  const auto& letter = told.at("letter");
  CHECK(letter.faults.empty());
  CHECK(letter.meaning("identifier") == "Message, with a qualifier");
  CHECK(letter.field("length")->raw.size() == 4);  // 83, and three bytes
  CHECK(letter.value("qualifier") == "0x01 (1)");

  CHECK(told.at("element", "Integer").value("contents") == "0x012C (300)");
  const auto& from = told.at("element", "Field 01 From");
  CHECK(from.depth == 1);
  CHECK(from.meaning("qualifier") == "From");

  const auto strings = [&](std::string_view meaning) {
    return std::ranges::find_if(told.records, [&](const test::ToldRecord& one) {
      return one.about == "ASCII-String" && one.meaning("contents") == meaning;
    });
  };
  const auto sender = strings("Ann Lee, LAB/PO1/ANNL");
  REQUIRE(sender != told.records.end());
  CHECK(sender->depth == 2);
  CHECK(text_of(sender->field("contents")->plain) ==
        test::office::sender("LAB/PO1/ANNL", "Ann Lee"));
  CHECK(strings("LAB/PO1/BOBR") != told.records.end());
  CHECK(strings("1994-01-27T11:58:00") != told.records.end());
  const auto has_text = [&](std::string_view text) {
    return std::ranges::any_of(told.records, [&](const test::ToldRecord& one) {
      return one.about == "ASCII-String" && one.value("contents") == text;
    });
  };
  CHECK(has_text("Plan"));
  CHECK(has_text("A body"));
  CHECK(has_text(" of two"));
}

TEST_CASE("the block of headers in a text is told line by line") {
  const std::string rule(78, '-');
  const auto file = test::office::letter(
      {.text = {"Microsoft Mail v3.0 IPM.Microsoft Mail.Note\r\nSubject: Plan\r\n" + rule +
                "\r\n\r\nA body"}});
  const auto told = tell(file, kLetter);
  const auto found = std::ranges::find_if(
      told.records, [](const test::ToldRecord& one) { return one.field("rule") != nullptr; });
  REQUIRE(found != told.records.end());
  CHECK(found->value("product and class") == "Microsoft Mail v3.0 IPM.Microsoft Mail.Note");
  CHECK(found->value("Subject") == "Subject: Plan");
  CHECK(found->value("rule") == rule);
  CHECK(found->value("body") == "\r\nA body");
}

TEST_CASE("without a key strings are told as they lie in the file") {
  const auto file = test::office::letter({});
  ToldRecords told;
  REQUIRE(wgpo::dump(file, kLetter, {}, told));
  test::check_once(told, file);
  for (const auto& record : told.records) {
    for (const auto& field : record.fields) {
      CHECK(field.plain.empty());
    }
  }
  // Under a key that is not its own they are none either, and that is told.
  const auto other = test::office::letter({.key = {1, 2, 3, 4, 5, 6, 7, 8}});
  CHECK(tell(other, kLetter).at("letter").faults ==
        std::vector<std::string>{"its strings are no text under the key"});
}

TEST_CASE("elements of every form of length are told whole") {
  using test::office::LengthForm;
  for (const auto form : {LengthForm::Shortest, LengthForm::OneByte, LengthForm::ThreeBytes,
                          LengthForm::FourBytes, LengthForm::Indefinite}) {
    const auto file =
        test::office::letter({.text = {"A body"}, .message_form = form, .field_form = form});
    const auto told = tell(file, kLetter);
    CHECK(told.at("letter").faults.empty());
    if (form == LengthForm::Indefinite) {
      CHECK(told.at("element", "Field 04").value("length") == "indefinite");
      CHECK(told.at("element", "Field 04").field("end-of-constructor") != nullptr);
      CHECK(told.count("end-of-constructor") == 1);
    }
  }
}

TEST_CASE("lists of names and groups are told record by record") {
  const auto names = test::office::join({test::office::name_record(4, "Staff", 7, 8),
                                         test::office::name_record(0, "Ann Lee", 9, 0, 0x1A)});
  const auto told = tell(names, "NME/ADMIN.NME");
  CHECK(told.at("NameRecord", "0").meaning("type_0x00") == "group");
  CHECK(told.at("NameRecord", "1").value("name") == "Ann Lee");
  CHECK(told.at("NameRecord", "1").meaning("mailbag") == "0000001A");

  const auto group = tell(test::office::group_file({{9, 16}, {10, 0}}), "GRP/ADMIN.GRP");
  CHECK(group.at("head").length == 8);
  CHECK(group.at("GroupRecord", "1").value("first") == "0x0000000A (10)");
}

TEST_CASE("files of the post office are told as far as their layout is published") {
  using test::office::join;
  using test::office::number;
  const auto control = tell(join({number(0x1D, 4), number(0x65, 4), Bytes(3)}), "GLB/CONTROL.GLB");
  CHECK(control.at("Control").value("next_mailbag") == "0x0000001D (29)");
  CHECK(control.at("Control").value("next_letter") == "0x00000065 (101)");
  CHECK(control.at("bytes behind the record").length == 3);

  auto master = Bytes(176);
  master[0x94] = std::byte{1};
  CHECK(tell(master, "GLB/MASTER.GLB").at("Master").value("enhanced_security") == "0x01 (1)");

  auto network = join({number(1, 1), number(0x64, 1), test::office::padded("LAB", 11), Bytes(109)});
  const auto told = tell(network, "GLB/NETWORK.GLB");
  CHECK(told.at("NetworkRecord").meaning("type") == "FFAPI");
  CHECK(told.at("NetworkRecord").value("network") == "LAB");

  CHECK(tell(join({number(1, 1), test::office::padded("PO2", 11), Bytes(686)}), "XTN/1.XTN")
            .at("ExternalRecord")
            .value("post_office") == "PO2");
  CHECK(tell(number(5, 4), "GLB/TID.GLB").at("number").meaning("value") == "next tuple id");
  CHECK(tell(Bytes(12), "MEM/00000062.MEM").count("number") == 3);
  CHECK(tell(Bytes(4 + 3 * 43 + 7), "GLB/NETPO.GLB").count("record") == 3);
  CHECK(tell(Bytes(4 + 3 * 43 + 7), "GLB/NETPO.GLB").at("part of a record").length == 7);
  CHECK(tell(test::office::key_file(), "KEY/0000001A.KEY").at("KEY").field("bitmap")->raw.size() ==
        512);
  CHECK(tell(Bytes(560), "CAL/SCHEDULE.KEY").at("file whose layout is not published").length ==
        560);
  CHECK(tell(Bytes(9), "ATT/AT4/00000064.ATT").count("attachment") == 1);
  CHECK(tell(Bytes(70'000), "X.NEW").count("file whose layout is not published") == 2);
  CHECK(tell({}, "X.NEW").records.empty());
}

TEST_CASE("letters in a folder are told within their file") {
  const auto letter = test::office::letter({.text = {"A body"}});
  Bytes file(200, std::byte{0x11});
  file[0x31] = std::byte{3};
  file.insert(file.end(), letter.begin(), letter.end());
  file.insert(file.end(), 100, std::byte{0x11});
  const auto told = tell(file, "FOLDERS/PUB/1.FLD");
  CHECK(told.at("head of a folder").meaning("kind") == "shared folder");
  CHECK(told.at("letter in a folder").offset == 200);
  CHECK(told.at("element", "Field 07 Subject").offset > 200);
}

TEST_CASE("an offset gives the records that hold that byte and no others") {
  const auto letter = test::office::letter({.text = {"A body"}});
  const auto mailbag = test::office::mailbag({{}, {}});
  for (const auto& [file, name] : {std::pair(letter, std::string(kLetter)),
                                   std::pair(mailbag, std::string("MBG/0000001A.MBG"))}) {
    for (std::uint64_t at = 0; at < file.size(); ++at) {
      wgpo::DumpWhat what;
      what.key = wgpo::kKnownKey;
      what.touching.add(at, 1);
      ToldRecords told;
      REQUIRE(wgpo::dump(file, name, what, told));
      bool has_field = false;
      for (const auto& record : told.records) {
        CHECK((record.offset <= at && at < record.offset + record.length));
        for (const auto& field : record.fields) {
          has_field = has_field || (field.offset <= at && at < field.offset + field.raw.size());
        }
      }
      INFO(at);
      CHECK(has_field);
    }
  }
}

TEST_CASE("any hurt file of a post office has each byte in one field") {
  std::mt19937 random(9);
  const auto letter = test::office::letter({.text = {"A body", "of two strings"}});
  const auto mailbag = test::office::mailbag({{}, {}, {}});
  for (int i = 0; i < 300; ++i) {
    for (const auto* good : {&letter, &mailbag}) {
      auto file = *good;
      for (int k = 0; k < 4; ++k) {
        file[random() % file.size()] = static_cast<std::byte>(random());
      }
      file.resize(random() % (file.size() + 20));
      for (const auto* name : {kLetter, "MBG/0000001A.MBG", "F/1.FLD", "NME/A.NME", "GRP/A.GRP",
                               "KEY/A.KEY", "GLB/CONTROL.GLB", "GLB/NETPO.GLB", "X.NEW"}) {
        (void)tell(file, name);
      }
    }
  }
}

}  // namespace dump_test
