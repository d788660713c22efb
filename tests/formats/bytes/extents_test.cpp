#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <vector>

#include "formats/bytes/extents.h"

namespace extents_test {
namespace {

using bytes::Extent;
using bytes::Extents;

std::vector<Extent> parts_of(const Extents& set) {
  std::vector<Extent> parts;
  set.each([&](const Extent& part) { parts.push_back(part); });
  return parts;
}

}  // namespace

TEST_CASE("extents that touch or overlap are one") {
  Extents set;
  CHECK(set.empty());
  set.add(100, 10);
  set.add(120, 5);
  set.add(110, 10);
  set.add(50, 0);
  CHECK(parts_of(set) == std::vector<Extent>{{.offset = 100, .length = 25}});
  set.add(90, 100);
  CHECK(parts_of(set) == std::vector<Extent>{{.offset = 90, .length = 100}});
}

TEST_CASE("the first part of a range that is in the set is told") {
  Extents set;
  set.add(512, 512);
  set.add(2048, 512);
  CHECK(set.first_in(0, 512) == std::nullopt);
  CHECK(set.first_in(0, 513) == Extent{.offset = 512, .length = 1});
  CHECK(set.first_in(600, 10'000) == Extent{.offset = 600, .length = 424});
  CHECK(set.first_in(1024, 1024) == std::nullopt);
  CHECK(set.first_in(1024, UINT64_MAX) == Extent{.offset = 2048, .length = 512});
  CHECK(set.touch(2559, 1));
  CHECK(!set.touch(2560, 1));
  CHECK(!set.touch(600, 0));
}

TEST_CASE("extents agree with a set of single bytes") {
  std::mt19937 random(3);
  for (int round = 0; round < 50; ++round) {
    Extents set;
    std::set<std::uint64_t> bytes;
    for (int i = 0; i < 12; ++i) {
      const std::uint64_t offset = random() % 100;
      const std::uint64_t length = random() % 12;
      set.add(offset, length);
      for (auto at = offset; at < offset + length; ++at) {
        bytes.insert(at);
      }
    }
    for (std::uint64_t at = 0; at < 120; ++at) {
      CHECK(set.touch(at, 1) == bytes.contains(at));
    }
    const auto parts = parts_of(set);
    for (std::size_t i = 1; i < parts.size(); ++i) {
      CHECK(parts[i - 1].offset + parts[i - 1].length < parts[i].offset);
    }
  }
}

}  // namespace extents_test
