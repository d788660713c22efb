#include <catch2/catch.hpp>

#include "converters/mapi/mapi_to_model.h"
#include "tests/formats/mapi/hex.h"

namespace value_test {

using convert::mapi::read_value;
using convert::mapi::read_values;
using model::PropertyType;
using model::PropertyValue;
using model::Untyped;
using test::from_hex;

namespace {

PropertyType multiple(PropertyType type) {
  return static_cast<PropertyType>(static_cast<unsigned>(type) |
                                   static_cast<unsigned>(PropertyType::MultipleFlag));
}

}  // namespace

TEST_CASE("each single-valued type reads as its alternative") {
  CHECK(read_value(PropertyType::Integer16, from_hex("FEFF")) == PropertyValue(std::int16_t{-2}));
  CHECK(read_value(PropertyType::Integer32, from_hex("01020304")) ==
        PropertyValue(std::int32_t{0x04030201}));
  CHECK(read_value(PropertyType::ErrorCode, from_hex("0F010480")) ==
        PropertyValue(static_cast<std::int32_t>(0x8004010F)));
  CHECK(read_value(PropertyType::Integer64, from_hex("FFFFFFFFFFFFFFFF")) ==
        PropertyValue(std::int64_t{-1}));
  CHECK(read_value(PropertyType::Currency, from_hex("1027000000000000")) ==
        PropertyValue(std::int64_t{10'000}));
  CHECK(read_value(PropertyType::Floating32, from_hex("0000803F")) == PropertyValue(1.0F));
  CHECK(read_value(PropertyType::Floating64, from_hex("000000000000F03F")) == PropertyValue(1.0));
  CHECK(read_value(PropertyType::FloatingTime, from_hex("000000000000F03F")) == PropertyValue(1.0));
  CHECK(read_value(PropertyType::Time, from_hex("0100000000000000")) ==
        PropertyValue(model::FileTime{.ticks = 1}));
  CHECK(read_value(PropertyType::Boolean, from_hex("01")) == PropertyValue(true));
  CHECK(read_value(PropertyType::Boolean, from_hex("00000000")) == PropertyValue(false));
  CHECK(read_value(PropertyType::Null, {}) == PropertyValue());
  CHECK(read_value(PropertyType::Binary, from_hex("0102")) == PropertyValue(from_hex("0102")));
  CHECK(read_value(PropertyType::ServerId, from_hex("01")) == PropertyValue(from_hex("01")));
  CHECK(read_value(PropertyType::Object, from_hex("01")) == PropertyValue(from_hex("01")));
  CHECK(std::get<model::Guid>(read_value(PropertyType::Guid, from_hex(std::string(32, '7'))))
            .bytes[15] == std::byte{0x77});
}

TEST_CASE("text loses its terminating NUL and nothing else") {
  CHECK(read_value(PropertyType::String, from_hex("4100FC000000")) ==
        PropertyValue(std::string("A\xC3\xBC")));
  CHECK(read_value(PropertyType::String, from_hex("4100FC00")) ==
        PropertyValue(std::string("A\xC3\xBC")));
  CHECK(read_value(PropertyType::String8, from_hex("41FC00")) ==
        PropertyValue(model::String8{.bytes = "A\xFC"}));
  CHECK(read_value(PropertyType::String8, from_hex("41000000")) ==
        PropertyValue(model::String8{.bytes = std::string("A\0\0", 3)}));
  CHECK(read_value(PropertyType::String, {}) == PropertyValue(std::string()));
}

TEST_CASE("bytes that do not fit their type are kept untyped") {
  CHECK(read_value(PropertyType::Integer32, from_hex("0102")) ==
        PropertyValue(Untyped{.bytes = from_hex("0102")}));
  CHECK(read_value(PropertyType::Boolean, from_hex("02")) ==
        PropertyValue(Untyped{.bytes = from_hex("02")}));
  CHECK(read_value(PropertyType::Null, from_hex("00")) ==
        PropertyValue(Untyped{.bytes = from_hex("00")}));
  CHECK(read_value(static_cast<PropertyType>(0x0099), from_hex("AA")) ==
        PropertyValue(Untyped{.bytes = from_hex("AA")}));
}

TEST_CASE("UTF-16 with a lone surrogate is kept untyped") {
  CHECK(read_value(PropertyType::String, from_hex("00D8 4100")) ==
        PropertyValue(Untyped{.bytes = from_hex("00D8 4100")}));
}

TEST_CASE("multiple values read as a vector of their type") {
  CHECK(read_values(multiple(PropertyType::Integer32),
                    {from_hex("01000000"), from_hex("02000000")}) ==
        PropertyValue(std::vector<std::int32_t>{1, 2}));
  CHECK(read_values(multiple(PropertyType::String), {from_hex("4100"), from_hex("42000000")}) ==
        PropertyValue(std::vector<std::string>{"A", "B"}));
  CHECK(read_values(multiple(PropertyType::Binary), {from_hex("AA"), {}}) ==
        PropertyValue(std::vector<model::Binary>{from_hex("AA"), {}}));
  CHECK(read_values(multiple(PropertyType::Time), {}) ==
        PropertyValue(std::vector<model::FileTime>{}));
}

TEST_CASE("one value that does not fit makes the whole property binary") {
  const std::vector<model::Binary> values = {from_hex("01000000"), from_hex("02")};

  CHECK(read_values(multiple(PropertyType::Integer32), values) == PropertyValue(values));
}

}  // namespace value_test
