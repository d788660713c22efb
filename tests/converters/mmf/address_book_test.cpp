#include "converters/mmf/address_book.h"

#include "tests/converters/mmf/converted.h"

namespace {

using test::kMmfInbox;
using test::MmfBytes;
using test::MmfElements;
using test::MmfMailbox;
using test::MmfSink;

constexpr std::uint32_t kAddressBook = 0x42415070;
constexpr std::uint32_t kAnn = 0x0000A171;
constexpr std::uint32_t kGroup = 0x0000A271;
constexpr std::uint32_t kGroupList = 0x0000A288;

/// Slots whose second word is the offset of the field; FORMAT.md 9.3.
MmfBytes field_buffer(const std::vector<std::pair<std::uint32_t, MmfBytes>>& fields) {
  MmfBytes data;
  std::vector<std::uint32_t> places;
  for (const auto& [id, value] : fields) {
    places.push_back(static_cast<std::uint32_t>(4 + data.size()));
    test::put(data, id, 4);
    test::put(data, value.size(), 4);
    test::append(data, value);
  }
  MmfBytes buffer(8);
  test::put(buffer, 4 + data.size(), 4);  // off1
  test::append(buffer, data);
  test::put(buffer, fields.size(), 4);
  for (const std::uint32_t place : places) {
    test::put(buffer, 0xFFFFFFF0, 4);
    test::put(buffer, place, 4);
    test::put(buffer, 0xFFFFFFF0, 4);
  }
  return buffer;
}

MmfBytes person(const std::string& name, const std::string& type, const std::string& address) {
  return test::mmf_list({{0x0002800C, field_buffer({{0, test::mmf_string(name)},
                                                    {5, test::mmf_string(type)},
                                                    {4, test::mmf_string(address)}})}});
}

/// An address book of a person and a group of that person.
MmfMailbox with_address_book() {
  MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(kAddressBook, "Personal Address Book", 1, true);
  mailbox.object({.oid = kAnn,
                  .parent = kAddressBook,
                  .type_flags = 0xB002,
                  .data = person("Ann Lee", "MS", "LAB/PO1/ANNL")});
  mailbox.object(
      {.oid = kGroup,
       .parent = kAddressBook,
       .type_flags = 0xB002,
       .data = test::mmf_list({{0x0002800C, field_buffer({{0, test::mmf_string("Friends")},
                                                          {0x3000, test::mmf_number(4, 4)}})},
                               {0x00080000, test::mmf_number(kGroupList, 4)}})});
  mailbox.object({.oid = kGroupList, .data = test::mmf_list({{kAnn, test::mmf_number(0, 4)}})});
  mailbox.row(kAddressBook, kAnn, {.subject = "Ann Lee", .body = {}});
  mailbox.row(kAddressBook, kGroup, {.subject = "Friends", .body = {}});
  return mailbox;
}

void check_entries(const MmfSink& sink) {
  const auto& ann = sink.one("Ann Lee");
  REQUIRE(ann.contact);
  CHECK(ann.message_class == "IPM.Contact");
  REQUIRE(ann.contact->emails.size() == 1);
  CHECK(ann.contact->emails[0].type == "MS");
  CHECK(ann.contact->emails[0].address == "LAB/PO1/ANNL");
  const auto& friends = sink.one("Friends");
  REQUIRE(friends.list);
  REQUIRE(friends.list->members.size() == 1);
  CHECK(friends.list->members[0].name == "Ann Lee");
  CHECK(friends.list->members[0].address == "LAB/PO1/ANNL");
}

TEST_CASE("people and groups of an address book are contacts and lists") {
  MmfSink sink;
  test::convert_mmf(with_address_book().build().bytes(), sink);

  check_entries(sink);
  CHECK(sink.folder_named("Personal Address Book")->item_kind == model::ItemKind::Contacts);
  CHECK_FALSE(sink.tells_damage());
}

TEST_CASE("Q119144 a damaged list of the folder costs no entry of the address book") {
  auto store = with_address_book().build();
  for (auto& byte : store.at(kAddressBook).data) {
    byte = std::byte{0xEE};
  }
  MmfSink sink;
  test::convert_mmf(store.bytes(), sink);

  check_entries(sink);
  CHECK(sink.tells_damage());
}

TEST_CASE("an entry that cannot be read is called what its row calls it, and keeps its bytes") {
  auto mailbox = with_address_book();
  mailbox.object({.oid = 0x0000A371,
                  .parent = kAddressBook,
                  .data = test::mmf_list({{0x0002800C, test::mmf_text("no fields")}})});
  mailbox.row(kAddressBook, 0x0000A371, {.subject = "Carl", .body = {}});
  MmfSink sink;
  test::convert_mmf(mailbox.build().bytes(), sink);

  const auto& carl = sink.one("Carl");
  REQUIRE(carl.contact);
  CHECK(carl.contact->display_name == "Carl");
  CHECK(carl.provenance.state == model::State::Partial);
  CHECK(carl.properties.size() >= 2);
}

}  // namespace
