// Stores that are right in every checksum and mean harm.
#include <catch2/catch.hpp>

#include "formats/pst/reader/limits.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/reader/raw_store.h"

namespace hostile_test {
namespace {

using pst::reader::Child;
using pst::reader::Item;
using pst::reader::Store;
using test::RawStore;

constexpr std::uint16_t kObject = 0x000D;
constexpr std::uint16_t kInteger = 0x0003;

/// A message whose `attachments` attachments all hold that message again.
RawStore endless(std::size_t attachments) {
  RawStore raw;
  std::vector<std::byte> object(8);
  RawStore::put(object, 0, 0x200044, 4);
  std::vector<RawStore::Node> subnodes;
  for (std::size_t i = 0; i < attachments; ++i) {
    subnodes.push_back(
        {.nid = static_cast<std::uint32_t>(0x8025 + 32 * i), .data = 8, .subnodes = 0x12});
  }
  raw.block(4, test::property_heap({{.id = 0x0E07, .type = kInteger, .value = 1}}));
  raw.block(8, test::property_heap({{.id = 0x3701, .type = kObject, .value = 0x60},
                                    {.id = 0x3705, .type = kInteger, .value = 5}},
                                   {object}));
  raw.block(0x0E, test::subnode_block(subnodes));
  raw.block(0x12, test::subnode_block({{.nid = 0x200044, .data = 4, .subnodes = 0x0E}}));
  raw.node({.nid = 0x200024, .data = 4, .subnodes = 0x0E, .parent = 0x8022});
  return raw;
}

std::size_t count_messages(const Item& message) {
  std::size_t messages = 1;
  const auto count = message.count(Child::Attachment).value();
  for (std::size_t i = 0; i < count; ++i) {
    const auto attachment = message.child(Child::Attachment, i);
    const auto embedded = attachment ? attachment->embedded()
                                     : bytes::Result<Item>(tl::unexpected(attachment.error()));
    if (embedded) {
      messages += count_messages(*embedded);
    }
  }
  return messages;
}

}  // namespace

TEST_CASE("a message that holds itself ends at the limit of depth") {
  const auto content = endless(1).content();
  const auto store = Store::open(content, nullptr).value();
  const auto message = store.item(0x200024).value();
  CHECK(message.read_record_set(0).value().intact());
  CHECK(count_messages(message) == pst::reader::kMostSubnodeDepth / 2 + 1);
  std::size_t blocks = 0;
  message.visit_blocks([&](pst::Bid, pst::reader::BlockUse, pst::Nid) { ++blocks; });
  CHECK(blocks == 4);
}

TEST_CASE("a message that holds itself twice ends at the limit of items") {
  const auto content = endless(2).content();
  const auto store = Store::open(content, nullptr).value();
  const auto messages = count_messages(store.item(0x200024).value());
  CHECK(messages > 1000);
  CHECK(messages <= pst::reader::kMostEmbedded);
}

TEST_CASE("folders that hold each other are each an item, and no table is read twice for it") {
  RawStore raw;
  raw.block(4, test::property_heap({{.id = 0x3602, .type = kInteger, .value = 1}}));
  raw.node({.nid = 0x8022, .data = 4, .parent = 0x8042});
  raw.node({.nid = 0x8042, .data = 4, .parent = 0x8022});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  const auto folder = store.item(0x8022).value();
  REQUIRE(folder.count(Child::Node).value() == 1);
  CHECK(folder.child(Child::Node, 0).value().identifier() == 0x8042);
  CHECK_FALSE(folder.listing_faults(Child::Message).empty());
}

TEST_CASE("a B-tree on a heap that leads back to itself is read once") {
  auto heap = test::property_heap({{.id = 0x0E07, .type = kInteger, .value = 1}});
  RawStore::put(heap, 15, 20, 1);    // bIdxLevels
  RawStore::put(heap, 22, 0x40, 4);  // the record's HID: its own item
  RawStore raw;
  raw.block(4, heap).node({.nid = 0x8022, .data = 4});
  const auto content = raw.content();
  const auto store = Store::open(content, nullptr).value();
  CHECK_FALSE(store.item(0x8022).value().read_record_set(0));
}

}  // namespace hostile_test
