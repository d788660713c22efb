// What a check of a store names, and what it does not.
#include <algorithm>
#include <catch2/catch.hpp>
#include <functional>
#include <set>

#include "formats/pst/check/check_store.h"
#include "formats/pst/ndb/sections.h"
#include "formats/pst/reader/ndb/trailer.h"
#include "formats/pst/reader/store.h"
#include "tests/formats/pst/reader/raw_store.h"
#include "tests/formats/pst/reader/sample_store.h"
#include "tests/formats/pst/store_image.h"

namespace check_test {
namespace {

using pst::Encoding;
using pst::Width;
using pst::check::CheckedItem;
using pst::check::Report;
using test::RawStore;
using Bytes = std::vector<std::byte>;

Report check(const Bytes& content) {
  auto report = pst::check::check_store(content, nullptr);
  REQUIRE(report);
  return std::move(*report);
}

std::set<std::string> rules_of(const Report& report) {
  std::set<std::string> rules;
  for (const auto& finding : report.findings) {
    rules.emplace(finding.rule);
  }
  return rules;
}

std::optional<CheckedItem::State> state_of(const Report& report, std::uint32_t nid) {
  const auto found = std::ranges::find(report.items, pst::Nid{nid}, &CheckedItem::nid);
  return found == report.items.end() ? std::nullopt : std::optional(found->state);
}

std::uint64_t number_at(const Bytes& content, std::uint64_t at, std::size_t size) {
  std::uint64_t number = 0;
  for (std::size_t i = size; i > 0; --i) {
    number = number << 8U | std::to_integer<std::uint64_t>(content.at(at + i - 1));
  }
  return number;
}

/// A store to plant faults in, and where things lie in it.
struct Planted {
  test::SampleStore sample = test::sample_store(Width::Unicode, Encoding::Permute);
  Bytes content = sample.content;
  pst::reader::Index index = pst::reader::Store::open(sample.content, nullptr).value().index();

  [[nodiscard]] const pst::reader::NodeEntry& message() const {
    return *index.nodes.find({sample.first_message});
  }
  [[nodiscard]] const pst::reader::BlockEntry& block() const {
    return *index.blocks.find(message().data);
  }
  [[nodiscard]] std::uint64_t trailer() const {
    return block().offset + pst::reader::stored_block_size(block().size, Width::Unicode) - 16;
  }
  /// The entry of `key` in the leaf that has it.
  [[nodiscard]] std::uint64_t entry_at(std::uint32_t page, std::size_t size,
                                       std::uint64_t key) const {
    auto at = std::uint64_t{page} * 512;
    while (number_at(content, at, 8) != key) {
      at += size;
    }
    return at;
  }
  void put(std::uint64_t at, std::uint64_t value, std::size_t size) {
    RawStore::put(content, at, value, size);
  }
  void seal(std::uint64_t page, std::uint8_t type) {
    RawStore::seal_page(content, page, type, number_at(content, page + 504, 8));
  }
};

}  // namespace

TEST_CASE("nothing is said of what our writer writes") {
  for (const auto width : {Width::Unicode, Width::Ansi}) {
    for (const auto encoding : {Encoding::None, Encoding::Permute, Encoding::Cyclic}) {
      const auto sample = test::sample_store(width, encoding, 60);
      const auto report = check(sample.content);
      CHECK(rules_of(report).empty());
      CHECK(report.sound);
      CHECK(report.items.empty());
      CHECK(!report.swept);
      CHECK(report.messages >= 60);
      CHECK(report.leaked == 0);
      CHECK(report.used + report.free == sample.content.size() - pst::kFirstSection);
    }
  }
}

TEST_CASE("one planted fault is named at its place and nothing else is") {
  struct Fault {
    const char* rule;
    bool sound;
    std::function<std::pair<std::uint64_t, std::size_t>(Planted&)> plant;  // returns its place
  };
  const std::vector<Fault> faults = {
      {"HDR.amapvalid", false,
       [](Planted& p) {
         p.put(248, 0, 1);
         RawStore::seal_header(p.content);
         return std::pair(248UL, 1UL);
       }},
      {"HDR.amapfree", false,
       [](Planted& p) {
         p.put(200, number_at(p.content, 200, 8) + 64, 8);
         RawStore::seal_header(p.content);
         return std::pair(200UL, 8UL);
       }},
      {"HDR.amaplast", false,
       [](Planted& p) {
         p.put(192, 0x4401, 8);
         RawStore::seal_header(p.content);
         return std::pair(192UL, 8UL);
       }},
      {"HDR.bidNextB", false,
       [](Planted& p) {
         p.put(516, 8, 8);
         RawStore::seal_header(p.content);
         return std::pair(516UL, 8UL);
       }},
      {"PAGE.crc", false,
       [](Planted& p) {
         p.put(0x4400 + 500, 0x12345678, 4);
         return std::pair(0x4400UL + 500, 4UL);
       }},
      {"AMAP.leak", true,
       [](Planted& p) {
         const auto last = pst::kFirstSection + pst::kMapBytes - 1;  // the section's last slots
         p.put(last, 1, 1);
         p.seal(pst::kFirstSection, 0x84);
         p.put(pst::kFirstSection + 498, 0, 2);
         p.put(200, number_at(p.content, 200, 8) - 64, 8);
         RawStore::seal_header(p.content);
         return std::pair(last, 1UL);
       }},
      {"AMAP.free", false,
       [](Planted& p) {
         const auto slot = (p.block().offset - pst::kFirstSection) / 64;
         const auto at = pst::kFirstSection + slot / 8;
         p.put(at, number_at(p.content, at, 1) & ~(0x80U >> (slot % 8)), 1);
         p.seal(pst::kFirstSection, 0x84);
         p.put(pst::kFirstSection + 498, 0, 2);
         p.put(200, number_at(p.content, 200, 8) + 64, 8);
         RawStore::seal_header(p.content);
         return std::pair(at, 1UL);
       }},
      {"BBT.cref", false,
       [](Planted& p) {
         const auto at = p.entry_at(p.block().page, 24, p.block().bid.value) + 18;
         p.put(at, 7, 2);
         p.seal(std::uint64_t{p.block().page} * 512, 0x80);
         return std::pair(at, 2UL);
       }},
      {"NBT.parent", false,
       [](Planted& p) {
         const auto at = p.entry_at(p.message().page, 32, p.sample.first_message) + 24;
         p.put(at, 0x9FE2, 4);
         p.seal(std::uint64_t{p.message().page} * 512, 0x81);
         return std::pair(at, 4UL);
       }},
      {"BLK.crc", false,
       [](Planted& p) {
         p.put(p.trailer() + 4, 0x11223344, 4);
         return std::pair(p.trailer() + 4, 4UL);
       }},
      {"BLK.sig", false,
       [](Planted& p) {
         p.put(p.trailer() + 2, number_at(p.content, p.trailer() + 2, 2) ^ 1U, 2);
         return std::pair(p.trailer() + 2, 2UL);
       }},
      {"BLK.cbtrail", false,
       [](Planted& p) {
         p.put(p.trailer(), 5, 2);
         return std::pair(p.trailer(), 2UL);
       }},
  };
  for (const auto& fault : faults) {
    INFO(fault.rule);
    Planted planted;
    const auto [at, size] = fault.plant(planted);
    const auto report = check(planted.content);
    CHECK(rules_of(report) == std::set<std::string>{fault.rule});
    CHECK(report.sound == fault.sound);
    REQUIRE(!report.findings.empty());
    const auto& damage = report.findings.front().damage;
    CHECK(damage.offset <= at);
    CHECK(damage.offset + damage.length >= at + size);
  }
}

TEST_CASE("an item that is hit is intact when all of it can be read") {
  Planted signature;
  signature.put(signature.trailer() + 2, 0x1234, 2);
  CHECK(state_of(check(signature.content), signature.sample.first_message) ==
        CheckedItem::State::Intact);

  Planted content;
  for (std::uint64_t i = 0; i < 40; ++i) {
    content.put(content.block().offset + 20 + i, 0xA5, 1);
  }
  const auto report = check(content.content);
  const auto state = state_of(report, content.sample.first_message);
  CHECK((state == CheckedItem::State::Partial || state == CheckedItem::State::Lost));
  CHECK(report.partial + report.lost == 1);
  CHECK(!report.sound);
}

TEST_CASE("a tree page that is gone hits what it named and the rest is intact") {
  Planted planted;
  const auto page = std::uint64_t{planted.message().page} * 512;
  std::set<std::uint32_t> there;
  for (const auto& entry : planted.index.nodes.entries()) {
    if (std::uint64_t{entry.page} * 512 == page) {
      there.insert(entry.nid.value);
    }
  }
  for (std::uint64_t at = page; at < page + 512; at += 8) {
    planted.put(at, 0, 8);
  }
  const auto report = check(planted.content);
  CHECK(rules_of(report).contains("PAGE.type"));
  for (const auto& item : report.items) {
    const auto gone = there.contains(item.nid.value);
    INFO(item.nid.value);
    CHECK((item.state == CheckedItem::State::Lost) == gone);
  }
}

TEST_CASE("without the root of the block tree a damaged block is named all the same") {
  Planted planted;
  planted.sample = test::sample_store(Width::Unicode, Encoding::Permute, 60);
  planted.content = planted.sample.content;
  planted.index = pst::reader::Store::open(planted.sample.content, nullptr).value().index();
  constexpr std::uint8_t kBlockPage = 0x80;
  const auto root = std::ranges::find_if(planted.index.pages, [](const auto& page) {
    return page.type == kBlockPage && page.level > 0;
  });
  REQUIRE(root != planted.index.pages.end());
  std::fill_n(planted.content.begin() + static_cast<std::ptrdiff_t>(root->offset), 512,
              std::byte{});
  CHECK_FALSE(rules_of(check(planted.content)).contains("BLK.crc"));

  for (std::uint64_t i = 0; i < 40; ++i) {
    planted.put(planted.block().offset + 20 + i, 0xA5, 1);
  }
  const auto report = check(planted.content);
  CHECK(rules_of(report).contains("BLK.crc"));
  CHECK(state_of(report, planted.sample.first_message).has_value());
}

TEST_CASE("a folder that nobody lists hits everything below it, however deep that lies") {
  constexpr std::size_t kDepth = 90;
  test::StoreImage image(Width::Unicode, Encoding::Permute);
  auto folder = pst::StoreWriter::subtree();
  for (std::size_t i = 0; i < kDepth; ++i) {
    folder = image.writer().add_folder(folder, {}).value();
  }
  REQUIRE(image.image().complaints.empty());
  auto content = image.file().content();
  // The hierarchy table of the subtree is a node without data from now on.
  const auto index = pst::reader::Store::open(content, nullptr).value().index();
  const auto table = pst::sibling(pst::StoreWriter::subtree(), pst::NidType::HierarchyTable);
  const auto page = std::uint64_t{index.nodes.find(table)->page} * 512;
  auto at = page;
  while (number_at(content, at, 8) != table.value) {
    at += 32;
  }
  RawStore::put(content, at + 8, 0, 8);
  RawStore::seal_page(content, page, 0x81, number_at(content, page + 504, 8));

  const auto report = check(content);
  CHECK(rules_of(report).contains("FLD.lost"));
  CHECK(state_of(report, folder.value).has_value());
}

TEST_CASE("a check that is told to stop says so, and asks no more") {
  const auto sample = test::sample_store(Width::Unicode, Encoding::Permute, 60);
  std::size_t asked = 0;
  const auto report =
      pst::check::check_store(sample.content, nullptr, {.progress = [&](std::uint64_t done) {
                                CHECK(done <= sample.content.size());
                                return ++asked < 3;
                              }});
  REQUIRE_FALSE(report);
  CHECK(report.error().kind == bytes::ErrorKind::Interrupted);
  CHECK(asked == 3);

  // So does a sweep.
  auto hurt = sample.content;
  std::fill_n(hurt.begin(), 600, std::byte{});
  const auto swept = pst::check::check_store(
      hurt, nullptr, {.progress = [](std::uint64_t /*done*/) { return false; }});
  REQUIRE_FALSE(swept);
  CHECK(swept.error().kind == bytes::ErrorKind::Interrupted);
}

TEST_CASE("what was never read hits what it is part of although it looks sound") {
  const Planted planted;
  bytes::Extents unread;
  unread.add(planted.block().offset + 3, 10);
  auto report = pst::check::check_store(planted.content, nullptr, {.unread = &unread}).value();
  CHECK(!report.sound);
  CHECK(rules_of(report) == std::set<std::string>{"UNREAD"});
  CHECK(report.findings.at(0).damage == bytes::Damage{.offset = planted.block().offset + 3,
                                                      .length = 10,
                                                      .kind = bytes::DamageKind::Unreadable,
                                                      .field = "bad sector"});
  REQUIRE(report.items.size() == 1);
  CHECK(state_of(report, planted.sample.first_message) == CheckedItem::State::Partial);

  // A table of a folder hits the folder; the trailer of a block is part of it.
  const auto& table = *planted.index.nodes.find({(planted.sample.folder & ~0x1FU) | 0x0EU});
  const auto& rows = *planted.index.blocks.find(table.data);
  bytes::Extents trailer;
  trailer.add(rows.offset + pst::reader::stored_block_size(rows.size, Width::Unicode) - 1, 1);
  report = pst::check::check_store(planted.content, nullptr, {.unread = &trailer}).value();
  CHECK(state_of(report, planted.sample.folder) == CheckedItem::State::Partial);

  // Free space is nobody's, and told.
  bytes::Extents free;
  free.add(planted.content.size() - 64, 64);
  report = pst::check::check_store(planted.content, nullptr, {.unread = &free}).value();
  CHECK(!report.sound);
  CHECK(report.items.empty());
}

}  // namespace check_test
