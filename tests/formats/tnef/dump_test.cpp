// The annotated records of a TNEF stream, as it was put together.
#include "formats/tnef/dump/dump.h"

#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/tnef/stream.h"
#include "tests/support/told_records.h"

namespace dump_test {
namespace {

using test::Stream;
using test::Told;
using test::ToldRecords;

/// What a caller knows of MAPI.
tnef::PropertyWords words() {
  return {.name = [](std::uint16_t id) -> std::string_view {
            return id == 0x0037 ? "PidTagSubject" : "";
          },
          .type = [](std::uint16_t type) -> std::string_view {
            return type == 0x001E ? "PtypString8" : "";
          },
          .value =
              [](std::uint16_t type, std::span<const std::byte> data) {
                return "type " + std::to_string(type) + " of " + std::to_string(data.size());
              }};
}

Told tell(const Stream& file, tnef::DumpWhat what = {}) {
  what.words = words();
  ToldRecords told;
  REQUIRE(tnef::dump(file, what, told));
  return told;
}

/// The place of `part` in `whole`.
std::uint64_t find(const Stream& whole, const Stream& part) {
  const auto found = std::search(whole.begin(), whole.end(), part.begin(), part.end());
  REQUIRE(found != whole.end());
  return static_cast<std::uint64_t>(found - whole.begin());
}

}  // namespace

TEST_CASE("each byte of a stream is in one field") {
  const auto file = test::example();
  const auto told = tell(file);
  test::check_once(told, file);
  CHECK(told.faults() == 0);
}

TEST_CASE("attributes have their names and their data what they say") {
  const auto file = test::example();
  const auto told = tell(file);
  CHECK(told.at("TNEFHeader").value("TNEFSignature") == "0x223E9F78 (574529400)");
  CHECK(told.at("attOemCodepage").meaning("PrimaryCodePage") == "windows-1252");
  CHECK(told.at("attMessageClass").value("class") == "IPM.Microsoft Mail.Note");

  const auto& subject = told.at("attSubject", "message");
  CHECK(subject.offset + 9 == find(file, test::string("Plan")));
  CHECK(subject.length == 9 + 5 + 2);
  CHECK(subject.value("text") == "Plan");
  CHECK(subject.value("AttrLength") == "0x00000005 (5)");
  CHECK(subject.value("AttrChecksum") == "0x018B (395)");

  const auto& from = told.at("attFrom");
  CHECK(from.value("trpid") == "0x0004 (4)");
  CHECK(from.value("sender display name") == "Ann Lee");
  CHECK(from.value("sender address") == "MS:LAB/PO1/ANNL");
  CHECK(from.value("null.cb") == "0x0000 (0)");

  CHECK(told.at("attDateSent").value("wHour") == "0x000B (11)");
  CHECK(told.at("attDateSent").meaning("wYear") == "1994-01-27T11:58:00");
  CHECK(told.at("attPriority").meaning("value") == "normal");
  CHECK(told.at("attBody").value("text") == "Plan attached: \r\n");
  const auto& rendition = told.at("attAttachRendData", "attachment");
  CHECK(rendition.value("AttachPosition") == "0x0000000E (14)");
  CHECK(rendition.meaning("AttachType") == "file");
  CHECK(told.at("attAttachTitle").value("text") == "PLAN.TXT");
}

TEST_CASE("properties have their tags, their names and their values") {
  const auto told = tell(test::example());
  CHECK(told.at("property list").value("MsgPropertyCount") == "0x00000005 (5)");
  const auto& subject = told.at("property", "0x0037001E PidTagSubject");
  CHECK(subject.depth == 2);
  CHECK(subject.meaning("PropTag.Type") == "PtypString8");
  CHECK(subject.value("PropValue.Size") == "0x00000005 (5)");
  CHECK(subject.value("PropValue") == "Plan");
  CHECK(subject.field("padding")->raw.size() == 3);

  const auto& flag = told.at("property", "0x0E1F000B");
  CHECK(flag.value("PropValue") == "type 11 of 2");
  CHECK(flag.field("padding")->raw.size() == 2);

  const auto& numbered = told.at("property", "0x80010003 type 72 of 16 0x00008502");
  CHECK(numbered.value("PropMap.PropID") == "0x00008502 (34050)");
  const auto& named = told.at("property", "0x8002001E type 72 of 16 X-Box");
  CHECK(named.value("PropMap.PropMapString") == "X-Box");
  CHECK(named.value("PropValue") == "abc");
}

TEST_CASE("recipient tables, several values and objects are told part by part") {
  Stream table = test::from_hex(
      "02 00 00 00"
      "01 00 00 00  1E 00 01 30  01 00 00 00  04 00 00 00  42 6F 62 00"
      "02 00 00 00  03 00 15 0C  01 00 00 00  1F 00 01 30  01 00 00 00  04 00 00 00  43 00 00 00");
  auto file = test::head();
  test::add(file, 1, 0x00069004, table);
  test::add(
      file, 1, 0x00069003,
      test::from_hex("03 00 00 00"
                     "02 10 05 00  02 00 00 00  01 00 00 00  02 00 00 00"
                     "1E 10 04 00  02 00 00 00  02 00 00 00 41 00 00 00  02 00 00 00 42 00 00 00"
                     "0D 00 01 37  01 00 00 00  12 00 00 00"
                     "0B 00 02 00 00 00 00 00 C0 00 00 00 00 00 00 46  AA BB  00 00"));
  test::add(file, 1, 0x00060000, test::from_hex("04 00 41 6E 6E 00 03 00 4D 53 00"));
  const auto told = tell(file);
  test::check_once(told, file);
  CHECK(told.faults() == 0);
  CHECK(told.at("attRecipTable rows").value("RowCount") == "0x00000002 (2)");
  CHECK(told.count("recipient") == 2);
  CHECK(told.at("recipient", "row 1").value("MsgPropertyCount") == "0x00000002 (2)");
  CHECK(told.at("property", "0x3001001E").value("PropValue") == "Bob");
  CHECK(told.at("property", "0x3001001F").value("PropValue") == "C");

  CHECK(told.at("property", "0x00051002").value("PropValueCount") == "0x00000002 (2)");
  CHECK(told.at("property", "0x00051002").field("PropValue[1]")->raw.front() == std::byte{2});
  CHECK(told.at("property", "0x0004101E").value("PropValue[1]") == "B");
  const auto& object = told.at("property", "0x3701000D");
  CHECK(object.value("PropValue.InterfaceID") == "type 72 of 16");
  CHECK(object.field("PropValue")->raw.size() == 2);

  CHECK(told.at("attOwner").value("display name") == "Ann");
  CHECK(told.at("attOwner").value("address") == "MS");
}

TEST_CASE("large data and large values are told in pieces") {
  Stream list = test::from_hex("01 00 00 00  02 01 01 37  01 00 00 00");
  test::put(list, 150'000, 4);
  list.resize(list.size() + 150'000, std::byte{7});
  auto file = test::head();
  test::add(file, 2, 0x0006800F, Stream(100'000, std::byte{5}));
  test::add(file, 2, 0x00069005, list);
  const auto told = tell(file);
  test::check_once(told, file);
  CHECK(told.count("data") == 2);
  CHECK(told.count("value of a property") == 3);
  CHECK(told.at("data", "attAttachData, continued at 65536").fields.front().raw.size() == 34'464);
}

TEST_CASE("of very many values those behind the first are told without layout") {
  Stream list = test::from_hex("01 00 00 00  03 10 01 66");
  test::put(list, 50'000, 4);
  for (unsigned i = 0; i < 50'000; ++i) {
    test::put(list, i, 4);
  }
  auto file = test::head();
  test::add(file, 1, 0x00069003, list);
  const auto told = tell(file);
  test::check_once(told, file);
  CHECK(told.at("property").fields.size() == 3 + 4096);
  CHECK(told.at("value of a property").offset == 6 + 9 + 12 + 4 * 4096);
}

TEST_CASE("a wrong checksum is a fault and that of a message class is none") {
  auto file = test::head();
  test::add(file, 1, 0x00078008, test::string("IPM.Note"), 9);
  test::add(file, 1, 0x0002800C, test::string("A body"), 1);
  const auto told = tell(file);
  test::check_once(told, file);
  CHECK(told.at("attMessageClass").faults.empty());
  CHECK(told.at("attMessageClass").meaning("AttrChecksum").starts_with("computed 0x"));
  std::uint32_t sum = 0;
  for (const char letter : std::string("A body")) {
    sum += static_cast<unsigned char>(letter);
  }
  char expected[80];
  (void)std::snprintf(expected, sizeof expected,
                      "AttrChecksum is 0x%04X (%u), computed 0x%04X (%u)", sum + 1, sum + 1, sum,
                      sum);
  CHECK(told.at("attBody").faults == std::vector<std::string>{expected});
}

TEST_CASE("an offset gives the records that hold that byte and no others") {
  auto file = test::text("From a transport\r\n");
  const auto stream = test::example();
  file.insert(file.end(), stream.begin(), stream.end());
  test::put(file, 0, 7);
  for (std::uint64_t at = 0; at < file.size(); ++at) {
    tnef::DumpWhat what;
    what.touching.add(at, 1);
    const auto told = tell(file, what);
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

TEST_CASE("what is no attribute is told without layout and a cut one with a fault") {
  auto file = test::text("From a transport\r\n");
  const auto begin = file.size();
  const auto good = test::example();
  file.insert(file.end(), good.begin(), good.end());
  file.resize(file.size() - 5);
  const auto told = tell(file);
  test::check_once(told, file);
  CHECK(told.records.front().name == "bytes before the stream");
  CHECK(told.records.front().length == begin);
  CHECK(told.at("attAttachTitle").faults.size() == 1);

  ToldRecords none;
  const auto answer = tnef::dump(test::text("nothing of the kind"), {}, none);
  REQUIRE(!answer);
  CHECK(answer.error().kind == bytes::ErrorKind::NotThisFormat);
}

TEST_CASE("any hurt stream has each byte in one field") {
  const auto good = test::example();
  std::mt19937 random(5);
  for (int i = 0; i < 2000; ++i) {
    auto file = good;
    for (int k = 0; k < 4; ++k) {
      file[4 + random() % (file.size() - 4)] = static_cast<std::byte>(random());
    }
    file.resize(4 + random() % (file.size() - 3));
    test::check_once(tell(file), file);
  }
}

}  // namespace dump_test
