#include <catch2/catch.hpp>

#include "formats/mapi/conversation_index.h"
#include "formats/mapi/distribution_list.h"
#include "formats/mapi/global_object_id.h"
#include "tests/formats/mapi/hex.h"

using bytes::Damage;
using bytes::DamageKind;
using bytes::DamageLog;
using test::from_hex;

namespace {

const std::string kObjectId = "04000000 8200E000 74C5B710 1A82E008";

}  // namespace

TEST_CASE("a global object id is the UID in hexadecimal, without the instance's date") {
  DamageLog damage;

  const auto id = mapi::read_global_object_id(
      from_hex(kObjectId + "07D7 04 10 0011223344556677 0000000000000000 02000000 ABCD"), damage);

  CHECK(id == mapi::GlobalObjectId{
                  .uid = "040000008200E00074C5B7101A82E00800000000001122334455667700000000000000000"
                         "2000000ABCD",
                  .year = 2007,
                  .month = 4,
                  .day = 16});
  CHECK(damage.items().empty());
}

TEST_CASE("a global object id made from a foreign UID yields that UID") {
  DamageLog damage;

  const auto id = mapi::read_global_object_id(
      from_hex(kObjectId + "00000000 0000000000000000 0000000000000000 13000000" +
               "7643616C2D556964 01000000" + test::text_hex("a@b.de")),
      damage);

  CHECK(id == mapi::GlobalObjectId{.uid = "a@b.de"});
  CHECK(damage.items().empty());
}

TEST_CASE("a global object id with a wrong size is reported and still identifies") {
  DamageLog damage;

  const auto id = mapi::read_global_object_id(
      from_hex(kObjectId + "00000000 0000000000000000 0000000000000000 09000000 AB"), damage);

  REQUIRE(id);
  CHECK(id->uid.ends_with("09000000AB"));
  CHECK(damage.items() == std::vector{Damage{.offset = 36,
                                             .length = 4,
                                             .kind = DamageKind::Inconsistent,
                                             .field = "GlobalObjectID.Size",
                                             .found = 9,
                                             .expected = 1}});
}

TEST_CASE("a conversation index tells thread, start and depth") {
  DamageLog damage;

  const auto index = mapi::read_conversation_index(
      from_hex("01C4F8D1A2B3 00112233445566778899AABBCCDDEEFF 0102030405 0102030405"), damage);

  REQUIRE(index);
  CHECK(index->started == 0x01C4F8D1A2B30000);
  CHECK(index->depth == 2);
  CHECK(index->thread[1] == std::byte{0x11});
  CHECK(damage.items().empty());
}

TEST_CASE("a conversation index with half a response level reports it") {
  DamageLog damage;

  const auto index = mapi::read_conversation_index(
      from_hex("01C4F8D1A2B3 00112233445566778899AABBCCDDEEFF 0102030405 0102"), damage);

  REQUIRE(index);
  CHECK(index->depth == 1);
  CHECK(damage.items() == std::vector{Damage{.offset = 27,
                                             .length = 2,
                                             .kind = DamageKind::Truncated,
                                             .field = "ConversationIndex.ResponseLevel",
                                             .found = 2,
                                             .expected = 5}});
}

TEST_CASE("a list stream yields its members, and those before a cut") {
  const std::string head = "0100 0000 00000000 00000000 02000000 05000000 01000000 00000000";
  const auto data = from_hex(head +
                             "02000000 AABB 01000000 CC 00000000 03000000 DDEEFF 00000000 "
                             "00000000 00000000 00000000");
  DamageLog damage;

  const auto members = mapi::read_list_stream(data, damage);

  REQUIRE(members.size() == 2);
  CHECK(members[0].entry_id.size() == 2);
  CHECK(members[0].one_off.size() == 1);
  CHECK(members[1].entry_id.size() == 3);
  CHECK(members[1].one_off.empty());
  CHECK(damage.items().empty());

  const auto cut = mapi::read_list_stream(std::span(data).first(46), damage);

  CHECK(cut.size() == 1);
  CHECK(damage.items() == std::vector{Damage{.offset = 43,
                                             .length = 3,
                                             .kind = DamageKind::Truncated,
                                             .field = "DistListMemberInfo.EntryIdSize",
                                             .found = 3,
                                             .expected = 4}});
}

TEST_CASE("a global object id is read as it was written, native or foreign") {
  for (const std::string uid :
       {"040000008200E00074C5B7101A82E0080000000000000000000000000000000000000000000000000400000001"
        "020304",
        "uid-1@example.org", "ABCDEF", ""}) {
    bytes::DamageLog damage;

    const auto id = mapi::read_global_object_id(mapi::write_global_object_id(uid), damage);

    REQUIRE(id);
    if (!uid.empty()) {
      CHECK(id->uid == uid);
    }
    CHECK(damage.total() == 0);
  }
}

TEST_CASE("a conversation index is read as it was written") {
  bytes::DamageLog damage;
  mapi::ConversationIndex index{.started = 0x01D9'8765'4321'0000};
  index.thread[3] = std::byte{7};

  CHECK(mapi::read_conversation_index(mapi::write_conversation_index(index), damage) == index);
  CHECK(damage.total() == 0);
}
