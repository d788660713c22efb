#include "formats/tnef/message.h"

#include <catch2/catch.hpp>

#include "formats/tnef/structures.h"
#include "tests/formats/tnef/stream.h"

namespace tnef::message_test {
namespace {

using bytes::DamageKind;
using test::add;
using test::Stream;

constexpr std::uint32_t kSubject = 0x00018004;
constexpr std::uint32_t kAttachData = 0x0006800F;
constexpr std::uint32_t kRendData = 0x00069002;
constexpr std::uint32_t kTitle = 0x00018010;

TEST_CASE("the worked example is a message with five properties and an attachment") {
  bytes::DamageLog damage;
  const Stream stream = test::example();
  const Message message = read_message(stream, 0, damage);

  CHECK(damage.total() == 0);
  CHECK(message.code_page == 1252);
  CHECK(message.attributes.size() == 9);
  CHECK(message.properties.properties.size() == 5);
  CHECK(message.recipients.empty());
  REQUIRE(message.attachments.size() == 1);
  CHECK(message.attachments[0].attributes.size() == 3);
  CHECK(text_of(find(message.attributes, AttributeId::Subject)->data) == "Plan");
  CHECK(text_of(find(message.attributes, AttributeId::Body)->data) == "Plan attached: \r\n");
  CHECK(text_of(find(message.attachments[0].attributes, AttributeId::AttachTitle)->data) ==
        "PLAN.TXT");
  CHECK(find(message.attributes, AttributeId::SentFor) == nullptr);
}

TEST_CASE("of an attribute that comes twice the last one counts, and it is told") {
  bytes::DamageLog damage;
  Stream stream = test::head();
  add(stream, 1, kSubject, test::string("first"));
  add(stream, 1, kSubject, test::string("last"));
  const Message message = read_message(stream, 0, damage);

  CHECK(text_of(find(message.attributes, AttributeId::Subject)->data) == "last");
  REQUIRE(damage.total() == 1);
  CHECK(damage.items()[0].kind == DamageKind::Inconsistent);
}

TEST_CASE("each attAttachRendData opens an attachment: data before the first one do, too, told") {
  bytes::DamageLog damage;
  const Stream rendition = test::from_hex("01 00 FF FF FF FF 00 00 00 00 00 00 00 00");
  Stream stream = test::head();
  add(stream, 2, kAttachData, test::text("one"));
  add(stream, 2, kRendData, rendition);
  add(stream, 2, kAttachData, test::text("two"));
  add(stream, 2, kTitle, test::string("2.txt"));
  add(stream, 2, kRendData, rendition);
  add(stream, 1, kSubject, test::string("late"));
  const Message message = read_message(stream, 0, damage);

  REQUIRE(message.attachments.size() == 3);
  CHECK(message.attachments[0].attributes.size() == 1);
  CHECK(message.attachments[1].attributes.size() == 3);
  CHECK(message.attributes.size() == 1);
  REQUIRE(damage.total() == 2);  // and an attribute of the message behind attachments
  CHECK(damage.items()[0].field == "AttrID");
  CHECK(damage.items()[1].field == "AttrLevel");
}

TEST_CASE("bytes behind the last property are told and kept") {
  bytes::DamageLog damage;
  Stream stream = test::head();
  add(stream, 1, 0x00069003, test::from_hex("01 00 00 00  03 00 36 00  02 00 00 00  AA BB CC"));
  add(stream, 1, 0x00069004, test::from_hex("00 00 00 00  AA"));
  const Message message = read_message(stream, 0, damage);

  CHECK(message.properties.properties.size() == 1);
  CHECK(message.properties.rest.size() == 3);
  CHECK(damage.total() == 2);
}

TEST_CASE("a flipped bit in the data of an attribute is told, and costs no other attribute") {
  const Stream stream = test::example();
  bytes::DamageLog none;
  const auto whole = read_attributes(stream, 0, none);
  for (const auto& hit : whole) {
    const bool is_class = hit.is(AttributeId::MessageClass);  // whose checksum is not looked at
    for (std::size_t bit = 0; bit < hit.data.size() * 8; ++bit) {
      Stream damaged = stream;
      damaged[hit.offset + 9 + bit / 8] ^= std::byte{1} << (bit % 8);
      bytes::DamageLog damage;
      const Message message = read_message(damaged, 0, damage);
      INFO(hit.offset << ", bit " << bit);
      CHECK(message.attributes.size() + message.attachments.at(0).attributes.size() ==
            whole.size());
      CHECK((damage.total() > 0) != is_class);
    }
  }
}

TEST_CASE(
    "whatever a flipped bit hits, every damage lies in the file, and nothing is read outside") {
  const Stream stream = test::example();
  for (std::size_t bit = 0; bit < stream.size() * 8; ++bit) {
    Stream damaged = stream;
    damaged[bit / 8] ^= std::byte{1} << (bit % 8);
    bytes::DamageLog damage;
    const Message message = read_message(damaged, 0, damage);
    for (const auto& one : damage.items()) {
      CHECK(one.offset + one.length <= damaged.size());
    }
    CHECK_FALSE(message.attributes.empty());
  }
}

TEST_CASE("an attribute that nobody knows is kept, and told") {
  bytes::DamageLog damage;
  Stream stream = test::head();
  add(stream, 1, 0x00061234, test::text("?"));
  const Message message = read_message(stream, 1000, damage);

  REQUIRE(message.attributes.size() == 1);
  CHECK(message.attributes[0].data.size() == 1);
  REQUIRE(damage.total() == 1);
  CHECK(damage.items()[0] == bytes::Damage{.offset = 1006,
                                           .length = 10,
                                           .kind = DamageKind::Unclaimed,
                                           .field = "AttrID",
                                           .found = 0x00061234});
}

}  // namespace
}  // namespace tnef::message_test
