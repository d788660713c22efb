// What is wrong with a spool is told, wherever it is; what came before it was delivered.
#include <catch2/catch.hpp>
#include <random>

#include "converters/spool/limits.h"
#include "converters/spool/payload_store.h"
#include "tests/converters/spool/spool_text.h"
#include "tests/support/model_equal.h"
#include "tests/support/sweep.h"

using bytes::ErrorKind;
using convert::spool::Checksum;
using convert::spool::Compression;

namespace {

// The counts of an end record.
std::string counts(int records, int messages = 0, int losses = 0, int notes = 0, int payload = 0) {
  return "\"records\":" + std::to_string(records) +
         ",\"folders\":1,\"messages\":" + std::to_string(messages) +
         ",\"losses\":" + std::to_string(losses) + ",\"notes\":" + std::to_string(notes) +
         ",\"payload_bytes\":" + std::to_string(payload);
}

std::string with_message(const std::string& fields) {
  return test::spool_with(R"({"record":"message","folder":1)" + fields + "}\n", counts(4, 1));
}

bytes::Error error_of(std::string_view spool) {
  const auto reading = test::read(spool);
  CHECK_FALSE(reading.finished);
  return reading.result ? bytes::Error{} : reading.result.error();
}

model::Message small_message(std::string subject) {
  model::Message message;
  message.subject = std::move(subject);
  message.bodies.text = model::Body{.content = bytes::make_blob("Hello\n")};
  message.provenance.native_id = "nid 0x00200024";
  return message;
}

std::vector<test::Call> small_store() {
  return {model::Store{}, model::Folder{}, small_message("one"), small_message("two")};
}

std::string many(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

}  // namespace

TEST_CASE("a spool cut anywhere is never taken for a whole one") {
  const auto compression = GENERATE(Compression::None, Compression::Stored, Compression::Fast);
  const std::string spool = test::written(small_store(), compression);
  REQUIRE(test::read(spool).finished);

  for (std::size_t size = 0; size < spool.size(); ++size) {
    const auto reading = test::read(spool.substr(0, size));
    CAPTURE(size);
    CHECK_FALSE(reading.result.has_value());
    CHECK_FALSE(reading.finished);
    CHECK(reading.calls.size() <= 4);
  }
}

TEST_CASE("a cut says after which message") {
  const std::string spool = test::written(small_store());

  const auto reading = test::read(spool.substr(0, spool.find("\"two\"")));

  CHECK(reading.result.error() ==
        bytes::Error{.kind = ErrorKind::Io,
                     .what = "test.spool: cut off after message 1 (nid 0x00200024)",
                     .hint = {}});
  CHECK(reading.calls.size() == 3);
}

TEST_CASE("a compressed spool that is cut says the same") {
  const std::string spool = test::written(small_store(), Compression::Stored);

  const auto reading = test::read(spool.substr(0, spool.size() - 1));

  CHECK(reading.result.error().what == "test.spool: cut off after message 2 (nid 0x00200024)");
  CHECK(reading.calls.size() == 4);
}

TEST_CASE("a file that is cut off ends there, and what it announced and is not reached is lost") {
  auto calls = small_store();
  std::get<model::Folder>(calls[1]).id = {1};
  std::get<model::Folder>(calls[1]).expected_items = 3;
  for (const std::size_t place : {2U, 3U}) {
    std::get<model::Message>(calls[place]).folder = {1};
  }
  calls.emplace_back(small_message("three"));
  std::get<model::Message>(calls[4]).folder = {1};
  for (const auto compression : {Compression::None, Compression::Stored}) {
    const std::string spool = test::written(calls, compression);
    const std::string cut = spool.substr(0, spool.find("\"two\""));

    const auto reading = test::read(cut, 1U << 20U, convert::spool::CutOff::IsTold);

    REQUIRE(reading.result);
    CHECK(reading.finished);
    CHECK(reading.all<model::Message>().size() == 1);
    const auto losses = reading.all<model::Loss>();
    REQUIRE(losses.size() == 3);
    CHECK(losses[0].kind == model::LossKind::Item);
    CHECK(losses[0].folder == model::FolderId{1});
    CHECK(losses[0].why.find("not reached: test.spool: cut off after message 1 (nid 0x00200024)") ==
          0);
    CHECK(losses[0].offset);
    CHECK(losses[1] == losses[0]);
    CHECK(losses[2].kind == model::LossKind::Structure);
  }
}

TEST_CASE("a file that is cut off before its store, or announced more than can be, is an error") {
  const std::string spool = test::written(small_store());
  const auto told = [](const std::string& text) {
    return test::read(text, 1U << 20U, convert::spool::CutOff::IsTold);
  };

  CHECK_FALSE(told(spool.substr(0, spool.find("\"store\""))).result);
  CHECK_FALSE(told("{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":1}\n"
                   "{\"record\":\"store\"}\n"
                   "{\"record\":\"folder\",\"id\":1,\"expected_items\":99999999999999}\n")
                  .result);
}

TEST_CASE("the last whole message before a cut in a compressed spool is delivered") {
  const auto compression = GENERATE(Compression::Stored, Compression::Fast);
  auto second = small_message("two");
  std::mt19937 random(19950314);
  std::vector<std::byte> noise(std::size_t{40} * 1024);  // which takes as much room compressed
  std::ranges::generate(noise, [&random] { return static_cast<std::byte>(random()); });
  second.attachments.resize(1);
  second.attachments[0].content = bytes::make_blob(noise);
  const std::string spool =
      test::written({model::Store{}, model::Folder{}, small_message("one"), second}, compression);

  for (std::size_t cut = 300; cut < noise.size() - 300; cut += 97) {
    const auto reading = test::read(spool.substr(0, spool.size() - cut));
    CAPTURE(cut);
    CHECK(reading.calls.size() == 3);
    CHECK(reading.result.error().what == "test.spool: cut off after message 1 (nid 0x00200024)");
  }
}

TEST_CASE("a flipped bit in a compressed spool is always noticed") {
  const std::string spool = test::written(small_store(), Compression::Fast);
  const auto intact = test::read(spool);

  // RFC 1952: nothing vouches for the header's time and system, and Boost trusts the checksum
  // without asking for the length that follows it.
  for (std::size_t i = 10; i + 4 < spool.size(); ++i) {
    std::string flipped = spool;
    flipped[i] = static_cast<char>(flipped[i] ^ 0x10);
    CAPTURE(i);
    CHECK_FALSE(test::read(flipped).finished);
  }
}

TEST_CASE("a flipped bit in an unpacked spool is always noticed") {
  const std::string spool =
      test::written(small_store(), "test 1", Compression::None, Checksum::Crc32);
  REQUIRE(test::read(spool).finished);

  for (std::size_t i = 0; i < 8 * spool.size(); i += test::every(5)) {
    std::string flipped = spool;
    flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
    CAPTURE(i / 8, i % 8, flipped);
    CHECK_FALSE(test::read(flipped).finished);
  }
}

TEST_CASE(
    "a checksum that is wrong, missing or not announced is told, after everything before it") {
  const std::string spool =
      test::written(small_store(), "test 1", Compression::None, Checksum::Crc32);
  const std::string announced = R"(,"checksum":"crc32")";
  const std::size_t told = spool.find(",\"crc32\":");
  REQUIRE(told != std::string::npos);
  std::string changed = spool;
  changed[changed.find("Hello")] = 'J';
  std::string not_announced = spool;
  not_announced.erase(spool.find(announced), announced.size());

  for (const std::string& wrong : {changed, not_announced, spool.substr(0, told) + "}\n"}) {
    const auto reading = test::read(wrong);
    CHECK_FALSE(reading.finished);
    CHECK(reading.calls.size() == 4);
    CHECK(reading.result.error().kind == ErrorKind::Io);
    CHECK(reading.result.error().what.starts_with("test.spool: something in it has changed: "));
  }
}

TEST_CASE("a kind of checksum that has no meaning here is refused") {
  CHECK(error_of("{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":1,"
                 "\"checksum\":\"crc64\"}\n")
            .what ==
        "test.spool: line 1 (byte 0): \"checksum\" is \"crc64\", which has no meaning");
}

TEST_CASE("flipped bytes never bring the reader down") {
  const std::string spool = test::written(test::rich_store());
  std::mt19937 random(20240501);

  for (unsigned round = 0; round < 200 / test::every(4); ++round) {
    std::string flipped = spool;
    for (unsigned i = 0; i <= round % 3; ++i) {
      flipped[random() % flipped.size()] = static_cast<char>(random());
    }
    const auto reading = test::read(flipped);
    CHECK(reading.finished == reading.result.has_value());
  }
}

TEST_CASE("an end record that counts otherwise is an error") {
  const std::string note = "{\"record\":\"note\",\"text\":\"n\"}\n";

  CHECK(test::read(test::spool_with(note, counts(4, 0, 0, 1))).finished);
  CHECK(error_of(test::spool_with(note, counts(4, 1, 0, 1))) ==
        bytes::Error{.kind = ErrorKind::Io,
                     .what = "test.spool: something is missing: its end record counts 4 records, 1 "
                             "folders, 1 messages, 0 losses, 1 notes, 0 payload bytes; there are 4 "
                             "records, 1 folders, 0 messages, 0 losses, 1 notes, 0 payload bytes",
                     .hint = {}});
  CHECK(error_of(test::spool_with(note, counts(5, 0, 0, 1))).kind == ErrorKind::Io);
  CHECK(error_of(test::spool_with("", counts(3, 0, 1))).kind == ErrorKind::Io);
  CHECK(error_of(test::spool_with("", counts(3, 0, 0, 0, 1))).kind == ErrorKind::Io);
}

TEST_CASE("a second spool behind the first is not dropped in silence") {
  const auto compression = GENERATE(Compression::None, Compression::Fast);
  const std::string spool = test::written(small_store(), compression);

  CHECK(error_of(spool + spool).kind == ErrorKind::NotThisFormat);
}

TEST_CASE("what is no spool is refused as such") {
  CHECK(error_of("").what == "test.spool: is no spool: it is empty");
  CHECK(error_of("From bob@example.com\n").what == "test.spool: is no spool");
  CHECK(error_of("{\"record\":\"store\"}\n").what == "test.spool: is no spool");
  CHECK(error_of("{\"record\":\"spool\",\"format\":\"other\",\"version\":1}\n").what ==
        "test.spool: is no spool");
  CHECK(error_of("\x1F\x8B junk that is no gzip").kind == ErrorKind::NotThisFormat);
}

TEST_CASE("a spool of a later version is refused by its number") {
  const auto error =
      error_of("{\"record\":\"spool\",\"format\":\"restante-spool\",\"version\":2}\n");

  CHECK(error.kind == ErrorKind::NotThisFormat);
  CHECK(error.what == "test.spool: is a spool of version 2; this program reads version 1");
}

TEST_CASE("a wrong value is told with its line") {
  const auto [fields, what] = GENERATE(table<std::string, std::string>({
      {R"(,"subject":5)", "\"subject\" is no string"},
      {R"(,"subject":null)", "\"subject\" is no string"},
      {R"(,"read":"yes")", "\"read\" is neither true nor false"},
      {R"(,"importance":"urgent")", "\"importance\" is a word this version does not know"},
      {R"(,"code_page":-1)", "\"code_page\" is no number, or out of range"},
      {R"(,"code_page":4294967296)", "\"code_page\" is no number, or out of range"},
      {R"(,"code_page":1.5)", "\"code_page\" is no number, or out of range"},
      {R"(,"sent":"1995-02-29T00:00:00Z")", "\"sent\" is no date and time"},
      {R"(,"sent":"1995-02-28T24:00:00Z")", "\"sent\" is no date and time"},
      {R"(,"sent":"1995-02-28")", "\"sent\" is no date and time"},
      {R"(,"sent":"+40000-01-01T00:00:00Z")", "\"sent\" is no date and time"},
      {R"(,"sent":{})", "\"sent\" is no date and time"},
      {R"(,"from":"Bob")", "\"from\" is no object"},
      {R"(,"recipients":{})", "\"recipients\" is no array"},
      {R"(,"recipients":[{}])", "\"kind\" is missing"},
      {R"(,"bodies":{"text":{}})", "\"content\" is missing"},
      {R"(,"bodies":{"text":{"content":0}})", "\"content\" refers to a payload that is not there"},
      {R"(,"conversation_index":{"base64":"AAA"})", "\"conversation_index\" is no base64"},
      {R"(,"conversation_index":{"base64":"AAB="})", "\"conversation_index\" is no base64"},
      {R"(,"conversation_index":7)", "\"conversation_index\" is no object"},
      {R"(,"properties":[{}])", "\"tag\" is missing"},
      {R"(,"properties":[{"tag":"37001F"}])", "\"tag\" is not eight hexadecimal digits"},
      {R"(,"properties":[{"tag":"00000048","guid":"0"}])", "\"guid\" is no GUID"},
      {R"(,"properties":[{"tag":"00000004","f32":1e300}])",
       "\"f32\" is no number, or out of range"},
      {R"(,"properties":[{"tag":"80010003","set":"00000000-0000-0000-0000-000000000000"}])",
       "\"name\" is missing"},
  }));

  const auto error = error_of(with_message(fields));

  CHECK(error.kind == ErrorKind::NotThisFormat);
  CHECK(error.what == "test.spool: record in line 4: " + what);
}

TEST_CASE("a line that is no JSON is told with its line and offset") {
  const auto error = error_of(test::spool_with("{\"record\":\"note\",,}\n", counts(4)));

  CHECK(error.kind == ErrorKind::NotThisFormat);
  CHECK(error.what == "test.spool: line 4 (byte 103): no JSON from column 18 on");
  CHECK(error_of(test::spool_with("\n", counts(4))).kind == ErrorKind::NotThisFormat);
  CHECK(error_of(test::spool_with("[]\n", counts(4))).kind == ErrorKind::NotThisFormat);
  CHECK(error_of(test::spool_with("{\"record\":\"note\",\"text\":\"\xFF\"}\n", counts(4))).kind ==
        ErrorKind::NotThisFormat);
}

TEST_CASE("what came before a damaged record was delivered") {
  const auto reading =
      test::read(test::spool_with("{\"record\":\"note\",\"text\":\"first\"}\njunk\n", counts(4)));

  CHECK_FALSE(reading.result.has_value());
  CHECK(reading.calls.size() == 3);
}

TEST_CASE("nesting, values, payloads and lines have limits") {
  CHECK(error_of(with_message(",\"x\":" + many("[", 400) + many("]", 400))).what ==
        "test.spool: line 4 (byte 103): nested more than 316 deep");
  CHECK(error_of(with_message(",\"x\":[" + many("0,", 2'100'000) + "0]")).what ==
        "test.spool: line 4 (byte 103): more than 2097152 values in one line");
  CHECK(error_of(with_message(R"(,"payloads":99999999999)")).kind == ErrorKind::LimitExceeded);
  const std::string long_line(convert::spool::kMaxLine + 1, ' ');
  CHECK(error_of(with_message(long_line)).kind == ErrorKind::LimitExceeded);
}

TEST_CASE("payloads are held to their grammar") {
  const auto [payload, what] = GENERATE(table<std::string, std::string>({
      {"x\n", "line 5 (byte 151): is no length of a chunk"},
      {"01\nx\n0\n", "line 5 (byte 151): is no length of a chunk"},
      {"-1\n", "line 5 (byte 151): is no length of a chunk"},
      {"99999999999999999999999\n", "line 5 (byte 151): is no length of a chunk"},
      {"2\nxyz\n0\n", "line 6 (byte 155): a chunk is longer than it says"},
      {"!why\n", "line 5 (byte 151): the reason of a failed payload is no JSON string"},
      {"9999999999\nxyz\n0\n", "cut off before the first message"},
  }));
  const std::string record = "{\"record\":\"message\",\"folder\":1, \"payloads\":1  }\n" + payload;

  CHECK(error_of(test::spool_with(record, counts(4, 1))).what == "test.spool: " + what);
}

TEST_CASE("records come in the order that sinks rely on") {
  const auto [records, what] = GENERATE(table<std::string, std::string>({
      {R"({"record":"store"})", "a second store"},
      {R"({"record":"folder","id":1})", "a second folder 1"},
      {R"({"record":"folder","id":3,"parent":2})", "folder 3 before its parent 2"},
      {R"({"record":"message","folder":2})", "an item of folder 2 before the folder"},
      {R"({"record":"expect","folder":2,"more":1})", "an item of folder 2 before the folder"},
      {R"({"record":"loss","kind":"item","folder":2})", "an item of folder 2 before the folder"},
  }));

  CHECK(error_of(test::spool_with(records + "\n", counts(4))).what ==
        "test.spool: record in line 4: " + what);
}

TEST_CASE("fields and records of a later version are left out with one note of damage") {
  const auto reading = test::read(test::spool_with(
      "{\"record\":\"message\",\"folder\":1,\"colour\":{\"a\":[1]},\"subject\":\"s\"}\n"
      "{\"record\":\"telepathy\",\"payloads\":1}\n3\nabc\n0\n"
      "{\"record\":\"note\",\"mood\":5}\n",
      counts(6, 1, 0, 1, 3)));

  CHECK(reading.result.has_value());
  CHECK(reading.finished);
  CHECK(std::get<model::Message>(reading.calls.at(2)).subject == "s");
  CHECK(reading.calls.size() == 5);
  CHECK(std::get<model::Note>(reading.calls.at(4)) ==
        model::Note{.where = "test.spool",
                    .text = "3 parts of the spool mean nothing to this version and were left out; "
                            "the first is \"colour\" in line 4",
                    .damage = true});
}

TEST_CASE("a key with a flipped bit, and a payload nothing refers to any more, are damage") {
  const auto [fields, first] = GENERATE(table<std::string, std::string>({
      {R"(,"attachmentr":[{"kind":"file","content":0}],"payloads":1)", "\"attachmentr\""},
      {R"(,"attachments":[{"kind":"file","contenu":0}],"payloads":1)", "\"contenu\""},
      {R"(,"payloads":1)", "payload 0"},
  }));

  const auto reading = test::read(test::spool_with(
      R"({"record":"message","folder":1)" + fields + "}\n3\nabc\n0\n", counts(4, 1, 0, 0, 3)));

  REQUIRE(reading.result.has_value());
  const auto notes = reading.all<model::Note>();
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].damage);
  CHECK(notes[0].text.ends_with("the first is " + first + " in line 4"));
}

TEST_CASE("fields may stand in any order, with spaces between") {
  const auto reading = test::read(
      test::spool_with(R"( { "subject" : "s", "read":true, "folder":1, "record" : "message" } )"
                       "\n",
                       counts(4, 1)));

  REQUIRE(reading.result.has_value());
  CHECK(std::get<model::Message>(reading.calls.at(2)).subject == "s");
  CHECK(std::get<model::Message>(reading.calls.at(2)).read);
}

TEST_CASE("large payloads, and all beyond what one record may keep, go to a file") {
  using convert::spool::kMemoryPerRecord;
  const std::vector<std::byte> piece(1U << 20U, std::byte{'x'});
  convert::spool::PayloadStore store;
  std::vector<bytes::Blob> blobs;

  for (int payload = 0; payload < 12; ++payload) {
    const int pieces = payload == 5 ? 100 : 3;
    for (int i = 0; i < pieces; ++i) {
      REQUIRE(store.append(piece).has_value());
      CHECK(store.in_memory() <= kMemoryPerRecord);
    }
    blobs.push_back(store.finish_payload());
  }

  CHECK(blobs[5]->size() == 100U << 20U);
  CHECK(blobs[11]->size() == 3U << 20U);
  CHECK(bytes::read_all(*blobs[11], 3U << 20U)->back() == std::byte{'x'});
}

TEST_CASE("a spool is known by its first bytes, packed or not") {
  const auto compression = GENERATE(Compression::None, Compression::Stored, Compression::Fast);
  const std::string spool = test::written(test::rich_store(), compression);
  const auto head = [&spool](std::size_t size) {
    return std::as_bytes(std::span(spool)).first(std::min(size, spool.size()));
  };

  CHECK(convert::spool::is_spool(head(4096)));
  CHECK_FALSE(convert::spool::is_spool(head(12)));
  CHECK_FALSE(convert::spool::is_spool({}));
  CHECK_FALSE(convert::spool::is_spool(std::as_bytes(std::span("\x1F\x8B\x08 no spool"))));
  CHECK_FALSE(convert::spool::is_spool(std::as_bytes(std::span("{\"record\":\"store\"}"))));
}
