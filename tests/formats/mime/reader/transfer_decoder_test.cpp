#include "formats/mime/reader/transfer_decoder.h"

#include <catch2/catch.hpp>

#include "formats/bytes/base64.h"
#include "formats/bytes/byte_source.h"
#include "formats/mime/reader/content.h"

using mime::Coding;
using mime::CodingFaults;

namespace {

/// Decodes `text` in pieces of `piece` bytes.
std::string decode(std::string_view text, Coding coding, CodingFaults& faults,
                   std::size_t piece = 1000) {
  mime::TransferDecoder decoder(coding);
  std::vector<std::byte> out;
  auto rest = std::as_bytes(std::span(text));
  while (!rest.empty()) {
    const auto head = rest.first(std::min(piece, rest.size()));
    decoder.decode(head, out);
    rest = rest.subspan(head.size());
  }
  decoder.finish(out);
  faults = decoder.faults();
  return std::string(bytes::as_text(out));
}

std::string decode_clean(std::string_view text, Coding coding) {
  CodingFaults faults;
  const std::string whole = decode(text, coding, faults);
  CHECK_FALSE(faults.any());
  for (std::size_t piece = 1; piece < 8; ++piece) {
    CHECK(decode(text, coding, faults, piece) == whole);
    CHECK_FALSE(faults.any());
  }
  return whole;
}

}  // namespace

TEST_CASE("base64 comes back as it was, whatever its length and lines") {
  std::string data;
  for (int i = 0; i < 300; ++i) {
    data += static_cast<char>(i * 37);
    const std::string encoded = bytes::encode_base64(std::string_view(data));
    std::string lines;
    for (std::size_t k = 0; k < encoded.size(); k += 10) {
      lines += encoded.substr(k, 10) + (k % 20 == 0 ? "\r\n" : " \n");
    }
    CodingFaults faults;
    CHECK(decode(lines, Coding::Base64, faults, 7) == data);
    CHECK_FALSE(faults.any());
  }
}

TEST_CASE("base64 with foreign characters keeps what decodes and counts them") {
  CodingFaults faults;

  CHECK(decode("SGVs!bG8gd29y\r\n*bGQ=", Coding::Base64, faults) == "Hello world");
  CHECK(faults == CodingFaults{.characters = 2, .first = 4});
}

TEST_CASE("base64 that breaks off keeps its whole bytes and says so") {
  CodingFaults faults;

  CHECK(decode("SGVsbG8gd29ybG", Coding::Base64, faults) == "Hello worl");
  CHECK(faults.is_truncated);
  CHECK(decode("SGVsbG8gd", Coding::Base64, faults) == "Hello ");
  CHECK(faults.is_truncated);
}

TEST_CASE("two base64 texts one behind the other are both decoded, and told") {
  CodingFaults faults;

  CHECK(decode("SGk=SGk=", Coding::Base64, faults) == "HiHi");
  CHECK(faults == CodingFaults{.characters = 1, .first = 4});
  CHECK(decode("SGk=", Coding::Base64, faults) == "Hi");
  CHECK_FALSE(faults.any());
}

TEST_CASE("quoted-printable: escapes, soft line breaks, white space of the transport") {
  CHECK(decode_clean("caf=C3=A9=\r\n au lait  \r\nd=e9j=E0", Coding::QuotedPrintable) ==
        "caf\xC3\xA9 au lait\r\nd\xE9j\xE0");
  CHECK(decode_clean("a= \t\nb\nc=", Coding::QuotedPrintable) == "ab\nc");
}

TEST_CASE("what is no escape in quoted-printable stays, and is counted") {
  CodingFaults faults;

  CHECK(decode("1=2 a=ZZ =4", Coding::QuotedPrintable, faults) == "1=2 a=ZZ =4");
  CHECK(faults == CodingFaults{.characters = 3, .first = 1});
}

TEST_CASE("a line of quoted-printable without end takes no memory without end") {
  CodingFaults faults;
  const std::string text(3 * mime::TransferDecoder::kLongestLine, 'x');

  CHECK(decode(text, Coding::QuotedPrintable, faults) == text);
}

TEST_CASE("uuencode between its begin and end lines") {
  CHECK(decode_clean("begin 644 cat.txt\n#0V%T\n`\nend\n", Coding::Uuencode) == "Cat");
  CHECK(decode_clean("begin 644 a\r\n#0V%T\r\n \r\nend\r\n", Coding::Uuencode) == "Cat");
}

TEST_CASE("uuencode without end, and what stands around it, is told") {
  CodingFaults faults;

  CHECK(decode("hello\nbegin 644 a\n#0V%T\n", Coding::Uuencode, faults) == "Cat");
  CHECK(faults.is_truncated);
  CHECK(faults.unclaimed == 5);
}

TEST_CASE("hexadecimal digits, two a byte") {
  CHECK(decode_clean("48 65\r\n6c6C6F", Coding::Hex) == "Hello");
  CodingFaults faults;
  CHECK(decode("486g5", Coding::Hex, faults) == "He");
  CHECK(faults.characters == 1);
}

TEST_CASE("a survey tells size and kind of text, also of characters split between pieces") {
  const std::string text = std::string(64 * 1024 - 1, 'a') + "\xC3\xA9";
  auto survey = mime::survey_content(std::as_bytes(std::span(text)), Coding::None);
  CHECK(survey.size == text.size());
  CHECK_FALSE(survey.is_ascii);
  CHECK(survey.is_utf8);

  const std::string latin = "caf\xE9 au lait";
  survey = mime::survey_content(std::as_bytes(std::span(latin)), Coding::None);
  CHECK_FALSE(survey.is_utf8);
  const std::string cut = "caf\xC3";
  CHECK_FALSE(mime::survey_content(std::as_bytes(std::span(cut)), Coding::None).is_utf8);
}

TEST_CASE("content is the same each time it is read, in reads of any size") {
  const std::string text = "SGVsbG8gd29ybGQh";
  const auto blob = mime::make_content(std::as_bytes(std::span(text)), Coding::Base64, 12, nullptr);
  for (std::size_t size = 1; size < 14; ++size) {
    auto stream = blob->open().value();
    std::vector<std::byte> piece(size);
    std::string all;
    for (auto got = stream->read(piece).value(); got != 0; got = stream->read(piece).value()) {
      all += bytes::as_text(std::span(piece).first(got));
    }
    CHECK(all == "Hello world!");
  }
}
