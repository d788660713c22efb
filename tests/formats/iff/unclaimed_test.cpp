#include "formats/iff/unclaimed_sections.h"

#include <catch2/catch.hpp>

#include "formats/bytes/range_map.h"
#include "tests/formats/iff/north.h"
#include "tests/formats/iff/secondary_maker.h"

using iff::Unclaimed;
using test::bytes_of;
using test::SecondaryMaker;

namespace {

std::vector<Unclaimed> unclaimed(std::string_view file, const std::vector<std::uint64_t>& pointers,
                                 bytes::DamageLog& damage) {
  const iff::Secondary secondary(bytes_of(file), pointers);
  std::vector<Unclaimed> found;
  iff::find_unclaimed(secondary, damage, [&](const Unclaimed& one) {
    found.push_back(one);
    return true;
  });
  return found;
}

}  // namespace

TEST_CASE("nothing of the fixture is unclaimed when every section is named") {
  bytes::DamageLog damage;
  REQUIRE(unclaimed(test::kNorthSec, {50, 92, 187, 248, 303}, damage).empty());
  REQUIRE(damage.total() == 0);
}

TEST_CASE("Q240873 each section that no row names is told, with all its bytes") {
  for (const std::uint64_t left_out : {50U, 92U, 187U, 248U, 303U}) {
    std::vector<std::uint64_t> pointers = {50, 92, 187, 248, 303};
    std::erase(pointers, left_out);
    bytes::DamageLog damage;

    const auto found = unclaimed(test::kNorthSec, pointers, damage);

    REQUIRE(found.size() == 1);
    REQUIRE(found[0].offset == left_out);
    REQUIRE_FALSE(found[0].chain.parts.empty());
  }
}

TEST_CASE("bytes that are no section are told as such") {
  SecondaryMaker maker;
  maker.text() += "this is no section\r\n";
  const auto first = maker.add("Body", "one");
  const auto second = maker.add("Body", "two");
  maker.text() += std::string("\0\x1A\r\n ", 5);
  bytes::DamageLog damage;

  const auto found = unclaimed(maker.text(), {first, second}, damage);

  REQUIRE(found.size() == 1);
  REQUIRE(found[0].offset == 50);
  REQUIRE(found[0].length == 20);
  REQUIRE(found[0].chain.parts.empty());
}

TEST_CASE("named and unclaimed sections together are the whole file") {
  SecondaryMaker maker;
  std::vector<std::uint64_t> pointers;
  for (int i = 0; i < 50; ++i) {
    const auto place = maker.add("Body", std::string(static_cast<std::size_t>(i), 'x'),
                                 i % 3 == 0 ? "FALSE" : "TRUE");
    if (i % 3 == 0) {
      maker.add("Attachment", "data", "TRUE", "a.bin");
    }
    if (i % 5 != 0) {
      pointers.push_back(place);
    }
  }
  const iff::Secondary secondary(maker.bytes(), pointers);
  bytes::RangeMap map(maker.text().size());
  bytes::DamageLog damage;
  map.claim({.offset = 0, .length = 50, .owner = "header"}, damage);
  for (const auto pointer : pointers) {
    const auto chain = secondary.read_chain(pointer, damage);
    map.claim({.offset = chain.begin, .length = chain.end - chain.begin, .owner = "message"},
              damage);
  }

  iff::find_unclaimed(secondary, damage, [&](const Unclaimed& one) {
    map.claim({.offset = one.offset, .length = one.length, .owner = "unclaimed"}, damage);
    return true;
  });

  REQUIRE(map.unclaimed().empty());
  REQUIRE(damage.total() == 0);
}

TEST_CASE("a file that does not begin with its header line is told") {
  bytes::DamageLog damage;
  REQUIRE(unclaimed("Body,3,,TRUE,,,\r\none\r\n", {0}, damage).empty());
  REQUIRE(damage.items().at(0).field == "SEC.header");
}
