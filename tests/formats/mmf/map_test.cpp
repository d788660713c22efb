// The class of each byte of a Microsoft Mail store, as its builder laid it out.
#include "formats/mmf/map.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "tests/formats/mmf/store_builder.h"

namespace map_test {
namespace {

using bytes::RangeClass;
using test::MmfBytes;
using test::MmfStore;

using Painting = std::vector<RangeClass>;

bytes::StoreMap map_store(const MmfBytes& file) {
  bytes::DamageLog damage;
  const auto store = mmf::Store::open(file, nullptr, damage);
  REQUIRE(store);
  auto map = mmf::map_of(*store);
  std::uint64_t at = 0;
  for (const auto& range : map.ranges) {
    REQUIRE(range.offset == at);
    at += range.length;
  }
  REQUIRE(at == file.size());
  return map;
}

Painting painting_of(const bytes::StoreMap& map) {
  Painting all;
  for (const auto& range : map.ranges) {
    all.insert(all.end(), range.length, range.kind);
  }
  return all;
}

void paint(Painting& all, std::uint64_t offset, std::uint64_t length, RangeClass kind) {
  for (std::uint64_t i = 0; i < length; ++i) {
    all.at(offset + i) = kind;
  }
}

/// Folders, hierarchies and lists of attachments lead to others.
bool is_index(std::uint32_t oid) {
  const auto type = oid & 0xFFU;
  return type == 0x81 || type == 0x82 || type == 0x84 || type == 0x89;
}

Painting painting_of(const MmfStore& store, std::size_t size) {
  Painting all(size, RangeClass::Slack);
  paint(all, 0, 0x200, RangeClass::Header);
  paint(all, store.maps_at, 2UL * 32 * store.capacity, RangeClass::Index);
  for (const auto& object : store.objects) {
    if (object.target != 0) {
      continue;
    }
    const bool free = (object.flags & 0x8000U) != 0;
    paint(all, object.offset, object.data.size() + (free ? 0 : 8),
          free                   ? RangeClass::Free
          : is_index(object.oid) ? RangeClass::Index
                                 : RangeClass::Data);
  }
  return all;
}

MmfStore made(bool with_free = true) {
  test::MmfMailbox mailbox;
  mailbox.folder(test::kMmfInbox, "Inbox");
  for (int i = 0; i < 5; ++i) {
    mailbox.mail(test::kMmfInbox, {.subject = "Subject " + std::to_string(i),
                                   .body = std::string(700, 'x'),
                                   .attachments = {{"A.TXT", std::string(1000, 'y')}}});
  }
  if (with_free) {
    mailbox.object({.oid = 0x0000018F, .flags = 0x8000, .data = MmfBytes(1024)});
  }
  return mailbox.build();
}

}  // namespace

TEST_CASE("each byte of a healthy store of either cipher has the class of its object") {
  for (const std::uint32_t divisor : {0U, 0x1000U}) {
    auto store = made();
    store.divisor = divisor;
    store.version = divisor == 0 ? 0x0F00C00F : 0x0F00C010;
    const auto file = store.bytes();
    const auto map = map_store(file);
    CHECK(painting_of(map) == painting_of(store, file.size()));
    CHECK(map.contradictions.total() == 0);
  }
}

TEST_CASE("a sector of zeros in the normal cipher is bad where it lies and nowhere else") {
  const auto store = made();
  const auto good = store.bytes();
  const auto clean = painting_of(store, good.size());
  std::size_t shown = 0;
  for (std::size_t at = 0x200; at + 512 <= good.size(); at += 512 * 3) {
    auto file = good;
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(at), 512, std::byte{});
    const auto found = painting_of(map_store(file));
    for (std::size_t i = 0; i < file.size(); ++i) {
      if (i < at || i >= at + 512) {
        // An object whose front is gone may be found again elsewhere in line; it stays what it is.
        CHECK(found[i] != RangeClass::BadChecksum);
      }
    }
    shown +=
        static_cast<std::size_t>(std::count(found.begin(), found.end(), RangeClass::BadChecksum));
  }
  CHECK(shown > 512 * 10);
}

TEST_CASE("an object that no map names is recovered, and its place in the map free") {
  auto store = made();
  auto& gone = *std::find_if(store.objects.begin(), store.objects.end(),
                             [](const auto& object) { return (object.oid & 0xFFU) == 0x86; });
  const auto place = gone.offset;
  const auto size = gone.data.size() + 8;
  auto whole = store.plain();
  const auto free_size = (size + 127) / 128 * 128;
  // The node becomes that of a free block in both maps; the bytes stay.
  const auto inod = static_cast<std::size_t>(&gone - store.objects.data()) + 1;
  for (const std::size_t map : {0UL, 1UL}) {
    const auto node = store.maps_at + (map * store.capacity + inod) * 32;
    const auto put = [&](std::size_t at, std::uint64_t value, unsigned length) {
      MmfBytes out;
      test::put(out, value, length);
      std::copy(out.begin(), out.end(), whole.begin() + static_cast<std::ptrdiff_t>(node + at));
    };
    put(4, 0x0000028F, 4);
    put(8, 0, 8);
    put(16, 0x8000, 2);
    put(20, free_size, 4);
  }
  test::mmf_encipher(whole);
  auto expected = painting_of(store, whole.size());
  paint(expected, place, free_size, RangeClass::Free);
  paint(expected, place, size, RangeClass::Recovered);
  CHECK(painting_of(map_store(whole)) == expected);
}

TEST_CASE("a store without its header is recovered where maps lead, and its header bad") {
  const auto store = made();
  auto file = store.bytes();
  std::fill_n(file.begin(), 0x200, std::byte{});
  const auto map = map_store(file);
  CHECK(map.ranges.front() ==
        bytes::Range{
            .offset = 0, .length = 0x200, .owner = "header", .kind = RangeClass::BadChecksum});
}

TEST_CASE("bytes behind the last object are unreferenced") {
  const auto store = made();
  auto file = store.bytes();
  const auto end = file.size();
  std::mt19937 random(3);
  for (int i = 0; i < 1000; ++i) {
    file.push_back(static_cast<std::byte>(random()));
  }
  auto expected = painting_of(store, end);
  expected.resize(file.size(), RangeClass::Unreferenced);
  CHECK(painting_of(map_store(file)) == expected);
}

TEST_CASE("a hurt or cut store has each byte once all the same") {
  const auto good = made().bytes();
  std::mt19937 random(7);
  for (int i = 0; i < 40; ++i) {
    auto file = good;
    for (int k = 0; k < 40; ++k) {
      file[random() % file.size()] = static_cast<std::byte>(random());
    }
    file.resize(0x400 + random() % (file.size() - 0x400));
    bytes::DamageLog damage;
    if (mmf::Store::open(file, nullptr, damage)) {
      (void)map_store(file);
    }
  }
}

}  // namespace map_test
