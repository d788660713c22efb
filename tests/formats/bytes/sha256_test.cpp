#include "formats/bytes/sha256.h"

#include <catch2/catch.hpp>

#include "formats/bytes/hex.h"

namespace bytes {
namespace {

// FIPS 180-2, appendix B.1.
TEST_CASE("SHA-256 of abc is the published value, in one piece and in several") {
  const std::string expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  Sha256 pieces;
  pieces.update(std::as_bytes(std::span("a").first(1)));
  pieces.update({});
  pieces.update(std::as_bytes(std::span("bc").first(2)));

  CHECK(to_hex(sha256(std::as_bytes(std::span("abc").first(3)))) == expected);
  CHECK(to_hex(pieces.finish()) == expected);
}

}  // namespace
}  // namespace bytes
