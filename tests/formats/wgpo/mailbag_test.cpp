#include "formats/wgpo/mailbag.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "formats/text/calendar_date.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/wgpo/office_builder.h"

namespace mailbag_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using test::from_hex;
using test::office::Bytes;
using test::office::mailbag;
using wgpo::Presence;

using Damages = std::vector<Damage>;
using Rows = std::vector<test::office::MailbagRow>;

/// A record with its date as text, or "" when it has none.
struct Seen {
  std::uint64_t offset = 0;
  std::size_t number = 0;
  std::string sender = "ANNL";
  std::string subject = "Plan";
  std::string date = "1994-01-27T11:58:00";
  std::string letter = "00000062";

  friend bool operator==(const Seen&, const Seen&) = default;
};
using Sight = std::vector<Seen>;

struct Reading {
  Sight records;
  Damages damage;
};

Reading read(const Bytes& file) {
  bytes::DamageLog damage;
  Sight out;
  for (const wgpo::MailbagRecord& record : wgpo::read_mailbag(file, damage)) {
    out.push_back({.offset = record.offset,
                   .number = record.number,
                   .sender = record.sender,
                   .subject = record.subject,
                   .date = record.date ? text::iso8601(*record.date) : "",
                   .letter = record.letter});
  }
  return {.records = out, .damage = damage.items()};
}

/// The damage of record `number`, which lies at `offset`.
Damage damaged(std::uint64_t offset, std::uint64_t length, DamageKind kind, std::uint64_t number) {
  return {
      .offset = offset, .length = length, .kind = kind, .field = "mailbag.record", .found = number};
}

const Bytes kThree = mailbag({{.letter = "00000062"},
                              {.sender = "BOBR", .subject = "Budget", .letter = "00000063"},
                              {.letter = "0000006A"}});
const Bytes kFives(7, std::byte{0x55});

Bytes inserted(Bytes file, std::size_t at, const Bytes& more) {
  file.insert(file.begin() + static_cast<std::ptrdiff_t>(at), more.begin(), more.end());
  return file;
}

Bytes without(Bytes file, std::size_t at, std::size_t size) {
  const auto from = file.begin() + static_cast<std::ptrdiff_t>(at);
  file.erase(from, from + static_cast<std::ptrdiff_t>(size));
  return file;
}

using Bitmap = std::vector<bool>;
using Found = std::optional<std::vector<Presence>>;

Found presence(const std::string& bitmap, const Bitmap& exists) {
  const auto read = wgpo::read_presence(test::office::key_file(from_hex(bitmap)), exists);
  return read ? Found(read->presence) : std::nullopt;
}

TEST_CASE("the two published records are read") {
  const Bytes file = from_hex(
      "0000 4D61727469616E00000000 546869732069732074686520 7375626A656374 0000000000000000000000"
      "0000000000000000000000 0000 1900 1000 0800 0A00 C907 00 303030303030363200 0000 28020000"
      "000000000000 1800 000000000000000000000000000000000000 98C95B00 00000000"
      "0000 4D61727469616E00000000 546869732069732074686520 6E657874207375626A656374 000000000000"
      "0000000000000000000000 0000 1A00 1000 0800 0A00 C907 00 303030303030363300 0000 2A020000"
      "000000000000 1800 000000000000000000000000000000000000 82546B00 00000000");
  const auto reading = read(file);

  CHECK(file.size() == 2 * 116);
  CHECK(reading.records == Sight{{.sender = "Martian",
                                  .subject = "This is the subject",
                                  .date = "1993-10-08T16:25:00",
                                  .letter = "00000062"},
                                 {.offset = 116,
                                  .number = 1,
                                  .sender = "Martian",
                                  .subject = "This is the next subject",
                                  .date = "1993-10-08T16:26:00",
                                  .letter = "00000063"}});
  CHECK(reading.damage.empty());
}

TEST_CASE("a record keeps all its bytes, what is known of them and what is not") {
  bytes::DamageLog damage;
  const auto records = wgpo::read_mailbag(inserted(kThree, 116, kFives), damage);

  REQUIRE(records.size() == 3);
  for (const wgpo::MailbagRecord& record : records) {
    const auto from = kThree.begin() + static_cast<std::ptrdiff_t>(record.number * 116);
    CHECK(test::office::bytes_of(record.raw) == Bytes(from, from + 116));
  }
}

TEST_CASE("an empty mailbag has no records, and is sound") {
  CHECK(read({}).records.empty());
  CHECK(read({}).damage.empty());
}

TEST_CASE("texts end at their NUL or where their field does") {
  const auto full = read(mailbag({{.sender = "ABCDEFGHIJ", .subject = std::string(40, 's')}}));
  Bytes file = mailbag({{.letter = "0000006a"}});
  std::fill(file.begin() + 2, file.begin() + 0x36, std::byte{'x'});
  const auto unended = read(file);

  CHECK(full.records == Sight{{.sender = "ABCDEFGHIJ", .subject = std::string(40, 's')}});
  CHECK(full.damage.empty());
  // A name of a file is the same in either case.
  CHECK(unended.records == Sight{{.sender = std::string(11, 'x'),
                                  .subject = std::string(41, 'x'),
                                  .letter = "0000006A"}});
}

TEST_CASE("texts keep the bytes of their code page") {
  const auto reading = read(mailbag({{.sender = "J\x99RG", .subject = "Gr\x81\xE1"}}));

  CHECK(reading.records == Sight{{.sender = "J\x99RG", .subject = "Gr\x81\xE1"}});
}

TEST_CASE("a record out of step is found again, and the bytes before it are told") {
  const auto between = read(inserted(kThree, 116, kFives));
  const auto in_front = read(inserted(kThree, 0, kFives));

  CHECK(
      between.records ==
      Sight{
          {},
          {.offset = 123, .number = 1, .sender = "BOBR", .subject = "Budget", .letter = "00000063"},
          {.offset = 239, .number = 2, .letter = "0000006A"}});
  CHECK(between.damage == Damages{damaged(116, 7, DamageKind::Unclaimed, 1)});
  CHECK(in_front.records.size() == 3);
  CHECK(in_front.records[0] == Seen{.offset = 7});
  CHECK(in_front.damage == Damages{damaged(0, 7, DamageKind::Unclaimed, 0)});
}

TEST_CASE("bytes that are missing cost their own record only") {
  const auto reading = read(without(kThree, 120, 5));

  CHECK(reading.records == Sight{{}, {.offset = 227, .number = 1, .letter = "0000006A"}});
  CHECK(reading.damage == Damages{damaged(116, 111, DamageKind::Unclaimed, 1)});
}

TEST_CASE("an end that is no whole record is told") {
  const auto reading = read(test::office::cut(kThree, 200));
  const auto little = read(test::office::cut(kThree, 1));

  CHECK(reading.records == Sight{{}});
  CHECK(reading.damage == Damages{{.offset = 116,
                                   .length = 84,
                                   .kind = DamageKind::Truncated,
                                   .field = "mailbag.record",
                                   .found = 84,
                                   .expected = 116}});
  CHECK(little.records.empty());
  CHECK(little.damage.size() == 1);
}

TEST_CASE("a record in step whose date is none keeps what else it has, and is told") {
  for (const Rows& rows :
       {Rows{{}, {.month = 13}, {}}, Rows{{}, {.month = 2, .day = 30}, {}},
        Rows{{}, {.hour = 24}, {}}, Rows{{}, {.minute = 60}, {}}, Rows{{}, {.year = 1979}, {}},
        Rows{{}, {.year = 2100}, {}}, Rows{{}, {.year = 0, .month = 0, .day = 0}, {}}}) {
    const auto reading = read(mailbag(rows));

    CHECK(reading.records ==
          Sight{{}, {.offset = 116, .number = 1, .date = ""}, {.offset = 232, .number = 2}});
    CHECK(reading.damage == Damages{damaged(116, 116, DamageKind::OutOfRange, 1)});
  }
}

TEST_CASE("the first and the last year that are plausible are 1980 and 2099") {
  const auto reading =
      read(mailbag({{.year = 1980}, {.year = 2099}, {.year = 1996, .month = 2, .day = 29}}));

  REQUIRE(reading.records.size() == 3);
  CHECK(reading.records[0].date == "1980-01-27T11:58:00");
  CHECK(reading.records[1].date == "2099-01-27T11:58:00");
  CHECK(reading.records[2].date == "1996-02-29T11:58:00");
  CHECK(reading.damage.empty());
}

TEST_CASE("a record in step whose letter is no name of a file has none, and is told") {
  for (const auto* letter : {"", "000006", "0000006G"}) {
    const auto reading = read(mailbag({{}, {.letter = letter}, {}}));

    REQUIRE(reading.records.size() == 3);
    CHECK(reading.records[1] == Seen{.offset = 116, .number = 1, .letter = ""});
    CHECK(reading.damage == Damages{damaged(116, 116, DamageKind::OutOfRange, 1)});
  }
}

TEST_CASE("a record of fives between sound ones is told, and they are read") {
  const auto reading = read(inserted(kThree, 116, Bytes(116, std::byte{0x55})));

  REQUIRE(reading.records.size() == 4);
  CHECK(reading.records[1].date.empty());
  CHECK(reading.records[1].letter.empty());
  CHECK(reading.records[2].subject == "Budget");
  CHECK(reading.damage == Damages{damaged(116, 116, DamageKind::OutOfRange, 1)});
}

TEST_CASE("either sense and either order of the bits is told by the letters that are there") {
  const std::vector<Presence> expected = {Presence::Live,    Presence::Live,    Presence::Deleted,
                                          Presence::Live,    Presence::Deleted, Presence::Deleted,
                                          Presence::Deleted, Presence::Deleted, Presence::Live};
  const Bitmap exists = {true, true, false, true, false, false, false, false, true};
  struct Case {
    std::string_view bitmap;
    bool lowest_first = false;
    bool one_is_live = false;
  };

  for (const Case& each : {Case{"0B 01", true, true}, Case{"D0 80", false, true},
                           Case{"F4 00", true, false}, Case{"2F 00", false, false}}) {
    const auto reading = wgpo::read_presence(test::office::key_file(from_hex(each.bitmap)), exists);

    REQUIRE(reading);
    CHECK(reading->presence == expected);
    CHECK(reading->lowest_first == each.lowest_first);
    CHECK(reading->one_is_live == each.one_is_live);
  }
}

TEST_CASE("bits behind the last record say nothing") {
  CHECK(presence("FB 01 FF", {true, true, false}) ==
        Found({Presence::Live, Presence::Live, Presence::Deleted}));
}

TEST_CASE("a bitmap that agrees in no sense says nothing of any record") {
  CHECK(presence("05", {true, true, true, false}) == std::nullopt);
  CHECK(presence("0B 01", {true, true, false, true, true}) == std::nullopt);
}

TEST_CASE("a bitmap that agrees in several senses says nothing of any record") {
  CHECK(presence("", {true, true, true}) == std::nullopt);
  CHECK(presence("", {false, false, false}) == std::nullopt);
  CHECK(presence("FF FF", {true, true, true}) == std::nullopt);
  CHECK(presence("81", {true, false, false, false, false, false, false, true}) == std::nullopt);
}

TEST_CASE("without records or a bitmap nothing is said") {
  CHECK(presence("FF", {}) == std::nullopt);
  CHECK(wgpo::read_presence({}, {true, false}) == std::nullopt);
  CHECK(wgpo::read_presence(Bytes(48), {true, false}) == std::nullopt);
}

}  // namespace
}  // namespace mailbag_test
