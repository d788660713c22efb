#include "formats/bagit/bag_text.h"

#include <catch2/catch.hpp>

namespace bag_text_test {

TEST_CASE(
    "a path in a manifest is percent-encoded where it would break the line, and there alone") {
  CHECK(bagit::manifest_line("00ff", "data/a b/\xC3\xBC.eml") == "00ff  data/a b/\xC3\xBC.eml\n");
  CHECK(bagit::manifest_line("00ff", "data/a\r\nb%0A") == "00ff  data/a%0D%0Ab%250A\n");
}

TEST_CASE("a value in bag-info is one line") {
  CHECK(bagit::info_text({{"Bag-Type", "Mailbag"}, {"Source", "a\nb"}}) ==
        "Bag-Type: Mailbag\nSource: a b\n");
}

TEST_CASE("Payload-Oxum is octets, a dot, and files") {
  CHECK(bagit::oxum({.octets = 279164409832, .files = 1198}) == "279164409832.1198");
}

}  // namespace bag_text_test
