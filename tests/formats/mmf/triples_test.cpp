// The senders and recipients of messages.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <utility>

#include "formats/mmf/values.h"
#include "tests/formats/mmf/store_builder.h"

namespace triples_test {
namespace {

using bytes::Damage;
using bytes::DamageKind;
using mmf::Triples;
using test::MmfBytes;

using Damages = std::vector<Damage>;

constexpr std::uint64_t kAt = 0x9000;

/// Triples and what was told of them; they point into `data`, which this keeps.
struct Reading {
  MmfBytes data;
  bytes::DamageLog damage;
  Triples triples;

  explicit Reading(MmfBytes bytes) : data(std::move(bytes)) {
    triples = mmf::read_triples(data, kAt, damage);
  }
};

/// What of a triple can be compared.
struct Person {
  std::uint16_t kind = 0;
  std::string name;
  std::string id;
  std::uint64_t offset = 0;
  friend bool operator==(const Person&, const Person&) = default;
};
using People = std::vector<Person>;

std::string characters(std::span<const std::byte> data) {
  std::string out;
  for (const std::byte byte : data) {
    out.push_back(static_cast<char>(byte));
  }
  return out;
}

People people(const Triples& triples) {
  People out;
  for (const mmf::Triple& triple : triples.people) {
    out.push_back({.kind = static_cast<std::uint16_t>(triple.kind),
                   .name = std::string(triple.name),
                   .id = characters(triple.id),
                   .offset = triple.offset});
  }
  return out;
}

/// With its NUL.
std::string z(std::string text) { return text + '\0'; }

/// A record whose second word is 8 larger than its strings.
MmfBytes record(std::uint16_t kind, const std::string& name, const std::string& id) {
  MmfBytes out;
  test::put(out, kind, 2);
  test::put(out, 8 + name.size() + id.size(), 2);
  test::put(out, name.size(), 2);
  test::put(out, id.size(), 2);
  test::append(out, name);
  test::append(out, id);
  return out;
}

MmfBytes joined(const std::vector<MmfBytes>& parts) {
  MmfBytes out;
  for (const MmfBytes& part : parts) {
    test::append(out, part);
  }
  return out;
}

MmfBytes end_record() { return MmfBytes(8); }

Person ann() { return {.kind = 4, .name = "Ann Lee", .id = z("MS:LAB/PO1/ANNL"), .offset = kAt}; }
/// 32 bytes, 21 bytes and 22 bytes.
MmfBytes ann_record() { return record(4, z("Ann Lee"), z("MS:LAB/PO1/ANNL")); }
MmfBytes odd_record() { return record(4, z("Bob"), z("MS:A/B/C")); }
MmfBytes even_record() { return record(4, z("Bobb"), z("MS:A/B/C")); }

TEST_CASE("a sender is one triple and the record that ends them") {
  const Reading reading(test::mmf_people({{"Ann Lee", "MS:LAB/PO1/ANNL"}}));

  CHECK(people(reading.triples) == People{ann()});
  CHECK(reading.triples.ended);
  CHECK(reading.triples.unread.empty());
  CHECK(reading.damage.total() == 0);
}

TEST_CASE("the second word counts the record, or the record that ends them with it") {
  for (const std::uint16_t overhead : {std::uint16_t{8}, std::uint16_t{16}}) {
    const Reading reading(test::mmf_people(
        {{"Ann Lee", "MS:LAB/PO1/ANNL"}, {"Bo", "SMTP:bo@example.com", 3}}, overhead));

    CHECK(people(reading.triples) == People{ann(), {3, "Bo", z("SMTP:bo@example.com"), kAt + 32}});
    CHECK(reading.triples.ended);
    CHECK(reading.damage.total() == 0);
  }
}

TEST_CASE("a second word that counts something else is told, and the triple read") {
  const Reading reading(test::mmf_people({{"Ann Lee", "MS:LAB/PO1/ANNL"}}, 9));

  CHECK(people(reading.triples) == People{ann()});
  CHECK(reading.triples.ended);
  CHECK(reading.damage.items() == Damages{{.offset = kAt,
                                           .length = 8,
                                           .kind = DamageKind::Inconsistent,
                                           .field = "triple.record_size",
                                           .found = 33,
                                           .expected = 32}});
}

TEST_CASE("no people need nothing, or the record that ends them") {
  const Reading nothing((MmfBytes()));
  CHECK(nothing.triples.people.empty());
  CHECK_FALSE(nothing.triples.ended);
  CHECK(nothing.damage.total() == 0);

  const Reading end(end_record());
  CHECK(end.triples.people.empty());
  CHECK(end.triples.ended);
  CHECK(end.damage.total() == 0);
}

TEST_CASE("every kind from 1 to 9 is a triple, and three of them have an address") {
  for (std::uint16_t kind = 1; kind <= 9; ++kind) {
    const Reading reading(joined({record(kind, z("Ann Lee"), "\x01\x02\x03"), end_record()}));

    CHECK(people(reading.triples) == People{{kind, "Ann Lee", "\x01\x02\x03", kAt}});
    CHECK(reading.triples.ended);
    CHECK(reading.damage.total() == 0);
    CHECK(reading.triples.people.at(0).has_address() == (kind == 3 || kind == 4 || kind == 9));
  }
}

TEST_CASE("somebody unresolved has a name only") {
  const Reading reading(joined({record(1, z("Ann Lee"), ""), end_record()}));

  CHECK(people(reading.triples) == People{{1, "Ann Lee", "", kAt}});
  CHECK(reading.triples.ended);
  CHECK(reading.damage.total() == 0);
}

TEST_CASE("a name ends at its NUL, with padding behind it, or without one at its end") {
  for (const std::string& name : {std::string("Ann"), z("Ann"), z(z(z("Ann")))}) {
    const Reading reading(joined({record(4, name, z("MS:A/B/C")), end_record()}));

    CHECK(people(reading.triples) == People{{4, "Ann", z("MS:A/B/C"), kAt}});
    CHECK(reading.damage.total() == 0);
  }
}

TEST_CASE("a missing record at the end is no damage") {
  const Reading reading(ann_record());

  CHECK(people(reading.triples) == People{ann()});
  CHECK_FALSE(reading.triples.ended);
  CHECK(reading.triples.unread.empty());
  CHECK(reading.damage.total() == 0);
}

TEST_CASE("triples may be padded to an even offset or to a multiple of four, or not at all") {
  for (const auto& [first, padding, name] : {std::tuple{odd_record(), std::size_t{0}, "Bob"},
                                             {odd_record(), 1, "Bob"},
                                             {odd_record(), 3, "Bob"},
                                             {even_record(), 2, "Bobb"}}) {
    const std::uint64_t second = kAt + first.size() + padding;
    const Reading reading(joined({first, MmfBytes(padding), ann_record(), end_record()}));

    CHECK(people(reading.triples) ==
          People{{4, name, z("MS:A/B/C"), kAt}, {4, "Ann Lee", z("MS:LAB/PO1/ANNL"), second}});
    CHECK(reading.triples.ended);
    CHECK(reading.triples.unread.empty());
    CHECK(reading.damage.total() == 0);
  }
}

TEST_CASE("padding before the record that ends them is padding") {
  for (const std::size_t padding : {1U, 3U}) {
    const Reading reading(joined({odd_record(), MmfBytes(padding), end_record()}));

    CHECK(people(reading.triples) == People{{4, "Bob", z("MS:A/B/C"), kAt}});
    CHECK(reading.triples.ended);
    CHECK(reading.triples.unread.empty());
    CHECK(reading.damage.total() == 0);
  }
}

TEST_CASE("what is no triple is told and kept, and those before it are read") {
  const std::string garbage = "garbage here";
  MmfBytes eleven = record(11, z("Bo"), "");
  MmfBytes no_name = record(4, "", z("MS:A/B/C"));
  MmfBytes two_names = record(4, z("Bo") + z("b"), z("MS:A/B/C"));
  MmfBytes not_null = record(0, z("Bo"), "");
  MmfBytes cut = ann_record();
  cut.pop_back();
  for (const MmfBytes& bad :
       {test::mmf_text(garbage), test::mmf_text("xy"), eleven, no_name, two_names, not_null, cut,
        joined({eleven, ann_record(), end_record()})}) {
    const Reading reading(joined({ann_record(), bad}));

    CHECK(people(reading.triples) == People{ann()});
    CHECK_FALSE(reading.triples.ended);
    CHECK(characters(reading.triples.unread) == characters(bad));
    CHECK(reading.damage.items() == Damages{{.offset = kAt + ann_record().size(),
                                             .length = bad.size(),
                                             .kind = DamageKind::OutOfRange,
                                             .field = "triple",
                                             .found = 1}});
  }
}

TEST_CASE("strings that are longer than what is left make no triple") {
  for (const std::size_t word : {4U, 6U}) {
    for (const int high : {0x01, 0xFF}) {
      MmfBytes data = joined({ann_record(), end_record()});
      data[word + 1] = static_cast<std::byte>(high);
      const Reading reading(data);

      CHECK(reading.triples.people.empty());
      CHECK(reading.triples.unread.size() == data.size());
      CHECK(reading.damage.total() == 1);
    }
  }
}

TEST_CASE("more triples than there can be are told and kept") {
  const MmfBytes nobody = record(4, z(""), "");
  MmfBytes data;
  for (std::size_t i = 0; i <= mmf::kMostTriples; ++i) {
    test::append(data, nobody);
  }
  const Reading reading(data);

  CHECK(reading.triples.people.size() == mmf::kMostTriples);
  CHECK(characters(reading.triples.unread) == characters(nobody));
  CHECK(reading.damage.items() == Damages{{.offset = kAt + mmf::kMostTriples * nobody.size(),
                                           .length = nobody.size(),
                                           .kind = DamageKind::OutOfRange,
                                           .field = "triple",
                                           .found = mmf::kMostTriples}});
}

TEST_CASE("whatever bytes of triples are wrong, people and damage lie in them") {
  const MmfBytes sound =
      joined({ann_record(), odd_record(), MmfBytes(1), even_record(), end_record()});
  std::mt19937 random(2);
  for (int round = 0; round < 3000; ++round) {
    MmfBytes data = sound;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      data[random() % data.size()] ^= static_cast<std::byte>(1 + random() % 255);
    }
    const Reading reading(data);

    for (const mmf::Triple& triple : reading.triples.people) {
      REQUIRE(triple.offset >= kAt);
      REQUIRE(triple.offset + 8 + triple.name.size() + triple.id.size() <= kAt + data.size());
    }
    for (const Damage& damage : reading.damage.items()) {
      REQUIRE(damage.offset >= kAt);
      REQUIRE(damage.offset + damage.length <= kAt + data.size());
    }
  }
}

}  // namespace
}  // namespace triples_test
