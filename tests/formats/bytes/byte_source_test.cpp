#include "formats/bytes/byte_source.h"

#include <catch2/catch.hpp>

namespace bytes {
namespace {

TEST_CASE("a blob yields the same bytes on every pass") {
  const Blob blob = make_blob(std::string_view("poste restante"));

  CHECK(blob->size() == 14);
  CHECK(read_all_text(*blob, 100).value() == "poste restante");
  CHECK(read_all_text(*blob, 100).value() == "poste restante");
}

TEST_CASE("an empty blob is at its end at once") {
  CHECK(read_all(*make_blob(std::string_view()), 0).value().empty());
}

TEST_CASE("a stream outlives the blob it came from") {
  auto blob = make_blob(std::string_view("abc"));
  auto stream = blob->open().value();
  blob.reset();
  std::array<std::byte, 8> into{};

  CHECK(stream->read(into).value() == 3);
  CHECK(as_text(std::span(into).first(3)) == "abc");
}

TEST_CASE("reading all of a blob stops at the limit") {
  const Blob blob = make_blob(std::string(200'000, 'x'));

  CHECK(read_all(*blob, 200'000).has_value());
  const auto over = read_all(*blob, 199'999);
  REQUIRE_FALSE(over.has_value());
  CHECK(over.error().kind == ErrorKind::LimitExceeded);
}

}  // namespace
}  // namespace bytes
