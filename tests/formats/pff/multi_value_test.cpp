#include "formats/pff/multi_value.h"

#include <initializer_list>

#include <catch2/catch.hpp>

namespace {

using Bytes = std::vector<std::byte>;

Bytes data(std::initializer_list<int> values) {
  Bytes result;
  for (const int value : values) {
    result.push_back(static_cast<std::byte>(value));
  }
  return result;
}

}  // namespace

TEST_CASE("a multiple Binary is taken apart by its offsets, empty values included") {
  const auto raw = data({3, 0, 0, 0, 16, 0, 0, 0, 18, 0, 0, 0, 18, 0, 0, 0, 0xAA, 0xBB, 0xCC});

  const auto values = pff::split_multi_value(0x1102, raw);

  REQUIRE(values.has_value());
  CHECK(*values == std::vector<Bytes>{data({0xAA, 0xBB}), {}, data({0xCC})});
}

TEST_CASE("a multiple Integer16 is an array") {
  const auto values = pff::split_multi_value(0x1002, data({1, 0, 2, 0}));

  REQUIRE(values.has_value());
  CHECK(*values == std::vector<Bytes>{data({1, 0}), data({2, 0})});
}

TEST_CASE("no bytes are no values") {
  CHECK(pff::split_multi_value(0x1102, {}) == std::vector<Bytes>{});
}

TEST_CASE("what does not add up is not taken apart") {
  CHECK_FALSE(pff::split_multi_value(0x1003, data({1, 0, 0})));        // not a multiple of 4
  CHECK_FALSE(pff::split_multi_value(0x1102, data({1, 0})));           // no count
  CHECK_FALSE(pff::split_multi_value(0x1102, data({9, 0, 0, 0, 0})));  // more than there are
  CHECK_FALSE(pff::split_multi_value(0x1102, data({1, 0, 0, 0, 9, 0, 0, 0})));  // past the end
  CHECK_FALSE(pff::split_multi_value(0x10FF, data({1})));                       // no such type
}
