#include "converters/pages/damage_strip.h"

#include <catch2/catch.hpp>

namespace damage_strip_test {

using convert::pages::DamageStrip;
using convert::pages::marks_in;

TEST_CASE("places stand in a reason as hexadecimal offsets, with or without a length") {
  const auto marks =
      marks_in("BLOCKTRAILER.cb: contradicts another field at 0x5BF0+2; x at 0x10, at 0x0+");
  REQUIRE(marks.size() == 3);
  CHECK(marks[0].offset == 0x5BF0);
  CHECK(marks[0].length == 2);
  CHECK(marks[1].offset == 0x10);
  CHECK(marks[1].length == 0);
  CHECK(marks[2].offset == 0);
  CHECK(marks[2].length == 0);
  CHECK(marks_in("nothing").empty());
}

TEST_CASE("words of a reason that only look like a place, and numbers too large, are no damage") {
  CHECK(marks_in("look at 0xZ, at 0x, at 0x-1, at 0x10000000000000000+1").empty());
  const auto marks = marks_in("at 0xZ at 0x20+99999999999999999999");
  REQUIRE(marks.size() == 1);
  CHECK(marks[0].offset == 0x20);
  CHECK(marks[0].length == 0);
}

TEST_CASE("a byte of damage in a gigabyte is seen") {
  DamageStrip strip;
  strip.add({.offset = 500'000'000, .length = 1, .is_loss = true});
  const std::string svg = strip.svg("a<b.pst", 1'000'000'000);
  CHECK(svg.find("class=\"lost\" x=\"500\" width=\"3\"") != std::string::npos);
  CHECK(svg.find("a&lt;b.pst: places of damage, from 0 to 0x3B9ACA00") != std::string::npos);
}

TEST_CASE("places beyond the end, and those of the largest numbers, stay in the picture") {
  DamageStrip strip;
  strip.add({.offset = UINT64_MAX, .length = UINT64_MAX, .is_loss = false});
  strip.add({.offset = 0, .length = 0, .is_loss = false});
  const std::string svg = strip.svg("x", 0);
  CHECK(svg.find("x=\"0\"") != std::string::npos);
  CHECK(svg.find("x=\"997\"") != std::string::npos);
  CHECK(svg.find("its size is not known") != std::string::npos);
}

TEST_CASE("places that are too many to draw are counted") {
  DamageStrip strip;
  for (std::size_t i = 0; i < convert::pages::kMostMarks + 2; ++i) {
    strip.add({.offset = i, .length = 1});
  }
  CHECK(strip.svg("x", 10).find("2 more places are not drawn") != std::string::npos);
}

}  // namespace damage_strip_test
