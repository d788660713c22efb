// What the store writer writes, the reader reads.
#include <catch2/catch.hpp>

#include "formats/bytes/range_map.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/ndb_image.h"
#include "tests/formats/pst/reader/real_stores.h"
#include "tests/formats/pst/reader/sample_store.h"

namespace round_trip_test {
namespace {

using pst::reader::Child;
using pst::reader::Item;
using pst::reader::Store;

const auto kWidths = {pst::Width::Unicode, pst::Width::Ansi};
const auto kEncodings = {pst::Encoding::None, pst::Encoding::Permute, pst::Encoding::Cyclic};
constexpr std::uint64_t kMost = 1'000'000;

std::uint32_t number_of(const pst::reader::RecordSet& set, std::uint32_t id) {
  const auto* const entry = set.find(id);
  REQUIRE(entry != nullptr);
  REQUIRE(entry->data.size() == 4);
  std::uint32_t number = 0;
  for (std::size_t i = 4; i > 0; --i) {
    number = (number << 8U) | std::to_integer<std::uint32_t>(entry->data[i - 1]);
  }
  return number;
}

/// The letters of a string in either width.
std::string text_of(const pst::reader::RecordSet& set, std::uint32_t id) {
  const auto* const entry = set.find(id);
  REQUIRE(entry != nullptr);
  std::string text;
  for (const auto byte : entry->data) {
    if (byte != std::byte{}) {
      text.push_back(static_cast<char>(byte));
    }
  }
  return text;
}

}  // namespace

TEST_CASE("a written store comes back in both widths and every encoding") {
  for (const auto width : kWidths) {
    for (const auto encoding : kEncodings) {
      const auto sample = test::sample_store(width, encoding, 40);
      const auto store = Store::open(sample.content, nullptr);
      REQUIRE(store);
      const auto folder = store->item(sample.folder).value();
      CHECK(text_of(folder.read_record_set(0).value(), 0x3001) == "Letters");
      REQUIRE(folder.count(Child::Message).value() == 40);
      REQUIRE(folder.count(Child::Associated).value() == 1);
      CHECK(folder.count(Child::Node).value() == 41);
      CHECK(folder.count(Child::Folder).value() == 0);
      for (std::size_t i = 0; i < 40; ++i) {
        const auto message = folder.child(Child::Message, i).value();
        CHECK(message.parent() == sample.folder);
        const auto set = message.read_record_set(0).value();
        CHECK(set.intact());
        const auto subject = "subject " + std::to_string(i);
        CHECK(text_of(set, 0x0037) == subject);
        CHECK(set.find(0x0039)->data.size() == 8);
      }
      CHECK(folder.listing_faults(Child::Message).empty());
      CHECK(store->damage().total() == 0);
      const auto& nodes = store->index().nodes;
      CHECK(std::ranges::none_of(nodes.entries(), [&](const pst::reader::NodeEntry& entry) {
        return entry.parent.value != 0 && nodes.find(entry.parent) == nullptr;
      }));
    }
  }
}

TEST_CASE("large values, recipients and attachments of a written message come back") {
  for (const auto width : kWidths) {
    const auto sample = test::sample_store(width, pst::Encoding::Permute);
    const auto store = Store::open(sample.content, nullptr).value();
    const auto message = store.item(sample.first_message).value();

    const auto set = message.read_record_set(0).value();
    const auto* const body = set.find(0x1009);
    REQUIRE(body != nullptr);
    CHECK(body->data == sample.body);
    const auto named = std::ranges::find_if(
        set.entries, [](const pst::reader::Entry& entry) { return entry.name.has_value(); });
    REQUIRE(named != set.entries.end());
    CHECK(named->name->set[0] == std::byte{7});
    CHECK(std::get<std::string>(named->name->id) == "colour");

    const auto recipients = message.recipients().value();
    REQUIRE(recipients);
    REQUIRE(recipients->record_set_count().value() == 3);
    CHECK(number_of(recipients->read_record_set(1).value(), 0x0C15) == 2);
    CHECK(text_of(recipients->read_record_set(2).value(), 0x3001) == "hidden");

    REQUIRE(message.count(Child::Attachment).value() == 3);
    const auto data = message.child(Child::Attachment, 0).value();
    CHECK(data.attachment_type().value() == pst::reader::AttachmentType::Data);
    const auto large = data.read_record_set(0).value();
    REQUIRE(large.find(0x3701) != nullptr);
    REQUIRE(large.find(0x3701)->large != nullptr);
    CHECK(large.find(0x3701)->large->size() == sample.attachment.size());
    CHECK(bytes::read_all(*data.attachment_data().value(), kMost).value() == sample.attachment);

    const auto holder = message.child(Child::Attachment, 1).value();
    CHECK(holder.attachment_type().value() == pst::reader::AttachmentType::Item);
    const auto embedded = holder.embedded().value();
    CHECK(text_of(embedded.read_record_set(0).value(), 0x0037) == "subject 1000");
    REQUIRE(embedded.recipients().value());

    const auto object = message.child(Child::Attachment, 2).value();
    CHECK(object.attachment_type().value() == pst::reader::AttachmentType::Data);
    CHECK(object.attachment_data().value()->size() == 9'000);
  }
}

TEST_CASE("a table of many blocks has every row") {
  const auto sample = test::sample_store(pst::Width::Ansi, pst::Encoding::Permute, 700);
  const auto store = Store::open(sample.content, nullptr).value();
  const auto folder = store.item(sample.folder).value();
  REQUIRE(folder.count(Child::Message).value() == 700);
  const auto table = store.item((sample.folder & ~0x1FU) | 0x0EU).value();
  REQUIRE(table.record_set_count().value() == 700);
  for (std::size_t i = 0; i < 700; i += 13) {
    const auto row = table.read_record_set(i).value();
    CHECK(row.intact());
    CHECK(text_of(row, 0x0037) == "subject " + std::to_string(i));
  }
}

TEST_CASE("the indexes of every store are those that a strict reader finds") {
  std::vector<std::vector<std::byte>> stores;
  for (const auto width : kWidths) {
    stores.push_back(test::sample_store(width, pst::Encoding::Permute, 300).content);
  }
  for (const auto& path : test::real_stores()) {
    const auto view = bytes::FileView::open(path).value();
    stores.emplace_back(view->bytes().begin(), view->bytes().end());
  }
  for (const auto& content : stores) {
    const auto store = Store::open(content, nullptr).value();
    const test::MemoryFile file(content);
    const test::NdbImage image(file);
    const auto nodes = store.index().nodes.entries();
    REQUIRE(nodes.size() == image.nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) {
      const test::NdbNode found{.nid = nodes[i].nid.value,
                                .data = nodes[i].data.value,
                                .subnodes = nodes[i].subnodes.value,
                                .parent = nodes[i].parent.value};
      CHECK(found == image.nodes[i]);
    }
    const auto blocks = store.index().blocks.entries();
    REQUIRE(blocks.size() == image.blocks.size());
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      CHECK(blocks[i].offset == image.blocks[i].offset);
      CHECK(blocks[i].size == image.blocks[i].size);
      CHECK(blocks[i].references == image.blocks[i].references);
    }
    CHECK(store.index().pages.size() == image.node_pages.size() + image.block_pages.size());
  }
}

TEST_CASE("every byte of a fresh store that is not zero is claimed by one structure") {
  for (const auto width : kWidths) {
    const auto sample = test::sample_store(width, pst::Encoding::Permute, 100);
    const auto store = Store::open(sample.content, nullptr).value();
    bytes::RangeMap map(sample.content.size());
    bytes::DamageLog damage;
    store.claim(map, damage);
    CHECK(damage.total() == 0);
    for (const auto& gap : map.unclaimed()) {
      const auto raw = std::span(sample.content).subspan(gap.offset, gap.length);
      const bool empty =
          std::ranges::all_of(raw, [](std::byte byte) { return byte == std::byte{}; });
      CHECK(empty);
    }
  }
}

TEST_CASE("an item visits each block it is made of once") {
  const auto sample = test::sample_store(pst::Width::Unicode, pst::Encoding::Permute);
  const auto store = Store::open(sample.content, nullptr).value();
  const auto message = store.item(sample.first_message).value();
  std::map<std::uint64_t, int> blocks;
  std::size_t data = 0;
  message.visit_blocks([&](pst::Bid bid, pst::reader::BlockUse use, pst::Nid) {
    ++blocks[bid.value];
    data += use == pst::reader::BlockUse::Data ? 1U : 0U;
  });
  for (const auto& [bid, times] : blocks) {
    CHECK(times == 1);
  }
  // Body 4, attachment 7, object 2; message, three attachments, embedded message, and the tables
  // of both: a block each at least.
  CHECK(data >= 4 + 7 + 2 + 5 + 3);
  CHECK(data < blocks.size());
}

}  // namespace round_trip_test
