#include <catch2/catch.hpp>

#include "entities.h"
#include "formats/mime/header_text.h"

using mime::decode_imcea;
using mime::encode_imcea;
using mime::Imcea;

TEST_CASE("an MS address is encapsulated as Microsoft's own example") {
  CHECK(encode_imcea("MS", "msnet/mspo/myname", "company.com") ==
        "IMCEAMS-msnet_mspo_myname@company.com");
}

TEST_CASE("blanks and underscores are escaped") {
  CHECK(encode_imcea("CCMAIL", "Jane Doe at NYPO", "ccmail.invalid") ==
        "IMCEACCMAIL-Jane+20Doe+20at+20NYPO@ccmail.invalid");
  CHECK(encode_imcea("ex", "/o=A/cn=B_C", "x") == "IMCEAEX-_o=A_cn=B+5FC@x");
}

TEST_CASE("a character beyond ASCII is escaped octet by octet") {
  CHECK(encode_imcea("FAX", "\xC3\xA4@1", "x") == "IMCEAFAX-+C3+A4+401@x");
}

TEST_CASE("an address too long for its local part is refused") {
  CHECK(encode_imcea("X", std::string(57, 'a'), "x", 64) ==
        "IMCEAX-" + std::string(57, 'a') + "@x");
  CHECK(encode_imcea("X", std::string(58, 'a'), "x", 64) == std::nullopt);
}

TEST_CASE("an address that fits no header line is refused") {
  CHECK(encode_imcea("X", std::string(900, 'a'), "x").has_value());
  CHECK(encode_imcea("X", std::string(1000, 'a'), "x") == std::nullopt);
}

TEST_CASE("a type that could not be read back is refused") {
  CHECK(encode_imcea("", "a", "x") == std::nullopt);
  CHECK(encode_imcea("A-B", "a", "x") == std::nullopt);
}

TEST_CASE("any address comes back from its encapsulation") {
  test::Random random(3);
  for (int round = 0; round < 300; ++round) {
    const std::string address = test::random_bytes(random, 60);

    const auto encoded = encode_imcea("Notes", address, "notes.invalid");

    REQUIRE(encoded);
    CHECK(decode_imcea(*encoded) == Imcea{.type = "NOTES", .address = address});
  }
}

TEST_CASE("the case of the prefix does not matter") {
  CHECK(decode_imcea("imceams-n_p_m@x") == Imcea{.type = "MS", .address = "n/p/m"});
}

TEST_CASE("what is no encapsulation is none") {
  for (const char* other : {"", "ann@example.com", "IMCEAMS-a", "IMCEA-a@x", "IMCEAMS@x",
                            "IMCEAMS-+4@x", "IMCEAMS-+GG@x", "IMCEA.X-a@x"}) {
    INFO(other);
    CHECK(decode_imcea(other) == std::nullopt);
  }
}
