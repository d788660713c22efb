#include "formats/text/page_impression.h"

#include <catch2/catch.hpp>
#include <string_view>

#include "formats/text/code_page.h"

namespace {

text::PageImpression impression(std::string_view utf8, std::uint32_t page) {
  text::PageImpression made;
  const auto encoded = text::encode(utf8, page);
  REQUIRE(encoded);
  made.add(std::as_bytes(std::span(*encoded)));
  made.add(std::as_bytes(std::span(*encoded)));
  return made;
}

constexpr std::string_view kGerman =
    "Viele grüne Äpfel für München: über fünf läßt sich schön träumen, auch wärmer würde nützen. "
    "Öfter hört man Sätze über Bücher, die früher übersetzt wären";

TEST_CASE("text in a DOS page read as a Windows page is doubted, and the other way round") {
  CHECK(impression(kGerman, 850).doubt(1252).find("--charset 850") != std::string::npos);
  CHECK(impression(kGerman, 1252).doubt(850).find("--charset 1252") != std::string::npos);
}

TEST_CASE("text in its own page, ASCII and a few letters are not doubted") {
  CHECK(impression(kGerman, 850).doubt(850).empty());
  CHECK(impression(kGerman, 1252).doubt(1252).empty());
  CHECK(impression("plain ASCII text", 1252).doubt(850).empty());
  CHECK(impression("Grüße", 850).doubt(1252).empty());
  CHECK(impression(kGerman, 850).doubt(932).empty());
}

}  // namespace
