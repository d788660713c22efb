#include "formats/wgpo/attachment_file.h"

#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "formats/mmf/cipher.h"
#include "tests/formats/mapi/hex.h"
#include "tests/formats/wgpo/office_builder.h"

namespace attachment_file_test {
namespace {

using test::from_hex;
using test::office::Bytes;
using test::office::bytes_of;
using test::office::join;
using test::office::number;
using wgpo::AttachmentEncoding;
using wgpo::kKnownKey;

Bytes in_string_cipher(const Bytes& plain, const wgpo::StringKey& key = kKnownKey) {
  const std::string_view text(reinterpret_cast<const char*>(plain.data()), plain.size());
  return wgpo::encipher(text, key);
}

Bytes in_store_cipher(Bytes plain) {
  mmf::encipher(plain, 0, {});
  return plain;
}

AttachmentEncoding encoding(const Bytes& file, std::string_view name) {
  const auto verdict = wgpo::judge_attachment(file, name, kKnownKey);
  CHECK_FALSE(verdict.evidence.empty());
  return verdict.encoding;
}

/// `size` bytes of English.
Bytes english(std::size_t size) {
  std::string text;
  while (text.size() < size) {
    text += "The quick brown fox jumps over the lazy dog, 12 times a day.\r\n";
  }
  return bytes_of(text.substr(0, size));
}

/// The name, and the first bytes, of files that say what they are.
struct Kind {
  std::string_view name;
  Bytes data;
};
const std::vector<Kind> kKinds = {
    {"A.ZIP", join({from_hex("50 4B 03 04 14 00"), Bytes(90)})},
    {"A.GIF", join({bytes_of("GIF89a"), Bytes(90)})},
    {"A.BMP", join({bytes_of("BM"), number(96, 4), Bytes(4), number(54, 4), Bytes(82)})},
    {"A.WAV", join({bytes_of("RIFF"), number(88, 4), bytes_of("WAVEfmt "), Bytes(80)})},
    {"A.DOC", join({from_hex("D0 CF 11 E0 A1 B1 1A E1"), Bytes(1528)})},
    {"A.RTF", bytes_of("{\\rtf1\\ansi Plan}")},
    {"WINMAIL.DAT", join({from_hex("78 9F 3E 22"), Bytes(92)})},
};

TEST_CASE("a file whose signature its name agrees with is what it is, plain or enciphered") {
  for (const Kind& kind : kKinds) {
    CHECK(encoding(kind.data, kind.name) == AttachmentEncoding::Plain);
    CHECK(encoding(in_string_cipher(kind.data), kind.name) == AttachmentEncoding::StringCipher);
    CHECK(encoding(in_store_cipher(kind.data), kind.name) == AttachmentEncoding::StoreCipher);
  }
}

TEST_CASE("the case of a name and the path before it do not matter") {
  CHECK(encoding(kKinds[1].data, "a.gif") == AttachmentEncoding::Plain);
  CHECK(encoding(kKinds[1].data, "C:\\PICTURES\\A.GIF") == AttachmentEncoding::Plain);
}

TEST_CASE("a signature without a length that the name contradicts proves nothing") {
  for (const auto* name : {"A.TXT", "A.WAV", "A", ""}) {
    CHECK(encoding(kKinds[1].data, name) == AttachmentEncoding::Unknown);
    CHECK(encoding(in_string_cipher(kKinds[1].data), name) == AttachmentEncoding::Unknown);
  }
}

TEST_CASE("a signature that carries the size of its file needs no name") {
  // Of these the fields of length agree with the file.
  const Bytes zip = join({from_hex("50 4B 03 04 0A 00 00 00 00 00 00 00 21 00"), Bytes(12),
                          number(1, 4), bytes_of("a"),  // a file without content
                          from_hex("50 4B 01 02 0A 00 0A 00 00 00 00 00 00 00 21 00"), Bytes(12),
                          number(1, 4), Bytes(14), bytes_of("a"), from_hex("50 4B 05 06"), Bytes(4),
                          number(1, 2), number(1, 2), number(47, 4), number(31, 4), Bytes(2)});
  REQUIRE(zip.size() == 100);
  for (const Bytes& file : {zip, kKinds[2].data, kKinds[3].data}) {
    Bytes longer = file;
    longer.push_back(std::byte{0});
    for (const auto* name : {"", "A", "A.TXT", "A.DAT"}) {
      CHECK(encoding(file, name) == AttachmentEncoding::Plain);
      CHECK(encoding(in_string_cipher(file), name) == AttachmentEncoding::StringCipher);
      CHECK(encoding(in_store_cipher(file), name) == AttachmentEncoding::StoreCipher);
      CHECK(encoding(longer, name) == AttachmentEncoding::Unknown);
    }
  }
}

TEST_CASE("the string cipher is tried under the key of the post office") {
  const wgpo::StringKey other = {0x51, 0x37, 0x68, 0x4C, 0x77, 0x32, 0x5A, 0x6B};
  const Bytes file = in_string_cipher(english(500), other);

  CHECK(encoding(file, "NOTES.TXT") == AttachmentEncoding::Unknown);
  CHECK(wgpo::judge_attachment(file, "NOTES.TXT", other).encoding ==
        AttachmentEncoding::StringCipher);
  CHECK(wgpo::decode_attachment(file, AttachmentEncoding::StringCipher, other) == english(500));
}

TEST_CASE("from 200 bytes on, text under the name of a text is what it is") {
  for (const auto* name : {"NOTES.TXT", "notes.txt", "C:\\AUTOEXEC.BAT"}) {
    for (const std::size_t size : {200U, 201U, 5000U}) {
      const Bytes plain = english(size);
      CHECK(encoding(plain, name) == AttachmentEncoding::Plain);
      CHECK(encoding(in_string_cipher(plain), name) == AttachmentEncoding::StringCipher);
      CHECK(encoding(in_store_cipher(plain), name) == AttachmentEncoding::StoreCipher);
    }
  }
}

TEST_CASE("below 200 bytes text proves nothing, for another cipher makes other text of it") {
  for (const std::size_t size : {0U, 1U, 50U, 199U}) {
    CHECK(encoding(english(size), "NOTES.TXT") == AttachmentEncoding::Unknown);
    CHECK(encoding(in_string_cipher(english(size)), "NOTES.TXT") == AttachmentEncoding::Unknown);
  }
}

TEST_CASE("text under a name that says nothing of text proves nothing") {
  for (const auto* name : {"A.ZIP", "A.TXT.EXE", ""}) {
    CHECK(encoding(english(1000), name) == AttachmentEncoding::Unknown);
    CHECK(encoding(in_string_cipher(english(1000)), name) == AttachmentEncoding::Unknown);
  }
}

TEST_CASE("five bytes in a hundred of a text may be anything") {
  Bytes file = english(200);
  for (std::size_t i = 0; i < 10; ++i) {
    file[i * 7] = std::byte{1};
  }
  CHECK(encoding(file, "NOTES.TXT") == AttachmentEncoding::Plain);

  file[150] = std::byte{1};
  CHECK(encoding(file, "NOTES.TXT") == AttachmentEncoding::Unknown);
}

TEST_CASE("noise is never taken for a file, whatever its name") {
  std::mt19937 random(8);
  for (int round = 0; round < 3000; ++round) {
    Bytes file(random() % 600);
    for (std::byte& byte : file) {
      byte = static_cast<std::byte>(random());
    }
    for (const auto* name : {"NOTES.TXT", "A.ZIP", ""}) {
      CHECK(wgpo::judge_attachment(file, name, kKnownKey).encoding == AttachmentEncoding::Unknown);
    }
  }
}

TEST_CASE("of a file that is not understood it is told whether it was too short") {
  CHECK(wgpo::judge_attachment(english(199), "A.DAT", kKnownKey).evidence !=
        wgpo::judge_attachment(english(200), "A.DAT", kKnownKey).evidence);
}

TEST_CASE("the content is what was enciphered, and that of an unknown file its bytes") {
  const Bytes plain = english(700);

  CHECK(wgpo::decode_attachment(plain, AttachmentEncoding::Plain, kKnownKey) == plain);
  CHECK(wgpo::decode_attachment(in_string_cipher(plain), AttachmentEncoding::StringCipher,
                                kKnownKey) == plain);
  CHECK(wgpo::decode_attachment(in_store_cipher(plain), AttachmentEncoding::StoreCipher,
                                kKnownKey) == plain);
  CHECK(wgpo::decode_attachment(plain, AttachmentEncoding::Unknown, kKnownKey) == plain);
  for (const auto each : {AttachmentEncoding::Plain, AttachmentEncoding::StringCipher,
                          AttachmentEncoding::StoreCipher, AttachmentEncoding::Unknown}) {
    CHECK(wgpo::decode_attachment({}, each, kKnownKey).empty());
  }
}

TEST_CASE("the store's cipher goes on beyond 64 KiB") {
  const Bytes plain = english(0x10000 + 500);

  CHECK(encoding(in_store_cipher(plain), "NOTES.TXT") == AttachmentEncoding::StoreCipher);
  CHECK(wgpo::decode_attachment(in_store_cipher(plain), AttachmentEncoding::StoreCipher,
                                kKnownKey) == plain);
}

}  // namespace
}  // namespace attachment_file_test
