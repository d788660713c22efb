#include "formats/tnef/attribute.h"

#include <catch2/catch.hpp>

#include "formats/bytes/hex.h"
#include "formats/bytes/sha256.h"
#include "tests/formats/tnef/stream.h"

namespace tnef::attribute_test {
namespace {

using bytes::DamageKind;
using test::add;
using test::Stream;

/// What was read, and what its data point into.
struct Read {
  Stream stream;
  std::vector<Attribute> attributes;
  bytes::DamageLog damage;
};

Read read(Stream stream, std::uint64_t offset = 0) {
  Read out;
  out.stream = std::move(stream);
  out.attributes = read_attributes(out.stream, offset, out.damage);
  return out;
}

TEST_CASE("the worked example is typed as FORMAT.md says, and read whole") {
  const Stream stream = test::example();
  REQUIRE(stream.size() == 408);
  CHECK(bytes::to_hex(bytes::sha256(stream), bytes::HexCase::Lower) ==
        "d2d644d672fb6a510458c6f5befe00a7550c1a1ec52b37fd6eada41e5070319a");

  const auto out = read(stream);
  CHECK(out.damage.total() == 0);
  REQUIRE(out.attributes.size() == 12);
  CHECK(out.attributes[3].offset == 0x4B);
  CHECK(out.attributes[3].is(AttributeId::From));
  CHECK(out.attributes[8].data.size() == 124);
  CHECK(out.attributes[9].level == Level::Attachment);
  CHECK(out.attributes[11].offset == 0x184);
}

TEST_CASE("a stream begins at its signature, up to 4 KiB behind what a transport put before it") {
  Stream data(4095);
  const Stream stream = test::example();
  data.insert(data.end(), stream.begin(), stream.end());
  CHECK(find_stream(data) == 4095);
  CHECK(find_stream(stream) == 0);
  data.insert(data.begin(), std::byte{0});
  CHECK_FALSE(find_stream(data));
  CHECK_FALSE(find_stream({}));
}

TEST_CASE(
    "a checksum that differs is told, and the data are delivered: of a class it is not looked at") {
  Stream stream = test::head();
  add(stream, 1, 0x00018004, test::string("Plan"), 1);
  add(stream, 1, 0x00078008, test::string("IPM.Note"), 1);
  add(stream, 1, 0x00070006, test::string("IPM.Note"), 1);

  const auto out = read(stream, 100);
  REQUIRE(out.attributes.size() == 3);
  CHECK(out.attributes[0].data.size() == 5);
  REQUIRE(out.damage.total() == 1);
  CHECK(out.damage.items()[0] == bytes::Damage{.offset = 115,
                                               .length = 5,
                                               .kind = DamageKind::BadChecksum,
                                               .field = "AttrChecksum",
                                               .found = 0x018C,
                                               .expected = 0x018B});
}

TEST_CASE("a file is a stream when an attribute that one knows follows its signature") {
  CHECK(is_stream(test::example()));
  CHECK(is_stream(test::head()));  // damaged, perhaps
  CHECK_FALSE(is_stream(test::from_hex("00 78 9F 3E 22 01 00 41 42 43 44 45 46 47 48 49 4A")));
  CHECK_FALSE(is_stream({}));
}

TEST_CASE("behind what is no attribute the next one whose checksum agrees is found") {
  Stream stream = test::head();
  add(stream, 1, 0x00018004, test::string("Plan"));
  const std::size_t gap = stream.size();
  const Stream rubbish = test::from_hex("00 01 04 80 01 00 02 00 00 00 41 41 00 00 07");
  stream.insert(stream.end(), rubbish.begin(), rubbish.end());
  const std::size_t behind = stream.size();
  add(stream, 1, 0x0002800C, test::string("text"));

  const auto out = read(stream);
  REQUIRE(out.attributes.size() == 2);
  CHECK(out.attributes[1].offset == behind);
  REQUIRE(out.damage.total() == 1);
  CHECK(out.damage.items()[0].kind == DamageKind::Unclaimed);
  CHECK(out.damage.items()[0].offset == gap);
  CHECK(out.damage.items()[0].length == behind - gap);
}

TEST_CASE("an attribute longer than the stream ends where the next one begins, or at the end") {
  Stream stream = test::head();
  test::put(stream, 1, 1);
  test::put(stream, 0x0002800C, 4);
  test::put(stream, 0x7FFFFFFF, 4);
  const Stream body = test::text("half a body");
  stream.insert(stream.end(), body.begin(), body.end());
  const Stream cut = stream;
  add(stream, 1, 0x00018004, test::string("Plan"));

  const auto both = read(stream);
  REQUIRE(both.attributes.size() == 2);
  CHECK(both.attributes[0].data.size() == body.size());
  CHECK_FALSE(both.attributes[0].complete);
  CHECK(both.attributes[1].complete);
  REQUIRE(both.damage.total() == 1);
  CHECK(both.damage.items()[0].kind == DamageKind::Truncated);
  CHECK(both.damage.items()[0].found == 0x7FFFFFFF);

  const auto one = read(cut);
  REQUIRE(one.attributes.size() == 1);
  CHECK(one.attributes[0].data.size() == body.size());
}

TEST_CASE("every cut of the worked example is told, and what lies before it is read") {
  const Stream stream = test::example();
  const auto read_whole = read(stream);
  const auto& whole = read_whole.attributes;
  for (std::size_t length = 7; length < stream.size(); ++length) {
    INFO(length);
    const auto out =
        read(Stream(stream.begin(), stream.begin() + static_cast<std::ptrdiff_t>(length)));
    std::size_t complete = 0;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      complete += whole[i].offset + 9 + whole[i].data.size() + 2 <= length ? 1U : 0U;
    }
    const bool between = complete == whole.size() || whole[complete].offset == length;
    CHECK((out.damage.total() == 0) == between);
    CHECK(out.attributes.size() >= complete);
  }
}

TEST_CASE("a stream of beginnings takes time in its size") {
  Stream stream = test::head();
  for (int i = 0; i < 100'000; ++i) {  // each says it reaches to the end
    test::put(stream, 1, 1);
    test::put(stream, 0x00018004, 4);
    test::put(stream, 900'000, 4);
  }
  CHECK(read(stream).damage.total() >= 1);
}

}  // namespace
}  // namespace tnef::attribute_test
