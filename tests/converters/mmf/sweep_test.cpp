// Seeded damage to a small store: whatever comes of it, the books balance. The full sweep is done
// by hand with more rounds: RESTANTE_ROUNDS.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <random>
#include <string>

#include "tests/converters/mmf/converted.h"

namespace {

using test::kMmfInbox;
using test::MmfBytes;
using test::MmfSink;

std::size_t rounds(std::size_t usual) {
  const char* wanted = std::getenv("RESTANTE_ROUNDS");
  return wanted == nullptr ? usual : std::stoul(wanted);
}

MmfBytes small_store() {
  test::MmfMailbox mailbox;
  mailbox.folder(kMmfInbox, "Inbox");
  mailbox.folder(0x00123482, "Projects", 2);
  for (int i = 0; i < 4; ++i) {
    mailbox.mail(kMmfInbox, {.subject = "Subject " + std::to_string(i),
                             .body = "Body",
                             .attachments = {{"A.TXT", "content", 1, 2}}});
  }
  mailbox.link(0x00123482, mailbox.mail(0x00123482, {.subject = "linked", .body = "x"}));
  return mailbox.build().bytes();
}

TEST_CASE("a store cut anywhere yields what is left, and the books balance") {
  const MmfBytes whole = small_store();
  std::mt19937 random(1);
  for (std::size_t round = 0; round < rounds(150); ++round) {
    const auto length = static_cast<std::ptrdiff_t>(0x200 + random() % (whole.size() - 0x200));
    MmfSink sink;
    test::convert_mmf(MmfBytes(whole.begin(), whole.begin() + length), sink);
    CHECK(sink.tells_damage());
  }
}

TEST_CASE("a store with flipped bits anywhere is read, and the books balance") {
  const MmfBytes whole = small_store();
  std::mt19937 random(2);
  for (std::size_t round = 0; round < rounds(300); ++round) {
    MmfBytes file = whole;
    const std::size_t flips = 1 + random() % 8;
    for (std::size_t i = 0; i < flips; ++i) {
      // Half of them where the objects are.
      const std::size_t begin = random() % 2 == 0 ? 0x8200 : 0;
      file[begin + random() % (file.size() - begin)] ^= std::byte{1} << (random() % 8);
    }
    MmfSink sink;
    test::convert_mmf(file, sink);
  }
}

TEST_CASE("a store with noise written over it anywhere is read, and the books balance") {
  const MmfBytes whole = small_store();
  std::mt19937 random(3);
  for (std::size_t round = 0; round < rounds(150); ++round) {
    MmfBytes file = whole;
    const std::size_t begin = random() % file.size();
    const std::size_t length = std::min<std::size_t>(1 + random() % 4096, file.size() - begin);
    for (std::size_t i = 0; i < length; ++i) {
      file[begin + i] = static_cast<std::byte>(random());
    }
    MmfSink sink;
    test::convert_mmf(file, sink);
  }
}

}  // namespace
