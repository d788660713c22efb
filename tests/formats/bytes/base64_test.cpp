#include "formats/bytes/base64.h"

#include <catch2/catch.hpp>

#include "formats/bytes/byte_source.h"

namespace bytes {
namespace {

struct Vector {
  std::string_view plain;
  std::string_view encoded;
};

// RFC 4648 section 10.
constexpr Vector kVectors[] = {
    {"", ""},
    {"f", "Zg=="},
    {"fo", "Zm8="},
    {"foo", "Zm9v"},
    {"foob", "Zm9vYg=="},
    {"fooba", "Zm9vYmE="},
    {"foobar", "Zm9vYmFy"},
};

std::optional<std::string> decoded(std::string_view text) {
  const auto data = decode_base64(text);
  return data ? std::optional(std::string(as_text(*data))) : std::nullopt;
}

TEST_CASE("base64 gives the vectors of RFC 4648, and reads them") {
  for (const Vector& vector : kVectors) {
    CHECK(encode_base64(vector.plain) == vector.encoded);
    CHECK(decoded(vector.encoded) == vector.plain);
  }
}

TEST_CASE("every byte in every place comes back from base64") {
  for (int value = 0; value < 256; ++value) {
    for (const std::size_t place : {0U, 1U, 2U, 3U}) {
      std::string plain = "abcd";
      plain[place] = static_cast<char>(value);
      CHECK(decoded(encode_base64(plain)) == plain);
    }
  }
}

TEST_CASE("what is not base64 to the letter is refused") {
  CHECK_FALSE(decode_base64("Zg="));       // padding incomplete
  CHECK_FALSE(decode_base64("Zg"));        // none
  CHECK_FALSE(decode_base64("===="));      // nothing but padding
  CHECK_FALSE(decode_base64("Zg==Zg=="));  // padding in the middle
  CHECK_FALSE(decode_base64("Z==="));
  CHECK_FALSE(decode_base64("Zm 9"));
  CHECK_FALSE(decode_base64("Zm-_"));  // the alphabet of section 5
  CHECK_FALSE(decode_base64("Zm8\xC4"));
  CHECK_FALSE(decode_base64("Zh=="));  // unused bits that are not zero
  CHECK_FALSE(decode_base64("Zm9="));
}

TEST_CASE("base64 lines are full but for the last, and each ends with CRLF") {
  const std::string plain(kBase64LineBytes + 1, 'f');
  std::string lines(base64_lines_size(plain.size()), '\0');

  CHECK(encode_base64_lines(std::as_bytes(std::span(plain)), lines.data()) == lines.size());

  CHECK(lines == encode_base64(plain.substr(1)) + "\r\nZg==\r\n");
  CHECK(base64_lines_size(0) == 0);
  CHECK(base64_lines_size(kBase64LineBytes) == 78);
}

TEST_CASE(
    "lines of every number of bytes are those of the whole, cut up, and nothing more is read") {
  for (std::size_t size = 0; size <= 5 * kBase64LineBytes; ++size) {
    std::vector<std::byte> data(size);  // of its own for each: what reads beyond it is seen
    for (std::size_t i = 0; i < size; ++i) {
      data[i] = static_cast<std::byte>(i * 151 + size * 7);
    }
    const auto whole = encode_base64(std::span<const std::byte>(data));
    std::string expected;
    for (std::size_t at = 0; at < whole.size(); at += 76) {
      expected += whole.substr(at, 76) + "\r\n";
    }
    std::string lines(base64_lines_size(size), '\0');
    CHECK(encode_base64_lines(data, lines.data()) == lines.size());
    CHECK(lines == expected);
  }
}

}  // namespace
}  // namespace bytes
