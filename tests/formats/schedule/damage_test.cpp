// Whatever bytes of a text are wrong or missing, what is told of it lies in the file, and no byte
// of it is in two objects.
#include <catch2/catch.hpp>
#include <random>

#include "formats/schedule/escapes.h"
#include "formats/schedule/recurrence.h"
#include "tests/formats/schedule/typed_text.h"

namespace damage_test {
namespace {

void check_object(const schedule::Object& object, const std::string& text) {
  REQUIRE(object.offset <= text.size());
  REQUIRE(object.length <= text.size() - object.offset);
  for (const auto& property : object.properties) {
    REQUIRE(property.offset >= object.offset);
    REQUIRE(property.offset + property.length <= object.offset + object.length);
    REQUIRE(property.value.size() <= 2 * property.length);
    (void)schedule::read_binary(property.value);
  }
  std::uint64_t end = object.offset;
  for (const auto& inner : object.objects) {
    REQUIRE(inner.offset >= end);
    end = inner.offset + inner.length;
    check_object(inner, text);
  }
  REQUIRE(end <= object.offset + object.length);
}

void check(const std::string& text, text::CodePageNumber page) {
  bytes::DamageLog damage;
  const auto file = test::schedule::read(text, damage, page);
  std::uint64_t end = 0;
  for (const auto& object : file.objects) {
    REQUIRE(object.offset >= end);
    end = object.offset + object.length;
    check_object(object, text);
    (void)schedule::read_recurrence(object, damage);
  }
  for (const auto& item : damage.items()) {
    REQUIRE(item.offset <= text.size());
    REQUIRE(item.length <= text.size() - item.offset);
  }
}

std::string sound_text() {
  return test::schedule::file(
      "RecurringAppointments:\n{\nStart: 5-6-1997 09:00\nText: \"a \\\"b\\\" C:\\\\X\\\n\\\nc\"\n"
      "RecurringType: 48\nStartRecurringDate: 5-6-1997\nDayOfWeekMask: 4\nWeekInterval: 1\n"
      "Exceptions:\n{\nInstanceDate: 5-13-1997\nDeleted: T\n}\n"
      "Attendees:\n{\nUserDisplay:\n\"Ann\"\nUserSearchKey: \"NOTES/3AANN/00\"\n}\n}\n"
      "stray\nContacts:\n{\nLastName: \"\x95\x5C\"\nNotes: \"open\nPhoneFax: \"1\"\n}\n");
}

TEST_CASE("every truncation of a text is read, and damage lies in it") {
  const std::string sound = sound_text();
  for (std::size_t size = 0; size <= sound.size(); ++size) {
    check(sound.substr(0, size), 1252);
    check(sound.substr(0, size), 932);
  }
}

TEST_CASE("whatever bytes of a text are others, damage and objects lie in it") {
  const std::string sound = sound_text();
  constexpr std::string_view kLikely = "\"\\{}:\r\n /A0\x95\x1A";
  std::mt19937 random(1);
  for (int round = 0; round < 4000; ++round) {
    std::string text = sound;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      text[random() % text.size()] =
          random() % 2 == 0 ? kLikely[random() % kLikely.size()] : static_cast<char>(random());
    }
    check(text, round % 2 == 0 ? 1252 : 932);
  }
}

}  // namespace
}  // namespace damage_test
