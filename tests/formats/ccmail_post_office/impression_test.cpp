#include "formats/ccmail_post_office/impression.h"

#include <catch2/catch.hpp>
#include <random>

using ccmail_post_office::Impression;
using ccmail_post_office::ImpressionTaker;
using ccmail_post_office::PlainRun;

namespace {

Impression impression_of(std::string_view text, std::size_t piece = 1000) {
  ImpressionTaker taker;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    taker.take(std::as_bytes(std::span(text.substr(at, piece))));
  }
  return taker.finish();
}

TEST_CASE("entropy is 0 of one value and 8 of all values alike") {
  std::string all;
  for (int round = 0; round < 4; ++round) {
    for (int value = 0; value < 256; ++value) {
      all += static_cast<char>(value);
    }
  }

  CHECK(impression_of(std::string(500, '\0')).entropy == 0.0);
  CHECK(impression_of(all).entropy == Approx(8.0));
  CHECK(entropy_text(impression_of(all)) == "8.00");
  CHECK(entropy_text(impression_of(std::string("\0\1", 2))) == "1.00");
  CHECK(impression_of("").entropy == 0.0);
}

TEST_CASE("a run of 32 plain bytes is told with its place, one of 31 is not") {
  const std::string text = std::string(31, 'a') + '\0' + std::string(32, 'b') + '\xFF';

  const auto seen = impression_of(text);

  CHECK(seen.runs ==
        std::vector<PlainRun>{{.offset = 32, .length = 32, .text = std::string(32, 'b')}});
  CHECK(seen.plain == 32);
}

TEST_CASE("pieces make no difference, also in the middle of a run") {
  std::mt19937 random(7);
  std::string text;
  for (int i = 0; i < 3000; ++i) {
    text += random() % 40 == 0 ? '\x01' : static_cast<char>('a' + random() % 26);
  }

  const auto whole = impression_of(text, text.size());
  for (const std::size_t piece : {1U, 2U, 31U, 33U, 1024U}) {
    const auto parts = impression_of(text, piece);
    CHECK(parts.runs == whole.runs);
    CHECK(parts.run_count == whole.run_count);
    CHECK(parts.plain == whole.plain);
    CHECK(parts.entropy == whole.entropy);
  }
}

TEST_CASE("of many runs the first are kept and all are counted, of a long one the beginning") {
  std::string text;
  for (int i = 0; i < 100; ++i) {
    text += std::string(200, 'x') + '\0';
  }

  const auto seen = impression_of(text);

  CHECK(seen.run_count == 100);
  CHECK(seen.runs.size() == ccmail_post_office::kKeptRuns);
  CHECK(seen.runs[0].length == 200);
  CHECK(seen.runs[0].text.size() == ccmail_post_office::kKeptText);
}

}  // namespace
