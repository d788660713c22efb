#include <catch2/catch.hpp>

#include "entities.h"
#include "formats/text/code_page.h"
#include "mime_decoder.h"

namespace {

std::string header_of(const std::string& message) {
  return message.substr(0, message.find("\r\n\r\n") + 2);
}

std::size_t longest_line(std::string_view text) {
  std::size_t longest = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find("\r\n"), text.size());
    longest = std::max(longest, end);
    text.remove_prefix(std::min(end + 2, text.size()));
  }
  return longest;
}

}  // namespace

TEST_CASE("an ordinary file name stands as it is") {
  CHECK(header_of(test::written(test::attachment("x", "REPORT.DOC"))) ==
        "MIME-Version: 1.0\r\n"
        "Content-Type: application/octet-stream; name=REPORT.DOC\r\n"
        "Content-Transfer-Encoding: base64\r\n"
        "Content-Disposition: attachment; filename=REPORT.DOC\r\n");
}

TEST_CASE("Q152166 a name with a period and blanks is unchanged") {
  auto entity = test::attachment("x", "Excel 4.0 Test");
  entity.content_type.type = "application/vnd.ms-excel";

  const auto part = test::decode_message(test::written(entity));

  CHECK(part.type == "application/vnd.ms-excel");
  CHECK(part.type_parameters.at("name") == "Excel 4.0 Test");
  CHECK(part.disposition_parameters.at("filename") == "Excel 4.0 Test");
  CHECK(part.field("Content-Disposition") == "attachment; filename=\"Excel 4.0 Test\"");
}

TEST_CASE("Q258319 a name of 300 cp932 bytes is written once, as RFC 2231 segments") {
  std::string cp932;
  for (int i = 0; i < 150; ++i) {
    cp932 += i % 2 == 0 ? "\x93\xFA" : "\x96\x7B";
  }
  const std::string name = text::decode(cp932, 932).utf8;

  const std::string message = test::written(test::attachment("x", name));

  CHECK(longest_line(header_of(message)) <= 76);
  CHECK(message.find("filename*0*=utf-8''%E6%97%A5") != std::string::npos);
  CHECK(message.find("filename=") == std::string::npos);
  CHECK(message.find("filename*0*=") == message.rfind("filename*0*="));
  const auto part = test::decode_message(message);
  CHECK(part.disposition_parameters.at("filename") == name);
  CHECK(part.type_parameters.at("name") == name);
}

TEST_CASE("a long file name with blanks is unchanged") {
  const std::string name = "Longfilename with blanks.txt";
  CHECK(test::decode_message(test::written(test::attachment("x", name)))
            .disposition_parameters.at("filename") == name);
}

TEST_CASE("a double-byte name becomes an RFC 2231 parameter") {
  const std::string name = text::decode("\x93\xFA\x96\x7B.DOC", 932).utf8;
  CHECK(
      test::written(test::attachment("x", name)).find("filename*=utf-8''%E6%97%A5%E6%9C%AC.DOC") !=
      std::string::npos);
}

TEST_CASE("a parameter cannot break out of its header") {
  const std::string name = "a\r\nBcc: eve@example.com\r\n\r\nb\"\\;";

  const auto part = test::decode_message(test::written(test::attachment("x", name)));

  CHECK(part.field("Bcc") == "(none)");
  CHECK(part.disposition_parameters.at("filename") == name);
}

TEST_CASE("an empty parameter is an empty quoted-string") {
  CHECK(test::written(test::attachment("x", "")).find("filename=\"\"") != std::string::npos);
}

TEST_CASE("any name comes back from its parameter, on lines of at most 76") {
  test::Random random(7);
  for (int round = 0; round < 500; ++round) {
    const std::string name = test::random_text(random, 120);

    const std::string message = test::written(test::attachment("x", name));

    CHECK(longest_line(header_of(message)) <= 76);
    CHECK(test::decode_message(message).disposition_parameters.at("filename") == name);
  }
}
