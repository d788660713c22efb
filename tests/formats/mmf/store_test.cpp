#include "formats/mmf/store.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/formats/mmf/store_builder.h"

namespace store_test {
namespace {

using mmf::MapUse;
using mmf::Oid;
using mmf::Store;
using test::MmfBytes;

/// A store and the bytes it lives on.
struct Opened {
  MmfBytes file;
  bytes::DamageLog damage;
  std::optional<Store> store;

  explicit Opened(MmfBytes bytes) : file(std::move(bytes)) {
    store = Store::open(file, nullptr, damage);
  }
};

void fill(MmfBytes& file, std::size_t begin, std::size_t end, unsigned seed) {
  for (std::size_t i = begin; i < end; ++i) {
    seed = seed * 1103515245 + 12345;
    file[i] = static_cast<std::byte>(seed >> 16U);
  }
}

TEST_CASE("the worked example: eight objects, each where the map says, every byte accounted for") {
  const Opened opened(test::mmf_example());

  REQUIRE(opened.store);
  CHECK(opened.damage.items().empty());
  CHECK(opened.store->map_use() == MapUse::Current);
  CHECK(opened.store->objects().size() == 8);
  CHECK(opened.store->lost().empty());
  CHECK(opened.store->deleted().empty());
  CHECK(opened.store->claims().unclaimed().empty());
  const auto* message = opened.store->find({0x12345686});
  REQUIRE(message != nullptr);
  CHECK(message->offset == 0x8480);
  CHECK(message->parent == mmf::kInbox);
  CHECK(message->auxiliary == Oid{0x12345689});
}

TEST_CASE("either map may be the one in force") {
  MmfBytes file = test::mmf_example();
  file[0x0E] = std::byte{1};
  const Opened opened(file);

  REQUIRE(opened.store);
  CHECK(opened.damage.items().empty());
  CHECK(opened.store->objects().size() == 8);
}

TEST_CASE("a map of noise is told, and the other one read") {
  MmfBytes file = test::mmf_example();
  fill(file, 0x200, 0x4200, 1);
  const Opened opened(file);

  REQUIRE(opened.store);
  CHECK(opened.store->map_use() == MapUse::Other);
  CHECK(opened.store->objects().size() == 8);
  CHECK(opened.store->find({0x12345686})->parent == mmf::kInbox);
  REQUIRE(opened.damage.items().size() == 1);
  CHECK(opened.damage.items()[0].field == "map");
  CHECK(opened.damage.items()[0].offset == 0x200);
}

TEST_CASE("without any map, each object is found by its looks") {
  for (const bool zeros : {false, true}) {
    MmfBytes file = test::mmf_example();
    if (zeros) {
      std::fill(file.begin() + 0x200, file.begin() + 0x8200, std::byte{0});
    } else {
      fill(file, 0x200, 0x8200, 2);
    }
    const Opened opened(file);

    REQUIRE(opened.store);
    CHECK(opened.store->map_use() == MapUse::None);
    // The accounts are a list, too.
    CHECK(opened.store->objects().size() == 8);
    CHECK(opened.store->find({0x12345686})->parent == Oid{});
    CHECK(opened.damage.total() == 1);
  }
}

TEST_CASE("without a header the maps are found, and with them the parents") {
  MmfBytes file = test::mmf_example();
  std::fill(file.begin(), file.begin() + 0x200, std::byte{0});
  const Opened opened(file);

  REQUIRE(opened.store);
  CHECK(opened.store->map_use() == MapUse::Found);
  CHECK(opened.store->objects().size() == 8);
  CHECK(opened.store->find({0x12345686})->parent == mmf::kInbox);
  CHECK(opened.damage.items()[0].kind == bytes::DamageKind::BadMagic);
}

TEST_CASE("without a header, a damaged node of the map costs its own object's parent at most") {
  test::MmfMailbox mailbox;
  mailbox.folder(test::kMmfInbox, "Inbox");
  mailbox.folder(test::kMmfWastebasket, "Wastebasket");
  std::uint32_t last = 0;
  for (int i = 0; i < 60; ++i) {
    last = mailbox.mail(test::kMmfInbox, {.subject = "Subject " + std::to_string(i), .body = "x"});
  }
  mailbox.link(test::kMmfWastebasket, last);
  const auto store = mailbox.build();
  for (const std::size_t inod : {3U, 30U, 63U}) {
    MmfBytes file = store.plain();
    for (const std::size_t map : {0x200U, 0x200U + 32U * store.capacity}) {
      file[map + inod * 32 + 0x14] ^= std::byte{1};
    }
    std::fill(file.begin(), file.begin() + 0x200, std::byte{0});
    test::mmf_encipher(file);
    const Opened opened(file);

    REQUIRE(opened.store);
    CHECK(opened.store->map_use() == MapUse::Found);
    CHECK(opened.store->links().size() == 1);
    CHECK(opened.store->objects().size() + opened.store->strays().size() +
              opened.store->deleted().size() ==
          store.objects.size() - 1);
    CHECK(opened.store->objects().size() + 2 >= store.objects.size());
  }
}

TEST_CASE("a piece of a file tells by its zeros where it stood") {
  const MmfBytes file = test::mmf_example();
  const MmfBytes piece(file.begin() + 0x8200, file.end());
  const Opened opened(piece);

  REQUIRE(opened.store);
  CHECK(opened.store->objects().size() == 8);
  CHECK(opened.store->file().shifts() == std::vector<mmf::Shift>{{.from = 0, .distance = 0x8200}});
}

TEST_CASE("64 KiB put in before the objects cost nothing: the cipher repeats") {
  MmfBytes file = test::mmf_example();
  file.insert(file.begin() + 0x8200, 0x10000, std::byte{0});
  const Opened opened(file);

  REQUIRE(opened.store);
  CHECK(opened.store->objects().size() == 8);
  CHECK(opened.store->find({0x12345686})->parent == mmf::kInbox);
  CHECK(opened.damage.total() > 0);
}

TEST_CASE("a missing piece is told by the zeros behind it, and what follows is read") {
  test::MmfMailbox mailbox;
  mailbox.folder(test::kMmfInbox, "Inbox");
  for (int i = 0; i < 40; ++i) {
    mailbox.mail(test::kMmfInbox, {.subject = "Subject " + std::to_string(i), .body = "text"});
  }
  const auto store = mailbox.build();
  MmfBytes file = store.bytes();
  const std::size_t cut = store.objects[20].offset;
  file.erase(file.begin() + static_cast<std::ptrdiff_t>(cut),
             file.begin() + static_cast<std::ptrdiff_t>(cut + 777));
  const Opened opened(file);

  REQUIRE(opened.store);
  CHECK(opened.store->map_use() == MapUse::Current);
  REQUIRE(opened.store->file().shifts().size() == 1);
  CHECK(opened.store->file().shifts()[0].distance == 777);
  const auto hit = static_cast<std::size_t>(
      std::ranges::count_if(store.objects, [cut](const test::MmfObject& object) {
        return object.offset < cut + 777 && object.offset + object.data.size() + 8 > cut;
      }));
  CHECK(hit >= 2);
  CHECK(opened.store->lost().size() == hit);
  CHECK(opened.store->objects().size() + hit == store.objects.size());
  CHECK(opened.store->find({store.objects[30].oid})->parent == mmf::kInbox);
}

TEST_CASE("Q122062 a store in the DoubleSpace cipher is read, and without its header, too") {
  MmfBytes plain = test::mmf_example_plain();
  plain[4] = std::byte{0x10};
  plain[0x126] = std::byte{1};
  plain[0x129] = std::byte{0x10};
  test::mmf_encipher(plain, 0x1000);
  {
    const Opened opened(plain);
    REQUIRE(opened.store);
    CHECK(opened.damage.items().empty());
    CHECK(opened.store->objects().size() == 8);
  }
  std::fill(plain.begin(), plain.begin() + 0x200, std::byte{0});
  const Opened opened(plain);
  REQUIRE(opened.store);
  CHECK(opened.store->file().cipher().divisor == 0x1000);
  CHECK(opened.store->objects().size() == 8);
}

TEST_CASE("a divisor of 0 is damage, and the right one is found") {
  MmfBytes plain = test::mmf_example_plain();
  plain[4] = std::byte{0x10};
  plain[0x126] = std::byte{1};
  test::mmf_encipher(plain, 0x800);
  const Opened opened(plain);

  REQUIRE(opened.store);
  CHECK(opened.store->file().cipher().divisor == 0x800);
  CHECK(opened.store->objects().size() == 8);
  CHECK(opened.damage.items()[0].field == "header.divisor");
}

TEST_CASE("cut at any length, a store yields what is in it and names what is not") {
  const MmfBytes file = test::mmf_example();
  for (std::size_t length = 0; length < file.size(); length += 97) {
    const Opened opened(MmfBytes(file.begin(), file.begin() + static_cast<std::ptrdiff_t>(length)));
    if (length < 0x200) {
      CHECK_FALSE(opened.store);
      continue;
    }
    REQUIRE(opened.store);
    if (length >= 0x8200) {
      CHECK(opened.store->objects().size() + opened.store->lost().size() == 8);
    }
    for (const auto& damage : opened.damage.items()) {
      CHECK(damage.offset + damage.length <= length);
    }
  }
}

TEST_CASE("what is no store is none") {
  CHECK_FALSE(Opened(MmfBytes()).store);
  CHECK_FALSE(Opened(test::mmf_text("Dear Sir or Madam")).store);
  MmfBytes noise(100'000);
  fill(noise, 0, noise.size(), 3);
  CHECK_FALSE(Opened(noise).store);
}

TEST_CASE("every byte of a store with free blocks has an owner, and free space is called so") {
  test::MmfMailbox mailbox;
  mailbox.folder(test::kMmfInbox, "Inbox");
  for (int i = 0; i < 5; ++i) {
    mailbox.mail(test::kMmfInbox, {.subject = "Subject " + std::to_string(i),
                                   .body = std::string(300, 'x'),
                                   .attachments = {{"A.TXT", "content"}}});
  }
  mailbox.object({.oid = 0x0000018F, .flags = 0x8000, .data = MmfBytes(1024)});
  const Opened opened(mailbox.build().bytes());

  REQUIRE(opened.store);
  CHECK(opened.damage.items().empty());
  CHECK(opened.store->claims().unclaimed().empty());
  const auto claims = opened.store->claims().claims();
  CHECK(std::ranges::count(claims, std::string_view("free"), &bytes::Range::owner) == 1);
  CHECK(std::ranges::count(claims, std::string_view("header"), &bytes::Range::owner) == 1);
}

}  // namespace
}  // namespace store_test
