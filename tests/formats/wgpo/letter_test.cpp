#include "formats/wgpo/letter.h"

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formats/mapi/hex.h"
#include "tests/formats/wgpo/office_builder.h"

namespace letter_test {
namespace {

using namespace std::string_literals;
using bytes::Damage;
using bytes::DamageKind;
using test::from_hex;
using test::office::Bytes;
using test::office::LengthForm;
using test::office::LetterParts;
using test::office::recipient;
using test::office::sender;
using wgpo::FieldId;

using Damages = std::vector<Damage>;

/// FORMAT.md, "A letter for tests": typed, so that the builder is tested as well.
const Bytes kTyped = from_hex(
    "4D 83 00 00 5A 01 7F 05 31 20 02 01 00 7F 05 32 20 02 02 00"
    "7F 05 33 20 02 0A 00 7F 05 37 20 02 0A 00"
    "4C 1B 01 02 18 5A 67 51 49 00 21 0E 62 1D 25 14 08 2A 53 BA AE 88 87 C0 C6 D5 D1 A1 EC"
    "4C 15 05 02 12 5A 67 51 49 00 21 0E 62 1D 26 16 06 3A 43 AB FE B7 D7"
    "4C 07 07 02 04 08 15 03 37");

/// A field as its number and its strings, deciphered.
struct Seen {
  std::optional<std::uint32_t> id{};
  std::vector<std::string> strings{};

  friend bool operator==(const Seen&, const Seen&) = default;
};
using Sight = std::vector<Seen>;

struct Reading {
  bool is_letter = false;
  bool is_whole = false;
  std::optional<std::uint32_t> references{};
  Sight fields{};
  std::size_t others = 0;
  Damages damage{};

  friend bool operator==(const Reading&, const Reading&) = default;
};

Reading read(const Bytes& file) {
  bytes::DamageLog damage;
  const auto letter = wgpo::read_letter(file, damage);
  if (!letter) {
    return {.damage = damage.items()};
  }
  Sight fields;
  for (const wgpo::Field& field : letter->fields) {
    fields.push_back({.id = field.id});
    for (const wgpo::Element& string : field.strings) {
      fields.back().strings.push_back(wgpo::decipher(string.contents, wgpo::kKnownKey));
    }
  }
  return {.is_letter = true,
          .is_whole = letter->is_whole,
          .references = letter->references,
          .fields = fields,
          .others = letter->others.size(),
          .damage = damage.items()};
}

const Sight kFields = {{1, {"\x02LAB/PO1/ANNL\0\x81"s + "Ann Lee\0\0"s}},
                       {5, {"\x02LAB/PO1/BOBR\0\x80\0\x01\x01"s}},
                       {7, {"Plan"}}};
const Reading kWhole = {
    .is_letter = true, .is_whole = true, .references = 1, .fields = kFields, .others = 4};

bool is_key(const LetterParts& parts, const wgpo::StringKey& key = wgpo::kKnownKey) {
  const Bytes file = test::office::letter(parts);
  bytes::DamageLog damage;
  const auto letter = wgpo::read_letter(file, damage);
  REQUIRE(letter);
  return wgpo::is_key_of(*letter, key);
}

TEST_CASE("a letter has its fields, its vendor's elements and its count of references") {
  CHECK(read(kTyped) == kWhole);
  CHECK(test::office::letter({}) == kTyped);
}

TEST_CASE("what a letter has points into its file") {
  bytes::DamageLog damage;
  const auto letter = wgpo::read_letter(kTyped, damage);

  REQUIRE(letter);
  REQUIRE(letter->fields.size() == 3);
  CHECK(letter->fields[0].is(FieldId::From));
  CHECK_FALSE(letter->fields[0].is(FieldId::To));
  CHECK(letter->fields[2].element.offset == 0x56);
  CHECK(letter->fields[2].element.contents.data() == kTyped.data() + 0x59);
  CHECK(letter->fields[2].strings[0].contents_offset == 0x5B);
  REQUIRE(letter->others.size() == 4);
  CHECK(letter->others[1].offset == 0x0D);
  CHECK(letter->others[1].qualifier == 0x32);
}

TEST_CASE("a letter may be held by no mailbag or by hundreds") {
  CHECK(read(test::office::letter({.references = 0})).references == 0);
  CHECK(read(test::office::letter({.references = 300})).references == 300);
}

TEST_CASE("the letter to 300 users that is published has its parts where it says") {
  std::vector<std::string> to;
  for (int i = 1; i <= 300; ++i) {
    const std::string digits = std::to_string(1000 + i).substr(1);
    to.push_back(recipient("NET1/DATA3/" + digits));
  }
  const Bytes file = test::office::letter(
      {.references = 300, .from = {sender("NET1/DATA3/Admin", "Administrator")}, .to = to});

  const auto reading = read(file);

  CHECK(Bytes(file.begin() + 0x0B, file.begin() + 0x14) == from_hex("2C 01 7F 05 32 20 02 02 00"));
  CHECK(Bytes(file.begin() + 0x22, file.begin() + 0x27) == from_hex("4C 25 01 02 22"));
  CHECK(Bytes(file.begin() + 0x49, file.begin() + 0x50) == from_hex("4C 82 19 C9 05 02 14"));
  CHECK(file[0x1A16] == std::byte{0x4C});
  CHECK(reading.references == 300);
  REQUIRE(reading.fields.size() == 3);
  CHECK(reading.fields[1] == Seen{.id = 5, .strings = to});
  CHECK(reading.is_whole);
  CHECK(reading.damage.empty());
}

TEST_CASE("lengths may be written short, long and longer than they need") {
  Reading dated = kWhole;
  dated.fields.insert(dated.fields.begin() + 2, {.id = 0x11, .strings = {"19940127115800"}});
  for (const auto message : {LengthForm::Shortest, LengthForm::ThreeBytes, LengthForm::FourBytes}) {
    for (const auto field : {LengthForm::Shortest, LengthForm::OneByte, LengthForm::ThreeBytes,
                             LengthForm::FourBytes, LengthForm::Indefinite}) {
      CHECK(read(test::office::letter(
                {.date = "19940127115800", .message_form = message, .field_form = field})) ==
            dated);
    }
  }
}

TEST_CASE("strings are of any length, and those of one field come in its order") {
  const std::vector<std::string> strings = {"", std::string(34, 'a'), std::string(255, 'b'),
                                            std::string(256, 'c'), std::string(600, 'd')};
  const auto reading = read(test::office::letter({.text = strings}));

  REQUIRE(reading.fields.size() == 4);
  CHECK(reading.fields[3] == Seen{.id = 4, .strings = strings});
  CHECK(reading.damage.empty());
}

TEST_CASE("bytes behind the message are told") {
  Bytes file = kTyped;
  file.push_back(std::byte{0});
  file.push_back(std::byte{9});
  Reading expected = kWhole;
  expected.is_whole = false;
  expected.damage = {{.offset = 95, .length = 2, .kind = DamageKind::Unclaimed, .field = "letter"}};

  CHECK(read(file) == expected);
}

/// What is told of an element that is longer than the data, of which `length` bytes are there.
Damage cut_at(std::uint64_t offset, std::uint64_t length) {
  return {.offset = offset,
          .length = length,
          .kind = DamageKind::OutOfRange,
          .field = "element.length",
          .found = length};
}

TEST_CASE("a letter that begins with no message is read from its vendor's elements on") {
  Reading expected = kWhole;
  expected.is_whole = false;
  for (const std::size_t size : {1U, 6U, 20U}) {
    const Bytes file =
        test::office::join({Bytes(size, std::byte{0x55}), Bytes(kTyped.begin() + 6, kTyped.end())});
    expected.damage = {{.length = size, .kind = DamageKind::Unclaimed, .field = "letter"}};

    CHECK(read(file) == expected);
  }
}

TEST_CASE("a message that is longer than its file has all its fields, and is told") {
  Reading expected = kWhole;
  expected.is_whole = false;
  expected.damage = {cut_at(0, 95)};
  for (const std::size_t at : {2U, 3U, 4U}) {
    Bytes file = kTyped;
    file[at] = std::byte{0x5B};

    CHECK(read(file) == expected);
  }
}

TEST_CASE("a string that is longer than its field ends with it, and is told") {
  Bytes file = kTyped;
  file[0x26] = std::byte{0x19};
  const auto reading = read(file);

  CHECK(reading.fields == kFields);
  CHECK(reading.damage == Damages{cut_at(0x25, 26)});
}

TEST_CASE("what has no elements is no letter, and told") {
  for (const Bytes& file : {Bytes(), Bytes(100), test::office::bytes_of("Dear Sir or Madam")}) {
    const auto reading = read(file);

    CHECK_FALSE(reading.is_letter);
    REQUIRE(reading.damage.size() == 1);
    CHECK(reading.damage[0].kind == DamageKind::BadMagic);
    CHECK(reading.damage[0].offset == 0);
    CHECK(reading.damage[0].length == file.size());
  }
}

TEST_CASE("cut anywhere, a letter has what is before the cut, and the rest is told") {
  for (std::size_t size = 0; size < kTyped.size(); ++size) {
    const auto reading = read(test::office::cut(kTyped, size));
    const std::size_t whole = size < 0x3F ? 0 : size < 0x56 ? 1 : 2;

    CHECK_FALSE(reading.is_whole);
    CHECK_FALSE(reading.damage.empty());
    REQUIRE(reading.fields.size() >= whole);
    REQUIRE(reading.fields.size() <= whole + 1);
    for (std::size_t i = 0; i < reading.fields.size(); ++i) {
      CHECK(reading.fields[i].id == kFields[i].id);
      if (i < whole) {
        CHECK(reading.fields[i] == kFields[i]);
      }
      for (const std::string& string : reading.fields[i].strings) {
        CHECK(kFields[i].strings[0].starts_with(string));
      }
    }
    for (const Damage& damage : reading.damage) {
      CHECK(damage.offset + damage.length <= size);
    }
  }
}

TEST_CASE("a key is right when From is an address, or else another string is") {
  const std::string gateway = "\x03gate way\0"s;

  CHECK(is_key({}));
  CHECK_FALSE(is_key({}, {1, 2, 3, 4, 5, 6, 7, 8}));
  CHECK(is_key({.to = {"any bytes"}}));
  CHECK(is_key({.from = {gateway}}));
  CHECK(is_key({.from = {gateway}, .to = {gateway, recipient("LAB/PO1/BOBR")}}));
}

TEST_CASE("addresses of other kinds, and none, say nothing of the key") {
  CHECK_FALSE(is_key({.from = {"\x03gateway\0"s},
                      .to = {"\x05"
                             "fax\0"s}}));
  CHECK_FALSE(is_key({.from = {}, .to = {}}));
  CHECK_FALSE(is_key({.from = {""}, .to = {""}}));
}

TEST_CASE("strings are text under a key when addresses say so, or else nearly all of them is") {
  const auto is_text = [](const LetterParts& parts, const wgpo::StringKey& key) {
    const Bytes file = test::office::letter(parts);
    bytes::DamageLog damage;
    const auto letter = wgpo::read_letter(file, damage);
    REQUIRE(letter);
    return wgpo::is_text_under(*letter, key);
  };
  const wgpo::StringKey other = {0x51, 0x37, 0x68, 0x4C, 0x77, 0x32, 0x5A, 0x6B};
  const LetterParts gateway = {.from = {"\x03gateway\0"s},
                               .to = {"\x05"
                                      "fax\0"s},
                               .text = {"Dear Bob,\r\nplease see the plan for Monday.\r\n",
                                        "Who has the key of room 17? It was on its hook yesterday "
                                        "evening, and is not there now.\r\nThanks, Ann\r\n"}};

  CHECK(is_text({}, wgpo::kKnownKey));
  CHECK(is_text(gateway, wgpo::kKnownKey));
  CHECK_FALSE(is_text({}, other));
  CHECK_FALSE(is_text(gateway, other));
}

}  // namespace
}  // namespace letter_test
