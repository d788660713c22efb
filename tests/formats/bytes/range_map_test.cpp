#include "formats/bytes/range_map.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

namespace bytes {
namespace {

TEST_CASE("what nobody claims is named") {
  RangeMap map(100);
  DamageLog damage;
  map.claim({.offset = 10, .length = 20, .owner = "header"}, damage);
  map.claim({.offset = 50, .length = 50, .owner = "page"}, damage);

  CHECK(map.unclaimed() == std::vector<Range>{{.offset = 0, .length = 10, .owner = "unclaimed"},
                                              {.offset = 30, .length = 20, .owner = "unclaimed"}});
  CHECK(damage.total() == 0);
}

TEST_CASE("neighbours of one owner are one claim") {
  RangeMap map(30);
  DamageLog damage;
  map.claim({.offset = 10, .length = 10, .owner = "page"}, damage);
  map.claim({.offset = 0, .length = 10, .owner = "page"}, damage);
  map.claim({.offset = 20, .length = 10, .owner = "block"}, damage);

  CHECK(map.claims() == std::vector<Range>{{.offset = 0, .length = 20, .owner = "page"},
                                           {.offset = 20, .length = 10, .owner = "block"}});
}

TEST_CASE("bytes claimed twice stay with the first owner and are reported") {
  RangeMap map(100);
  DamageLog damage;
  map.claim({.offset = 20, .length = 20, .owner = "first"}, damage);
  map.claim({.offset = 10, .length = 40, .owner = "second"}, damage);

  CHECK(map.claims() == std::vector<Range>{{.offset = 10, .length = 10, .owner = "second"},
                                           {.offset = 20, .length = 20, .owner = "first"},
                                           {.offset = 40, .length = 10, .owner = "second"}});
  REQUIRE(damage.total() == 1);
  CHECK(damage.items()[0] == Damage{.offset = 20,
                                    .length = 20,
                                    .kind = DamageKind::Inconsistent,
                                    .field = "second",
                                    .found = 10,
                                    .expected = 20});
}

TEST_CASE("a claim past the end of the file is cut and reported") {
  RangeMap map(100);
  DamageLog damage;
  map.claim({.offset = 90, .length = UINT64_MAX, .owner = "block"}, damage);
  map.claim({.offset = 200, .length = 1, .owner = "far"}, damage);

  CHECK(map.claims() == std::vector<Range>{{.offset = 90, .length = 10, .owner = "block"}});
  CHECK(damage.total() == 2);
}

TEST_CASE("claims and gaps together always make the whole file") {
  std::mt19937 random(7);  // NOLINT(cert-msc*): the same trials every time
  for (int trial = 0; trial < 200; ++trial) {
    RangeMap map(64);
    DamageLog damage;
    for (int i = 0; i < 12; ++i) {
      map.claim({.offset = random() % 80, .length = random() % 20, .owner = "x"}, damage);
    }

    std::uint64_t sum = 0;
    for (const auto& range : map.claims()) {
      sum += range.length;
    }
    for (const auto& range : map.unclaimed()) {
      sum += range.length;
    }
    CHECK(sum == 64);
  }
}

TEST_CASE("a mark gives bytes another class and leaves their owner") {
  RangeMap map(100);
  DamageLog damage;
  map.claim({.offset = 10, .length = 20, .owner = "block", .kind = RangeClass::Data, .group = 3},
            damage);
  map.claim({.offset = 40, .length = 20, .owner = "page", .kind = RangeClass::Index}, damage);
  map.mark(20, 30, RangeClass::Unreadable);
  map.mark(95, UINT64_MAX, RangeClass::Unreadable);
  map.mark(100, 5, RangeClass::Free);
  map.mark(12, 0, RangeClass::Free);

  const auto bad = RangeClass::Unreadable;
  CHECK(map.all() ==
        std::vector<Range>{
            {.offset = 0, .length = 10, .owner = "unclaimed"},
            {.offset = 10, .length = 10, .owner = "block", .kind = RangeClass::Data, .group = 3},
            {.offset = 20, .length = 10, .owner = "block", .kind = bad, .group = 3},
            {.offset = 30, .length = 10, .owner = "unclaimed", .kind = bad},
            {.offset = 40, .length = 10, .owner = "page", .kind = bad},
            {.offset = 50, .length = 10, .owner = "page", .kind = RangeClass::Index},
            {.offset = 60, .length = 35, .owner = "unclaimed"},
            {.offset = 95, .length = 5, .owner = "unclaimed", .kind = bad}});
  CHECK(damage.total() == 0);
}

TEST_CASE("claims and marks in any order make the whole file once") {
  std::mt19937 random(9);  // NOLINT(cert-msc*): the same trials every time
  for (int trial = 0; trial < 200; ++trial) {
    RangeMap map(64);
    DamageLog damage;
    std::vector<RangeClass> expected(64, RangeClass::Unreferenced);
    std::vector<bool> taken(64);
    for (int i = 0; i < 12; ++i) {
      const std::uint64_t offset = random() % 64;
      const std::uint64_t length = random() % 20;
      const bool marks = i % 3 == 2;
      const auto kind = static_cast<RangeClass>(random() % kRangeClasses);
      if (marks) {
        map.mark(offset, length, kind);
      } else {
        map.claim({.offset = offset, .length = length, .owner = "x", .kind = kind}, damage);
      }
      for (auto at = offset; at < std::min<std::uint64_t>(64, offset + length); ++at) {
        expected[at] = marks || !taken[at] ? kind : expected[at];
        taken[at] = true;
      }
    }
    std::vector<RangeClass> found;
    for (const auto& range : map.all()) {
      CHECK(range.offset == found.size());
      found.insert(found.end(), range.length, range.kind);
    }
    CHECK(found == expected);
  }
}

}  // namespace
}  // namespace bytes
