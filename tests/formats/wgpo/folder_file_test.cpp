#include "formats/wgpo/folder_file.h"

#include <catch2/catch.hpp>
#include <random>
#include <vector>

#include "tests/formats/wgpo/office_builder.h"

namespace folder_file_test {
namespace {

using test::office::Bytes;
using test::office::join;
using test::office::letter;
using wgpo::LetterPlace;

using Places = std::vector<LetterPlace>;

const Bytes kHead(129, std::byte{0x31});
const Bytes kFirst = letter({});
const Bytes kSecond = letter({.subject = "Budget", .text = {"Dear Bob,\r\n"}});

TEST_CASE("letters are found wherever they lie in a folder's file") {
  const Bytes between(37, std::byte{0x4D});
  const Bytes file = join({kHead, kFirst, between, kSecond, Bytes(5)});

  CHECK(wgpo::find_letters(file) ==
        Places{{.offset = 129, .length = kFirst.size()},
               {.offset = 129 + kFirst.size() + 37, .length = kSecond.size()}});
}

TEST_CASE("letters that touch are two") {
  CHECK(wgpo::find_letters(join({kFirst, kSecond})) ==
        Places{{.offset = 0, .length = kFirst.size()},
               {.offset = kFirst.size(), .length = kSecond.size()}});
}

TEST_CASE("a new folder, noise and nothing have no letters") {
  std::mt19937 random(10);
  Bytes noise(20'000);
  for (std::byte& byte : noise) {
    byte = static_cast<std::byte>(random());
  }

  CHECK(wgpo::find_letters({}).empty());
  CHECK(wgpo::find_letters(kHead).empty());
  CHECK(wgpo::find_letters(noise).empty());
  CHECK(wgpo::find_letters(Bytes(20'000, std::byte{0x4D})).empty());
}

TEST_CASE("a letter that is cut or whose parts do not fit is none, and the next one is found") {
  Bytes wrong = kFirst;
  wrong[0x23] = std::byte{0x7B};  // the length of From

  CHECK(wgpo::find_letters(test::office::cut(kFirst, kFirst.size() - 1)).empty());
  CHECK(wgpo::find_letters(join({wrong, kSecond})) ==
        Places{{.offset = wrong.size(), .length = kSecond.size()}});
}

TEST_CASE("whatever bytes of a folder's file are wrong, letters lie in it and do not overlap") {
  const Bytes sound = join({kHead, kFirst, Bytes(7), kSecond, kFirst});
  std::mt19937 random(1);
  for (int round = 0; round < 3000; ++round) {
    Bytes file = sound;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      file[random() % file.size()] ^= static_cast<std::byte>(1 + random() % 255);
    }
    std::uint64_t end = 0;
    for (const LetterPlace& place : wgpo::find_letters(file)) {
      REQUIRE(place.offset >= end);
      end = place.offset + place.length;
      REQUIRE(end <= file.size());
    }
  }
}

}  // namespace
}  // namespace folder_file_test
