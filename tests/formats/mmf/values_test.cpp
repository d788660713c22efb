#include "formats/mmf/values.h"

#include <catch2/catch.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "formats/text/calendar_date.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/mmf/store_builder.h"

namespace values_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using test::from_hex;
using test::mmf_date;
using test::mmf_number;
using test::mmf_string;
using test::mmf_text;
using test::MmfBytes;

using Damages = std::vector<Damage>;

constexpr std::uint64_t kAt = 0x9000;

MmfBytes joined(const std::vector<MmfBytes>& parts) {
  MmfBytes out;
  for (const MmfBytes& part : parts) {
    test::append(out, part);
  }
  return out;
}

Damages too_short(std::size_t size, std::string_view field, std::uint64_t expected) {
  return {{.offset = kAt,
           .length = size,
           .kind = DamageKind::Truncated,
           .field = field,
           .found = size,
           .expected = expected}};
}

/// "" for none.
std::string shown(const mmf::Date& date) { return date.ticks ? text::iso8601(*date.ticks) : ""; }

TEST_CASE("a text ends at its NUL, or without one at its end") {
  CHECK(mmf::text_of(mmf_string("Plan")) == "Plan");
  CHECK(mmf::text_of(mmf_text("Plan")) == "Plan");
  CHECK(mmf::text_of(joined({mmf_string("Plan"), mmf_text("more")})) == "Plan");
  CHECK(mmf::text_of({}).empty());
}

TEST_CASE("the date of the worked example is what the writer's clock showed") {
  bytes::DamageLog damage;
  const auto date =
      mmf::read_date(from_hex("CA 07 01 00 1B 00 0B 00 3A 00 00 00 04 00"), kAt, damage);

  CHECK(shown(date) == "1994-01-27T11:58:00");
  CHECK_FALSE(date.is_invalid_mark);
  CHECK(damage.total() == 0);
}

TEST_CASE("the day of the week is redundant, and a leap day is a date") {
  bytes::DamageLog damage;

  CHECK(shown(mmf::read_date(mmf_date({.weekday = 5}), kAt, damage)) == "1994-01-27T11:58:00");
  CHECK(shown(mmf::read_date(mmf_date({.year = 1996, .month = 2, .day = 29}), kAt, damage)) ==
        "1996-02-29T11:58:00");
  CHECK(damage.total() == 0);
}

TEST_CASE("month 13, 2/31 and hour 24 are told, and no date") {
  for (const test::MmfDate& fields : {test::MmfDate{.month = 13},
                                      {.month = 0},
                                      {.month = 2, .day = 29},
                                      {.month = 2, .day = 31},
                                      {.day = 0},
                                      {.day = 32},
                                      {.hour = 24},
                                      {.minute = 60},
                                      {.second = 60},
                                      {.second = 0xFFFF}}) {
    bytes::DamageLog damage;
    const auto date = mmf::read_date(mmf_date(fields), kAt, damage);

    CHECK_FALSE(date.ticks);
    CHECK_FALSE(date.is_invalid_mark);
    REQUIRE(damage.items().size() == 1);
    CHECK(damage.items()[0].offset == kAt);
    CHECK(damage.items()[0].length == 14);
    CHECK(damage.items()[0].kind == DamageKind::OutOfRange);
  }
}

TEST_CASE("1968-12-16 14:20 says that there is no date, and a minute later is one") {
  bytes::DamageLog damage;
  test::MmfDate mark{.year = 1968, .month = 12, .day = 16, .hour = 14, .minute = 20, .weekday = 1};
  const auto none = mmf::read_date(mmf_date(mark), kAt, damage);
  mark.minute = 21;
  const auto later = mmf::read_date(mmf_date(mark), kAt, damage);

  CHECK_FALSE(none.ticks);
  CHECK(none.is_invalid_mark);
  CHECK(shown(later) == "1968-12-16T14:21:00");
  CHECK_FALSE(later.is_invalid_mark);
  CHECK(damage.total() == 0);
}

TEST_CASE("a date that is too short is told, and none") {
  for (const std::size_t size : {0U, 1U, 13U}) {
    bytes::DamageLog damage;
    const auto date = mmf::read_date(MmfBytes(size), kAt, damage);

    CHECK_FALSE(date.ticks);
    CHECK_FALSE(date.is_invalid_mark);
    CHECK(damage.items() == too_short(size, "date", 14));
  }
}

TEST_CASE("an entry of an attachment list names the attachment and how it is shown") {
  const MmfBytes data = from_hex("87 AB 89 67 01 00 0E 00 00 00 20 00 20 00 00 00 00 00");
  bytes::DamageLog damage;
  const auto entry = mmf::read_attachment_entry(data, kAt, damage);

  REQUIRE(entry);
  CHECK(entry->oid == mmf::Oid{0x6789AB87});
  CHECK(entry->type == static_cast<std::uint16_t>(mmf::AttachmentType::File));
  CHECK(MmfBytes(entry->rendering.begin(), entry->rendering.end()) ==
        MmfBytes(data.begin() + 4, data.end()));
  CHECK(damage.total() == 0);
}

TEST_CASE("an entry of an attachment list may have no attachment, and a type nobody knows") {
  MmfBytes data(18);
  data[4] = std::byte{9};
  bytes::DamageLog damage;
  const auto entry = mmf::read_attachment_entry(data, kAt, damage);

  REQUIRE(entry);
  CHECK(entry->oid == mmf::Oid{});
  CHECK(entry->type == 9);
  CHECK(damage.total() == 0);
}

TEST_CASE("an entry of an attachment list that is too short is told, and none") {
  for (const std::size_t size : {0U, 4U, 17U}) {
    bytes::DamageLog damage;

    CHECK_FALSE(mmf::read_attachment_entry(MmfBytes(size), kAt, damage));
    CHECK(damage.items() == too_short(size, "attachmentlist.entry", 18));
  }
}

/// The fixed part of the worked example's row.
MmfBytes row_head() {
  return from_hex(
      "07 CA 00 01 00 1B 00 0C 00 01 00 1E 00 04 A0 01 00 02 00 00 00 00 00 82 49 6E 62");
}

TEST_CASE("a folder's row has its date's bytes swapped") {
  const MmfBytes data =
      joined({row_head(), mmf_string("Ann Lee"), mmf_string("Plan"), mmf_string("")});
  bytes::DamageLog damage;
  const auto row = mmf::read_folder_row(data, kAt, damage);

  REQUIRE(row);
  CHECK(shown(row->date) == "1994-01-27T12:01:30");
  CHECK(row->status == 0xA0);
  CHECK(row->message_class == 1);
  CHECK(row->priority == 2);
  CHECK(row->folder == mmf::kInbox);
  CHECK(row->person == "Ann Lee");
  CHECK(row->subject == "Plan");
  CHECK(damage.total() == 0);
}

TEST_CASE("the smallest row has 30 bytes, a longer one a folder's name and one more NUL") {
  bytes::DamageLog damage;
  const MmfBytes small = joined({row_head(), MmfBytes(3)});
  const auto row = mmf::read_folder_row(small, kAt, damage);

  REQUIRE(row);
  CHECK(row->folder == mmf::kInbox);
  CHECK(row->person.empty());
  CHECK(row->subject.empty());

  const MmfBytes large = joined(
      {row_head(), mmf_string("Ann Lee"), mmf_string("Plan"), mmf_string("Inbox"), mmf_string("")});
  const auto longer = mmf::read_folder_row(large, kAt, damage);
  REQUIRE(longer);
  CHECK(longer->person == "Ann Lee");
  CHECK(longer->subject == "Plan");
  CHECK(damage.total() == 0);
}

TEST_CASE("a row without its last strings yields those that it has") {
  for (const auto& [strings, person, subject] :
       {std::tuple{mmf_text(""), "", ""},
        {mmf_text("Ann Lee"), "Ann Lee", ""},
        {mmf_string("Ann Lee"), "Ann Lee", ""},
        {joined({mmf_string("Ann Lee"), mmf_text("Plan")}), "Ann Lee", "Plan"}}) {
    const MmfBytes data = joined({row_head(), strings});
    bytes::DamageLog damage;
    const auto row = mmf::read_folder_row(data, kAt, damage);

    REQUIRE(row);
    CHECK(row->folder == mmf::kInbox);
    CHECK(row->person == person);
    CHECK(row->subject == subject);
  }
}

TEST_CASE("a row with a date that is none has the rest") {
  MmfBytes data = joined({row_head(), mmf_string("Ann Lee"), mmf_string("Plan"), mmf_string("")});
  data[3] = std::byte{13};
  bytes::DamageLog damage;
  const auto row = mmf::read_folder_row(data, kAt, damage);

  REQUIRE(row);
  CHECK_FALSE(row->date.ticks);
  CHECK(row->subject == "Plan");
  REQUIRE(damage.items().size() == 1);
  CHECK(damage.items()[0].offset == kAt);
  CHECK(damage.items()[0].kind == DamageKind::OutOfRange);
}

TEST_CASE("a row shorter than its fixed part is told, and none") {
  for (const std::size_t size : {0U, 14U, 26U}) {
    bytes::DamageLog damage;

    CHECK_FALSE(mmf::read_folder_row(MmfBytes(size), kAt, damage));
    CHECK(damage.items() == too_short(size, "folder.row", 27));
  }
}

TEST_CASE("an entry of the hierarchy has a level, a name and a comment") {
  for (const auto& [strings, name, comment] :
       {std::tuple{joined({mmf_string("Inbox"), mmf_string(""), MmfBytes(1)}), "Inbox", ""},
        {joined({mmf_string("Inbox"), mmf_string("mine"), MmfBytes(1)}), "Inbox", "mine"},
        {joined({mmf_string("Inbox"), mmf_text("mine")}), "Inbox", "mine"},
        {mmf_string("Inbox"), "Inbox", ""},
        {mmf_text("Inbox"), "Inbox", ""},
        {MmfBytes(), "", ""}}) {
    const MmfBytes data = joined({mmf_number(2, 2), strings});
    bytes::DamageLog damage;
    const auto entry = mmf::read_hierarchy_entry(data, kAt, damage);

    REQUIRE(entry);
    CHECK(entry->level == 2);
    CHECK(entry->name == name);
    CHECK(entry->comment == comment);
  }
}

TEST_CASE("an entry of the hierarchy without a level is told, and none") {
  for (const std::size_t size : {0U, 1U}) {
    bytes::DamageLog damage;

    CHECK_FALSE(mmf::read_hierarchy_entry(MmfBytes(size), kAt, damage));
    CHECK(damage.items() == too_short(size, "hierarchy.level", 2));
  }
}

TEST_CASE("the name of a message class is as long as its length says, with its NUL or without") {
  const MmfBytes map = joined({mmf_number(3, 2), mmf_text("map")});
  for (const MmfBytes& data : {joined({mmf_number(9, 2), mmf_string("IPM.Note"), map}),
                               joined({mmf_number(8, 2), mmf_text("IPM.Note"), map}),
                               joined({mmf_number(9, 2), mmf_string("IPM.Note")})}) {
    bytes::DamageLog damage;

    CHECK(mmf::read_class_name(data, kAt, damage) == "IPM.Note");
    CHECK(damage.total() == 0);
  }
}

TEST_CASE("a name of a message class that is longer than its element is told, and none") {
  for (const std::uint64_t length : {12U, 0x0109U, 0xFFFFU}) {
    const MmfBytes data = joined({mmf_number(length, 2), mmf_string("IPM.Note"), mmf_number(0, 2)});
    bytes::DamageLog damage;

    CHECK_FALSE(mmf::read_class_name(data, kAt, damage));
    CHECK(damage.items() == Damages{{.offset = kAt,
                                     .length = 2,
                                     .kind = DamageKind::OutOfRange,
                                     .field = "messageclasses.length",
                                     .found = length,
                                     .expected = 11}});
  }
  for (const std::size_t size : {0U, 1U}) {
    bytes::DamageLog damage;

    CHECK_FALSE(mmf::read_class_name(MmfBytes(size), kAt, damage));
    CHECK(damage.items() == too_short(size, "messageclasses.length", 2));
  }
}

}  // namespace
}  // namespace values_test
