#include <catch2/catch.hpp>
#include <random>

#include "formats/mime/reader/address_list.h"
#include "formats/mime/reader/mbox.h"
#include "tests/formats/mime/reader/read.h"

namespace {

const std::string kRich =
    "Received: from a by b; Tue, 14 Mar 1995 09:15:00 +0100\r\n"
    "From: =?iso-8859-1?Q?M=FCller?= <m@example.org>\r\n"
    "To: Team: a@b, \"C, D\" <c@d>;\r\n"
    "Content-Type: multipart/mixed; boundary=\"out\"\r\n"
    "\r\n"
    "preamble\r\n"
    "--out\r\n"
    "Content-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\nContent-Type: text/plain; charset*=us-ascii'en'utf-8\r\n\r\ntext\r\n"
    "--in\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: "
    "quoted-printable\r\n\r\n<p>=C3=A9=\r\n\r\n"
    "--in--\r\n\r\n"
    "--out\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nbody\r\n"
    "--out\r\nContent-Type: application/octet-stream; name*0=a; name*1=b\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nSGVsbG8gd29ybGQh\r\n"
    "--out--\r\nepilogue\r\n";

/// Visits every part: each lies inside the message, and what it has decodes.
void check_part(const mime::ReadPart& part, std::uint64_t end) {
  REQUIRE(part.offset + part.whole.size() <= end);
  REQUIRE(part.header.size() + part.body.size() <= part.whole.size());
  const auto survey = mime::survey_content(part.body, part.coding);
  const auto blob = mime::make_content(part.body, part.coding, survey.size, nullptr);
  REQUIRE(bytes::read_all(*blob, survey.size).value().size() == survey.size);
  for (const auto& field : part.fields.fields) {
    static_cast<void>(mime::parse_addresses(field.value, text::kWindows1252));
  }
  for (const mime::ReadPart& inner : part.parts) {
    check_part(inner, end);
  }
}

void check(const std::string& text) {
  const auto message = test::read(text, 1000);
  check_part(message->part, 1000 + text.size());
  for (const bytes::Damage& damage : message->damage.items()) {
    REQUIRE(damage.offset >= 1000);
    REQUIRE(damage.offset + damage.length <= 1000 + text.size());
  }
  mime::MboxReader mailbox(std::as_bytes(std::span(text)));
  while (mailbox.next()) {
  }
}

}  // namespace

TEST_CASE("a message cut anywhere is read as far as it goes") {
  for (std::size_t size = 0; size <= kRich.size(); ++size) {
    check(kRich.substr(0, size));
  }
}

TEST_CASE("flipped and changed bytes never take a part outside its message") {
  std::mt19937 random(19950314);
  constexpr int kSplices = 20'000;
  for (std::size_t i = 0; i < kRich.size(); ++i) {
    for (unsigned bit = 0; bit < 8; ++bit) {
      std::string text = kRich;
      text[i] = static_cast<char>(static_cast<unsigned char>(text[i]) ^ (1U << bit));
      check(text);
    }
  }
  for (int i = 0; i < kSplices; ++i) {
    std::string text = kRich;
    for (int k = 0; k < 12; ++k) {
      const std::size_t at = random() % text.size();
      const std::size_t from = random() % kRich.size();
      text.replace(at, random() % 20, kRich.substr(from, random() % 40));
      text += static_cast<char>(random());
      text[random() % text.size()] = static_cast<char>(random());
    }
    check(text);
  }
}
