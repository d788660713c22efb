#include <catch2/catch.hpp>

#include <string_view>

#include "formats/bytes/hex.h"
#include "formats/bytes/md5.h"

namespace {

std::string digest_of(std::string_view text) {
  return bytes::to_hex(bytes::md5(std::as_bytes(std::span(text))));
}

}  // namespace

TEST_CASE("MD5 gives the digests of RFC 1321, A.5") {
  CHECK(digest_of("") == "d41d8cd98f00b204e9800998ecf8427e");
  CHECK(digest_of("abc") == "900150983cd24fb0d6963f7d28e17f72");
}

TEST_CASE("MD5 of pieces is that of the whole") {
  bytes::Md5 pieces;
  pieces.update(std::as_bytes(std::span(std::string_view("ab"))));
  pieces.update({});
  pieces.update(std::as_bytes(std::span(std::string_view("c"))));

  CHECK(bytes::to_hex(pieces.finish()) == "900150983cd24fb0d6963f7d28e17f72");
}
