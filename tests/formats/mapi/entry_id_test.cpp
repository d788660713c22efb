#include "formats/mapi/entry_id.h"

#include <catch2/catch.hpp>

#include "tests/formats/mapi/hex.h"

using bytes::Damage;
using bytes::DamageKind;
using bytes::DamageLog;
using mapi::EntryId;
using mapi::EntryIdKind;
using test::from_hex;
using test::text_hex;
using test::utf16_hex;

namespace {

const std::string kOneOff = "00000000 812B1FA4BEA310199D6E00DD010F5402 0000 ";
const std::string kExchange = "00000000 DCA740C8C042101AB4B908002B2FE182 01000000 00000000 ";
const std::string kContact = "00000000 FE42AA0A18C71A10E8850B651C240000 03000000 ";
const std::string kWrapped = "00000000 C091ADD3519DCF11A4A900AA0047FAA4 ";
const std::string kStoreUid = "00000000 112233445566778899AABBCCDDEEFF00 ";
constexpr text::CodePageNumber kPage = 1252;

EntryId one_off(std::string name, std::string type, std::string address) {
  return {.kind = EntryIdKind::OneOff,
          .name = std::move(name),
          .type = std::move(type),
          .address = std::move(address)};
}

}  // namespace

TEST_CASE("a Unicode one-off entry id yields name, type and address") {
  DamageLog damage;
  const auto data = from_hex(kOneOff + "0190" + utf16_hex("Bob Day") + utf16_hex("SMTP") +
                             utf16_hex("bob@example.com"));

  const auto entry = mapi::read_entry_id(data, kPage, damage);

  CHECK(entry == one_off("Bob Day", "SMTP", "bob@example.com"));
  CHECK(damage.items().empty());
}

TEST_CASE("an 8-bit one-off entry id is decoded in the given code page") {
  DamageLog damage;
  const auto data =
      from_hex(kOneOff + "0110" + text_hex("M\xFCller") + text_hex("FAX") + text_hex("+49"));

  const auto entry = mapi::read_entry_id(data, kPage, damage);

  CHECK(entry == one_off("M\xC3\xBCller", "FAX", "+49"));
  CHECK(damage.items().empty());
}

TEST_CASE("a one-off entry id cut off in its address keeps what is there") {
  DamageLog damage;
  const auto data = from_hex(kOneOff + "0110" + text_hex("A") + text_hex("SMTP") + "6140");

  const auto entry = mapi::read_entry_id(data, kPage, damage);

  CHECK(entry == one_off("A", "SMTP", "a@"));
  CHECK(damage.items() == std::vector{Damage{.offset = 31,
                                             .length = 2,
                                             .kind = DamageKind::Truncated,
                                             .field = "OneOffEntryID.EmailAddress",
                                             .found = 2,
                                             .expected = 3}});
}

TEST_CASE("an address book entry id yields its distinguished name as EX address") {
  DamageLog damage;
  const auto data = from_hex(kExchange + text_hex("/o=OLD/ou=S/cn=Recipients/cn=AshA"));

  const auto entry = mapi::read_entry_id(data, kPage, damage);

  CHECK(entry == EntryId{.kind = EntryIdKind::AddressBook,
                         .type = "EX",
                         .address = "/o=OLD/ou=S/cn=Recipients/cn=AshA"});
  CHECK(damage.items().empty());
}

TEST_CASE("a contact entry id points at the contact's node") {
  DamageLog damage;
  const auto data = from_hex(kContact + "04000000 00000000 18000000" + kStoreUid + "24002000");

  const auto entry = mapi::read_entry_id(data, kPage, damage);

  CHECK(entry == EntryId{.kind = EntryIdKind::Contact, .node = 0x00200024});
  CHECK(damage.items().empty());
}

TEST_CASE("a contact entry id whose count points past its end is reported") {
  DamageLog damage;
  const auto data = from_hex(kContact + "04000000 00000000 FFFFFFFF" + kStoreUid + "24002000");

  const auto entry = mapi::read_entry_id(data, kPage, damage);

  CHECK(entry == EntryId{.kind = EntryIdKind::Contact});
  CHECK(damage.items() == std::vector{Damage{.offset = 36,
                                             .length = 24,
                                             .kind = DamageKind::Truncated,
                                             .field = "ContactAddressEntryID.EntryIDCount",
                                             .found = 24,
                                             .expected = 0xFFFFFFFF}});
}

TEST_CASE("a wrapped entry id is what it wraps") {
  DamageLog damage;
  const auto contact = from_hex(kWrapped + "C3" + kStoreUid + "24002000");
  const auto directory = from_hex(kWrapped + "B5" + kExchange + text_hex("/o=X"));

  CHECK(mapi::read_entry_id(contact, kPage, damage) ==
        EntryId{.kind = EntryIdKind::Contact, .node = 0x00200024});
  CHECK(mapi::read_entry_id(directory, kPage, damage) ==
        EntryId{.kind = EntryIdKind::AddressBook, .type = "EX", .address = "/o=X"});
  CHECK(damage.items().empty());
}

TEST_CASE("entry ids wrapped in each other without end are a cycle") {
  DamageLog damage;
  std::string hex;
  for (int i = 0; i < 10; ++i) {
    hex += kWrapped + "C3";
  }

  const auto entry = mapi::read_entry_id(from_hex(hex), kPage, damage);

  CHECK(entry == EntryId{});
  CHECK(damage.items() == std::vector{Damage{.offset = 63,
                                             .length = 147,
                                             .kind = DamageKind::Cycle,
                                             .field = "EntryID",
                                             .found = 3,
                                             .expected = 3}});
}

TEST_CASE("an entry id of the store itself holds a node id") {
  DamageLog damage;

  const auto entry = mapi::read_entry_id(from_hex(kStoreUid + "22800000"), kPage, damage);

  CHECK(entry == EntryId{.kind = EntryIdKind::StoreObject, .node = 0x8022});
  CHECK(damage.items().empty());
}

TEST_CASE("an entry id of an unknown provider is no damage") {
  DamageLog damage;

  CHECK(mapi::read_entry_id(from_hex(kStoreUid + "2280000000"), kPage, damage) == EntryId{});
  CHECK(damage.items().empty());
}

TEST_CASE("an entry id shorter than its header is reported") {
  DamageLog damage;

  CHECK(mapi::read_entry_id(from_hex("00000000 81"), kPage, damage) == EntryId{});
  CHECK(damage.items() == std::vector{Damage{.offset = 0,
                                             .length = 5,
                                             .kind = DamageKind::Truncated,
                                             .field = "EntryID.ProviderUID",
                                             .found = 5,
                                             .expected = 20}});
}

TEST_CASE("a flat entry list yields its entries over their padding") {
  DamageLog damage;
  const std::string a = kOneOff + "0110" + text_hex("A") + text_hex("SMTP") + text_hex("a@b");
  const auto size = from_hex(a).size();
  REQUIRE(size == 35);
  const auto data = from_hex("02000000 4C000000 23000000" + a + "00 23000000" + a);

  const auto entries = mapi::read_flat_entry_list(data, kPage, damage);

  CHECK(entries == std::vector{one_off("A", "SMTP", "a@b"), one_off("A", "SMTP", "a@b")});
  CHECK(damage.items().empty());
}

TEST_CASE("a flat entry list that claims more entries than it has yields those it has") {
  DamageLog damage;
  const std::string a = kOneOff + "0110" + text_hex("A") + text_hex("SMTP") + text_hex("a@b");
  const auto data = from_hex("FFFFFFFF 28000000 23000000" + a + "00");

  const auto entries = mapi::read_flat_entry_list(data, kPage, damage);

  CHECK(entries == std::vector{one_off("A", "SMTP", "a@b")});
  CHECK(damage.items() == std::vector{Damage{.offset = 0,
                                             .length = 4,
                                             .kind = DamageKind::OutOfRange,
                                             .field = "FlatEntryList.Count",
                                             .found = 0xFFFFFFFF,
                                             .expected = mapi::kMaxFlatEntries},
                                      Damage{.offset = 48,
                                             .length = 0,
                                             .kind = DamageKind::Truncated,
                                             .field = "FlatEntry.Size",
                                             .found = 0,
                                             .expected = 4}});
}

TEST_CASE("a one-off entry id is read as it was written") {
  bytes::DamageLog damage;
  const mapi::EntryId person{.kind = mapi::EntryIdKind::OneOff,
                             .name = "M\u00FCller \U0001F4E7",
                             .type = "SMTP",
                             .address = "m@example.org"};

  const auto wide = mapi::write_one_off(person.name, person.type, person.address);
  const auto narrow = mapi::write_one_off_8bit("M\xFCller", "MS", "NET/PO/M");

  CHECK(mapi::read_entry_id(wide, 1252, damage) == person);
  CHECK(mapi::read_entry_id(narrow, 1252, damage) ==
        mapi::EntryId{.kind = mapi::EntryIdKind::OneOff,
                      .name = "M\u00FCller",
                      .type = "MS",
                      .address = "NET/PO/M"});
  CHECK(mapi::read_flat_entry_list(mapi::write_flat_entry_list(std::vector{narrow, wide}), 1252,
                                   damage)
            .size() == 2);
  CHECK(damage.total() == 0);
}
