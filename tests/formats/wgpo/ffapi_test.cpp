#include "formats/wgpo/ffapi.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formats/wgpo/office_builder.h"

namespace ffapi_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using test::office::Bytes;
using test::office::bytes_of;

using Damages = std::vector<Damage>;
using Texts = std::vector<std::string>;

/// What of a message is compared, in its own memory.
struct Seen {
  std::uint64_t offset = 0;
  std::uint64_t length = 0;
  Texts to{};
  std::string from{};
  std::string subject{};
  std::string text{};
  std::string external_text{};
  Texts attachments{};  // "name|logical name|content", "+" in front when external, "-" when cut
  Texts unknown_lines{};

  friend bool operator==(const Seen&, const Seen&) = default;
};

struct Reading {
  std::vector<Seen> messages;
  Damages damage;
};

std::string string_of(std::span<const std::byte> data) {
  return {reinterpret_cast<const char*>(data.data()), data.size()};
}

std::string string_of(const wgpo::FfapiAttachment& attachment) {
  return (attachment.is_external ? "+" : "") + std::string(attachment.is_complete ? "" : "-") +
         std::string(attachment.name) + "|" + std::string(attachment.logical_name) + "|" +
         string_of(attachment.content);
}

Seen seen(const wgpo::FfapiMessage& message) {
  Texts attachments;
  std::ranges::transform(message.attachments, std::back_inserter(attachments),
                         [](const wgpo::FfapiAttachment& each) { return string_of(each); });
  return {.offset = message.offset,
          .length = message.length,
          .to = Texts(message.to.begin(), message.to.end()),
          .from = std::string(message.from),
          .subject = std::string(message.subject),
          .text = string_of(message.text),
          .external_text = std::string(message.external_text),
          .attachments = attachments,
          .unknown_lines = Texts(message.unknown_lines.begin(), message.unknown_lines.end())};
}

Reading read(std::string_view file) {
  const Bytes data = bytes_of(file);
  bytes::DamageLog damage;
  Reading out;
  for (const wgpo::FfapiMessage& message : wgpo::read_ffapi(data, damage)) {
    out.messages.push_back(seen(message));
  }
  out.damage = damage.items();
  return out;
}

bool is_ffapi(std::string_view head) { return wgpo::is_ffapi(bytes_of(head)); }

TEST_CASE("a file of messages begins with its version, in any case") {
  CHECK(is_ffapi("VERSION: 3.00\r"));
  CHECK(is_ffapi("version:3.00"));
  CHECK(is_ffapi("Version:"));
  CHECK_FALSE(is_ffapi("VERSION"));
  CHECK_FALSE(is_ffapi("VERSION 3.00\r"));
  CHECK_FALSE(is_ffapi("Dear Bob\rVERSION: 3.00"));
  CHECK_FALSE(is_ffapi(""));
}

TEST_CASE("a message is read with any line end, and its text by its size") {
  for (const std::string end : {"\r", "\n", "\r\n"}) {
    std::string file;
    for (const auto* line : {"VERSION: 3.00", "TO: LAB/PO1/BOBR", "TO:MHS:cd@host {net/po/user}",
                             "FROM: LAB/PO1/ANNL", "DATE: 1994-01-27", "TIME: 11:58",
                             "SUBJECT: Plan: the first", "PRIORITY: R", "TEXT: 12"}) {
      file += line + end;
    }
    file += "Hello\r\nBob\r\n";
    const Bytes data = bytes_of(file);
    bytes::DamageLog damage;
    const auto messages = wgpo::read_ffapi(data, damage);

    REQUIRE(messages.size() == 1);
    CHECK(seen(messages[0]) == Seen{.length = file.size(),
                                    .to = {"LAB/PO1/BOBR", "MHS:cd@host {net/po/user}"},
                                    .from = "LAB/PO1/ANNL",
                                    .subject = "Plan: the first",
                                    .text = "Hello\r\nBob\r\n"});
    CHECK(messages[0].date == "1994-01-27");
    CHECK(messages[0].time == "11:58");
    CHECK(messages[0].priority == "R");
    CHECK_FALSE(messages[0].header_lines);
    CHECK(damage.items().empty());
  }
}

TEST_CASE("tokens are the same in any case, and one blank behind the colon is not the value's") {
  CHECK(read("version:3.00\rSubject:  two\rfrom:A/B/C\rText:0\r").messages ==
        std::vector<Seen>{{.length = 45, .from = "A/B/C", .subject = " two"}});
}

TEST_CASE("messages follow one another") {
  const auto reading = read(
      "VERSION:3.00\rSUBJECT:1\rTEXT:6\rHello\r"
      "VERSION:3.00\rSUBJECT:2\rTEXT:0\r"
      "VERSION:3.00\rSUBJECT:3\r");

  CHECK(reading.messages == std::vector<Seen>{{.length = 36, .subject = "1", .text = "Hello\r"},
                                              {.offset = 36, .length = 30, .subject = "2"},
                                              {.offset = 66, .length = 23, .subject = "3"}});
  CHECK(reading.damage.empty());
}

TEST_CASE("a text may look like a message") {
  const auto reading = read("VERSION:3.00\rTEXT:17\rA\rVERSION: 3.00\rB");

  REQUIRE(reading.messages.size() == 1);
  CHECK(reading.messages[0].text == "A\rVERSION: 3.00\rB");
  CHECK(reading.damage.empty());
}

TEST_CASE("the contents of attachments stand behind the text in their order") {
  const auto reading = read(
      "VERSION:3.00\rATTACHMENTS:A.TXT 3\rATTACHMENTS:Plan of May.xls 4\rTEXT:2\rHiabcdefg"
      "VERSION:3.00\rSUBJECT:2\r");

  REQUIRE(reading.messages.size() == 2);
  CHECK(reading.messages[0].text == "Hi");
  CHECK(reading.messages[0].attachments == Texts{"A.TXT||abc", "Plan of May.xls||defg"});
  CHECK(reading.messages[1].subject == "2");
  CHECK(reading.damage.empty());
}

TEST_CASE("texts and attachments may be files of their own") {
  const auto reading = read(
      "VERSION:3.00\rXATTACH:C:\\OUT\\1.TMP PLAN.XLS\rATTACHMENTS:A.TXT 3\rXATTACH:2.TMP\r"
      "XTEXT:BODY.TXT\rabcVERSION:3.00\rTEXT:0\r");

  REQUIRE(reading.messages.size() == 2);
  CHECK(reading.messages[0].external_text == "BODY.TXT");
  CHECK(reading.messages[0].text.empty());
  CHECK(reading.messages[0].attachments ==
        Texts{"+C:\\OUT\\1.TMP|PLAN.XLS|", "A.TXT||abc", "+2.TMP||"});
  CHECK(reading.damage.empty());
}

TEST_CASE("HEADLEN says how many lines of the text are no body") {
  const Bytes file =
      bytes_of("VERSION:3.00\rEXT:S:1:OTHER\rvalue\rEXT:I:3:HEADLEN\r12\rSUBJECT:x\rTEXT:2\rHi");
  bytes::DamageLog damage;
  const auto messages = wgpo::read_ffapi(file, damage);

  REQUIRE(messages.size() == 1);
  CHECK(messages[0].header_lines == 12);
  CHECK(messages[0].subject == "x");
  CHECK(string_of(messages[0].text) == "Hi");
  CHECK(damage.items().empty());
}

TEST_CASE("lines that are not understood are kept") {
  const auto reading = read("VERSION:3.00\rCC:A/B/C\rno colon\rTEXT:2\rHi");

  REQUIRE(reading.messages.size() == 1);
  CHECK(reading.messages[0].unknown_lines == Texts{"CC:A/B/C", "no colon"});
  CHECK(reading.messages[0].text == "Hi");
}

TEST_CASE("bytes behind a text that is longer than its size are told, and the next one read") {
  const auto reading = read("VERSION:3.00\rTEXT:2\rHello VERSION:\rVERSION:3.00\rTEXT:0\r");

  CHECK(reading.messages ==
        std::vector<Seen>{{.length = 22, .text = "He"}, {.offset = 35, .length = 20}});
  CHECK(reading.damage ==
        Damages{{.offset = 22, .length = 13, .kind = DamageKind::Unclaimed, .field = "VERSION"}});
}

TEST_CASE("a text that ends with the file is told, and is what there is of it") {
  const auto reading = read("VERSION:3.00\rTEXT:50\rHello");

  REQUIRE(reading.messages.size() == 1);
  CHECK(reading.messages[0].text == "Hello");
  CHECK(reading.damage == Damages{{.offset = 21,
                                   .length = 5,
                                   .kind = DamageKind::Truncated,
                                   .field = "TEXT",
                                   .found = 5,
                                   .expected = 50}});
}

TEST_CASE("an attachment that ends with the file is told, and is what there is of it") {
  const auto reading =
      read("VERSION:3.00\rATTACHMENTS:A.TXT 9\rATTACHMENTS:B.TXT 1\rTEXT:2\rHiabc");

  REQUIRE(reading.messages.size() == 1);
  CHECK(reading.messages[0].text == "Hi");
  CHECK(reading.messages[0].attachments == Texts{"-A.TXT||abc", "-B.TXT||"});
  REQUIRE_FALSE(reading.damage.empty());
  CHECK(reading.damage[0] == Damage{.offset = 62,
                                    .length = 3,
                                    .kind = DamageKind::Truncated,
                                    .field = "ATTACHMENTS",
                                    .found = 3,
                                    .expected = 9});
}

TEST_CASE("a text whose size is no number goes on to the next message, and is told") {
  for (const std::string size : {"abc", "", "-1", "99999999999999999999"}) {
    const auto reading = read("VERSION:3.00\rTEXT:" + size + "\rHello\rVERSION:3.00\rSUBJECT:2\r");

    REQUIRE(reading.messages.size() == 2);
    CHECK(reading.messages[0].text.substr(0, 5) == "Hello");
    CHECK(reading.messages[1].subject == "2");
    REQUIRE_FALSE(reading.damage.empty());
    CHECK(reading.damage[0].kind == DamageKind::OutOfRange);
    CHECK(reading.damage[0].field == "TEXT");
  }
}

TEST_CASE("what stands before the first message is told") {
  const auto reading = read("Dear Bob\rVERSION:3.00\rTEXT:2\rHi");

  CHECK(reading.messages == std::vector<Seen>{{.offset = 9, .length = 22, .text = "Hi"}});
  CHECK(reading.damage ==
        Damages{{.length = 9, .kind = DamageKind::Unclaimed, .field = "VERSION"}});
}

TEST_CASE("a file without messages has none, and is told unless it is empty") {
  CHECK(read("").messages.empty());
  CHECK(read("").damage.empty());
  CHECK(read("Dear Bob").messages.empty());
  CHECK(read("Dear Bob").damage ==
        Damages{{.length = 8, .kind = DamageKind::Unclaimed, .field = "VERSION"}});
}

TEST_CASE("a message that ends in its header is what there is of it") {
  const std::string file = "VERSION:3.00\rTO:A/B/C\rSUBJECT:Pl";
  const auto reading = read(file);

  CHECK(reading.messages ==
        std::vector<Seen>{{.length = file.size(), .to = {"A/B/C"}, .subject = "Pl"}});
}

}  // namespace
}  // namespace ffapi_test
