// What survives when one sector in a hundred is zeroed: everything that was not hit, unchanged; and
// whatever was hit is told.
#include <catch2/catch.hpp>
#include <random>
#include <set>

#include "tests/converters/mmf/converted.h"
#include "tests/support/sweep.h"

namespace {

using test::MmfBytes;
using test::MmfContent;
using test::MmfSink;

constexpr std::size_t kSector = 512;

struct Made {
  test::MmfStore store;
  std::map<std::string, MmfContent> contents;                 // by subject
  std::map<std::string, std::vector<std::uint32_t>> objects;  // by subject
};

Made make_store() {
  test::MmfMailbox mailbox;
  Made made;
  for (std::uint32_t folder = 0; folder < 6; ++folder) {
    const std::uint32_t oid = ((0x10000 + folder) << 8U) | 0x82U;
    mailbox.folder(oid, "Folder " + std::to_string(folder));
    for (int i = 0; i < 25; ++i) {
      const std::string subject = "Subject " + std::to_string(folder) + "-" + std::to_string(i);
      test::MmfMail mail{.subject = subject, .body = "Body of " + subject};
      MmfContent content;
      for (int k = 0; k < i * 7; ++k) {
        mail.body += "\r\nline " + std::to_string(k);
      }
      for (int k = 0; k < i % 3; ++k) {
        const std::string data(static_cast<std::size_t>(k * 900 + i * 31),
                               static_cast<char>('a' + k));
        mail.attachments.push_back({.title = "F" + std::to_string(k) + ".TXT", .data = data});
        content.attachments.push_back(data);
      }
      content.body = mail.body;
      made.contents[subject] = content;
      mailbox.mail(oid, mail);
    }
  }
  made.store = mailbox.build();
  // Message, list and attachments stand one behind the other.
  std::string subject;
  std::size_t number = 0;
  for (const auto& object : made.store.objects) {
    const auto type = object.oid & 0xFFU;
    if (type == 0x86U) {
      subject = "Subject " + std::to_string(number / 25) + "-" + std::to_string(number % 25);
      ++number;
    }
    if (type == 0x86U || type == 0x87U || type == 0x89U) {
      made.objects[subject].push_back(object.oid);
    }
  }
  return made;
}

/// The subjects of which an object lies in one of `sectors`.
std::set<std::string> hit_by(const Made& made, const std::set<std::size_t>& sectors) {
  std::map<std::uint32_t, const test::MmfObject*> by_oid;
  for (const auto& object : made.store.objects) {
    by_oid[object.oid] = &object;
  }
  std::set<std::string> hit;
  for (const auto& [subject, oids] : made.objects) {
    for (const std::uint32_t oid : oids) {
      const auto& object = *by_oid.at(oid);
      const std::size_t end = object.offset + 8 + object.data.size();
      for (std::size_t sector = object.offset / kSector; sector * kSector < end; ++sector) {
        if (sectors.contains(sector)) {
          hit.insert(subject);
        }
      }
    }
  }
  return hit;
}

void check_one(const Made& made, const MmfBytes& whole, unsigned seed) {
  std::mt19937 random(seed);
  MmfBytes file = whole;
  std::set<std::size_t> sectors;
  const std::size_t count = file.size() / kSector;
  while (sectors.size() < count / 100) {
    sectors.insert(random() % count);
  }
  for (const std::size_t sector : sectors) {
    std::fill_n(file.begin() + static_cast<std::ptrdiff_t>(sector * kSector), kSector,
                std::byte{0});
  }
  const auto hit = hit_by(made, sectors);
  MmfSink sink;
  test::convert_mmf(file, sink);

  INFO("seed " << seed);
  std::map<std::string, std::size_t> delivered;
  for (std::size_t i = 0; i < sink.messages.size(); ++i) {
    const auto& message = sink.messages[i];
    if (!made.contents.contains(message.subject) || hit.contains(message.subject)) {
      continue;
    }
    if (message.provenance.native_id.starts_with("oid")) {
      ++delivered[message.subject];
      CHECK(sink.contents[i] == made.contents.at(message.subject));
      CHECK(message.provenance.missing.empty());
    }
  }
  for (const auto& [subject, content] : made.contents) {
    if (!hit.contains(subject)) {
      INFO(subject);
      CHECK(delivered[subject] == 1);
    }
  }
  // A message that was hit is nowhere intact, unless the sector changed nothing of it.
  for (std::size_t i = 0; i < sink.messages.size(); ++i) {
    const auto& message = sink.messages[i];
    if (hit.contains(message.subject) && message.provenance.missing.empty()) {
      INFO(message.subject);
      CHECK(sink.contents[i] == made.contents.at(message.subject));
    }
  }
  std::size_t told = sink.losses.size();
  for (const auto& message : sink.messages) {
    told += message.provenance.missing.empty() ? 0U : 1U;
  }
  CHECK(told >= hit.size());
  CHECK(sink.tells_damage());
}

TEST_CASE("one sector in a hundred zeroed: what was not hit is unchanged, what was hit is told") {
  const Made made = make_store();
  const MmfBytes whole = made.store.bytes();
  for (unsigned seed = 1; seed <= 200; seed += test::every(5)) {
    check_one(made, whole, seed);
  }
}

}  // namespace
