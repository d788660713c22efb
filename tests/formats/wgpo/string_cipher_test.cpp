#include "formats/wgpo/string_cipher.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "tests/formats/mapi/hex.h"
#include "tests/formats/wgpo/office_builder.h"

namespace string_cipher_test {
namespace {

using namespace std::string_literals;
using test::from_hex;
using test::office::Bytes;
using wgpo::kKnownKey;
using wgpo::StringKey;

constexpr StringKey kOtherKey = {0x51, 0x37, 0x68, 0x4C, 0x77, 0x32, 0x5A, 0x6B};

/// Published: KB Q104423, three strings of one letter.
struct Vector {
  std::string_view file;
  std::string plain;
};
const std::vector<Vector> kPublished = {
    {"5A 65 57 59 0E 50 74 68 6C 54 18 65 38 71 29 7C B4 D5 B3 F8",
     "\x02NET1/DATA3/300\0\x80\0\x01\x01"s},
    {"5A 65 57 59 0E 50 74 68 6C 54 18 65 4A 57 52 6E 48 29 CF C4 D6 DA C3 E0 C9 D3 C8 F8 E7 FA "
     "ED DA A2 F3",
     "\x02NET1/DATA3/Admin\0\x81"s + "Administrator\0\0"s},
    {"5A 65 57 59 0E 50 74 68 6C 54 18 65 39 79 28 7D B5 D4 B2 F9",
     "\x02NET1/DATA3/299\0\x80\0\x01\x01"s},
};

/// The key that `plain` strings are found to be enciphered with.
std::optional<StringKey> recovered(const std::vector<std::string>& plain, const StringKey& key) {
  std::vector<Bytes> strings;
  strings.reserve(plain.size());
  for (const std::string& string : plain) {
    strings.push_back(wgpo::encipher(string, key));
  }
  return wgpo::recover_key(std::vector<std::span<const std::byte>>(strings.begin(), strings.end()));
}

const std::vector<std::string> kTexts = {
    "Dear Bob,\r\nplease have a look at the plan for the meeting on Monday.\r\nThanks, Ann\r\n",
    "The budget of the next year is not in yet: 12,400 dollars are missing. Call me at 2 pm.",
    "I will be out of the office from the 3rd to the 9th, and read no mail until I am back.",
    "Who has the key of room 17? It was on its hook yesterday evening, and is not there now."};

TEST_CASE("the published strings are deciphered, and enciphered to the bytes of the file") {
  for (const Vector& vector : kPublished) {
    CHECK(wgpo::decipher(from_hex(vector.file), kKnownKey) == vector.plain);
    CHECK(wgpo::encipher(vector.plain, kKnownKey) == from_hex(vector.file));
  }
  CHECK(wgpo::encipher("Plan", kKnownKey) == from_hex("08 15 03 37"));
}

TEST_CASE("the longest published string is as long as the rule is proven") {
  CHECK(kPublished[1].plain.size() == wgpo::kProvenLength);
}

TEST_CASE("zeros show the sequence that has a period of 256") {
  const Bytes zeros = wgpo::encipher(std::string(600, '\0'), kKnownKey);

  CHECK(test::office::cut(zeros, 32) ==
        from_hex("58 29 5e 04 62 13 73 2e 7e 07 78 2a 44 3d 55 00 48 29 4e 04 72 13 63 2e 6e 07 "
                 "68 2a 54 3d 45 00"));
  for (std::size_t i = 256; i < zeros.size(); ++i) {
    CHECK(zeros[i] == zeros[i - 256]);
  }
}

TEST_CASE("a byte depends on those before it in its own string, and on none behind it") {
  const std::string plain(kPublished[1].plain);
  const Bytes whole = wgpo::encipher(plain, kKnownKey);
  for (std::size_t size = 0; size <= plain.size(); ++size) {
    CHECK(wgpo::encipher(plain.substr(0, size), kKnownKey) == test::office::cut(whole, size));
  }
}

TEST_CASE("a string of any length and key is what it was after both ways") {
  std::mt19937 random(98);
  for (const std::size_t size : {0U, 1U, 7U, 8U, 9U, 34U, 35U, 255U, 256U, 257U, 600U}) {
    std::string plain(size, '\0');
    for (char& c : plain) {
      c = static_cast<char>(random());
    }
    for (const StringKey& key : {kKnownKey, kOtherKey, StringKey{}}) {
      CHECK(wgpo::decipher(wgpo::encipher(plain, key), key) == plain);
    }
  }
}

TEST_CASE("the key of a few texts is recovered, whichever it is") {
  CHECK(recovered(kTexts, kOtherKey) == kOtherKey);
  CHECK(recovered(kTexts, kKnownKey) == kKnownKey);
  CHECK(recovered(kTexts, StringKey{}) == StringKey{});
  CHECK(recovered(kTexts, {0xFF, 0xFE, 0x80, 0x7F, 0x20, 0x00, 0xAA, 0x55}) ==
        StringKey{0xFF, 0xFE, 0x80, 0x7F, 0x20, 0x00, 0xAA, 0x55});
}

TEST_CASE("strings too few or too short to tell have no key") {
  CHECK(wgpo::recover_key({}) == std::nullopt);
  CHECK(recovered({""}, kOtherKey) == std::nullopt);
  CHECK(recovered({"Plan"}, kOtherKey) == std::nullopt);
  CHECK(recovered({"Plan", "Budget", "Lunch"}, kOtherKey) == std::nullopt);
  CHECK(recovered(std::vector<std::string>(100, ""), kOtherKey) == std::nullopt);
}

TEST_CASE("bytes that are text under no key have none") {
  std::mt19937 random(7);
  std::vector<std::string> noise(20, std::string(100, '\0'));
  for (std::string& string : noise) {
    for (char& c : string) {
      c = static_cast<char>(random());
    }
  }

  CHECK(recovered(noise, kOtherKey) == std::nullopt);
}

}  // namespace
}  // namespace string_cipher_test
