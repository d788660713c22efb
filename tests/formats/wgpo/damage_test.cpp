// Whatever bytes of a letter, a mailbag or a file of messages are wrong or missing, what is told of
// it lies in the file.
#include <catch2/catch.hpp>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "formats/wgpo/ffapi.h"
#include "formats/wgpo/letter.h"
#include "formats/wgpo/mailbag.h"
#include "tests/formats/wgpo/office_builder.h"

namespace damage_test {
namespace {

using test::office::Bytes;
using test::office::LengthForm;

/// `all` of a file holds `part`.
bool holds(const Bytes& all, std::span<const std::byte> part) {
  return part.empty() || (std::less_equal<>()(all.data(), part.data()) &&
                          std::less_equal<>()(part.data() + part.size(), all.data() + all.size()));
}

void read_letter(const Bytes& file, bytes::DamageLog& damage) {
  const auto letter = wgpo::read_letter(file, damage);
  if (!letter) {
    REQUIRE(damage.total() > 0);
    return;
  }
  for (const wgpo::Field& field : letter->fields) {
    REQUIRE(holds(file, field.element.contents));
    for (const wgpo::Element& string : wgpo::strings_in(field.element, damage)) {
      REQUIRE(holds(file, string.contents));
      REQUIRE(string.end() <= file.size());
      const std::string plain = wgpo::decipher(string.contents, wgpo::kKnownKey);
      const auto address = wgpo::read_letter_address(plain);
      REQUIRE((!address || address->address.size() + address->name.size() < plain.size()));
      (void)wgpo::read_letter_date(plain);
    }
  }
  for (const wgpo::Element& other : letter->others) {
    REQUIRE(holds(file, other.contents));
  }
  (void)wgpo::is_key_of(*letter, wgpo::kKnownKey);
}

void read_mailbag(const Bytes& file, bytes::DamageLog& damage) {
  const auto records = wgpo::read_mailbag(file, damage);
  REQUIRE(records.size() <= file.size() / 116);
  std::uint64_t end = 0;
  for (const wgpo::MailbagRecord& record : records) {
    REQUIRE(record.offset >= end);
    end = record.offset + 116;
    REQUIRE(end <= file.size());
    REQUIRE((record.letter.empty() || record.letter.size() == 8));
  }
}

void read_ffapi(const Bytes& file, bytes::DamageLog& damage) {
  std::uint64_t end = 0;
  for (const wgpo::FfapiMessage& message : wgpo::read_ffapi(file, damage)) {
    REQUIRE(message.offset >= end);
    end = message.offset + message.length;
    REQUIRE(end <= file.size());
    REQUIRE(holds(file, message.text));
    for (const wgpo::FfapiAttachment& attachment : message.attachments) {
      REQUIRE(holds(file, attachment.content));
    }
  }
}

using Reader = void (&)(const Bytes&, bytes::DamageLog&);

void check(const Bytes& file, Reader reader) {
  bytes::DamageLog damage;
  reader(file, damage);
  for (const bytes::Damage& item : damage.items()) {
    REQUIRE(item.offset <= file.size());
    REQUIRE(item.length <= file.size() - item.offset);
  }
}

/// Every truncation of `sound`, and `rounds` copies in which up to four bytes are others.
void torture(const Bytes& sound, Reader reader, int rounds) {
  for (std::size_t size = 0; size <= sound.size(); ++size) {
    check(test::office::cut(sound, size), reader);
  }
  std::mt19937 random(1);
  for (int round = 0; round < rounds; ++round) {
    Bytes file = sound;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      file[random() % file.size()] ^= static_cast<std::byte>(1 + random() % 255);
    }
    if (random() % 4 == 0) {
      file.resize(random() % file.size());
    }
    check(file, reader);
  }
}

TEST_CASE("whatever bytes of a letter are wrong, damage and strings lie in the file") {
  torture(test::office::letter({}), read_letter, 5000);
  for (const LengthForm form : {LengthForm::FourBytes, LengthForm::Indefinite}) {
    torture(test::office::letter({.date = "19940127115800-0500",
                                  .text = {"Dear Bob,\r\n", "see the plan.\r\n"},
                                  .more = test::office::attachment_field(0x64, "PLAN.XLS"),
                                  .message_form = form,
                                  .field_form = form}),
            read_letter, 3000);
  }
}

TEST_CASE("whatever bytes of a mailbag are wrong, damage and records lie in the file") {
  torture(test::office::mailbag({{}, {.sender = "BOBR", .letter = "00000063"}, {}, {}}),
          read_mailbag, 5000);
}

TEST_CASE("whatever bytes of a file of messages are wrong, damage and messages lie in the file") {
  torture(test::office::bytes_of(
              "VERSION:3.00\rTO:LAB/PO1/BOBR\rFROM:LAB/PO1/ANNL\rDATE:1994-01-27\rTIME:11:58\r"
              "SUBJECT:Plan\rPRIORITY:3\rEXT:I:3:HEADLEN\r1\rATTACHMENTS:A.TXT 3\r"
              "XATTACH:1.TMP B.TXT\rTEXT:7\rHello\r\nabc"
              "VERSION:3.00\rTO:MHS:cd@host\rSUBJECT:2\rXTEXT:2.TMP\r"
              "VERSION:3.00\rTEXT:10\rVERSION:\r\n"),
          read_ffapi, 5000);
}

TEST_CASE("whatever bits a bitmap has, it speaks of every record or of none") {
  std::mt19937 random(2);
  for (int round = 0; round < 3000; ++round) {
    Bytes key(random() % 600);
    for (std::byte& byte : key) {
      byte = static_cast<std::byte>(random() % 3 == 0 ? random() : 0);
    }
    std::vector<bool> exists(random() % 20);
    for (std::size_t i = 0; i < exists.size(); ++i) {
      exists[i] = random() % 2 == 0;
    }
    const auto reading = wgpo::read_presence(key, exists);

    REQUIRE((!reading || reading->presence.size() == exists.size()));
  }
}

}  // namespace
}  // namespace damage_test
