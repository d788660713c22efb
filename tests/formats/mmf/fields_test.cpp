// The fields of an entry of an address book.
#include <catch2/catch.hpp>
#include <random>
#include <string>
#include <utility>

#include "formats/mmf/values.h"
#include "tests/formats/mmf/store_builder.h"

namespace fields_test {
namespace {

using test::MmfBytes;

using Fields = std::vector<std::pair<std::uint32_t, std::string>>;  // ids and data

/// Where the values stand: before the slots or behind them.
enum class Place { Before, Behind };

/// What the two words of a slot hold that are no offset.
enum class Filling { Ones, Zeros, IdAndSize, SizeAndId };

constexpr std::size_t kLead = 8;       // what offsets are relative to
constexpr std::size_t kValuesAt = 12;  // of a buffer with values before the slots

std::uint32_t filling(Filling kind, bool first,
                      const std::pair<std::uint32_t, std::string>& field) {
  switch (kind) {
    case Filling::Ones:
      return 0xFFFFFFFF;
    case Filling::Zeros:
      return 0;
    case Filling::IdAndSize:
    case Filling::SizeAndId:
      break;
  }
  return first == (kind == Filling::IdAndSize) ? field.first
                                               : static_cast<std::uint32_t>(field.second.size());
}

/// A buffer whose slots have their offset in the word `word`.
MmfBytes buffer(const Fields& fields, std::size_t word = 0, Place place = Place::Before,
                Filling kind = Filling::Ones) {
  MmfBytes values;
  std::vector<std::size_t> positions;
  for (const auto& [id, data] : fields) {
    positions.push_back(values.size());
    test::put(values, id, 4);
    test::put(values, data.size(), 4);
    test::append(values, data);
  }
  const std::size_t slots_size = 4 + 12 * fields.size();
  const std::size_t values_at = place == Place::Before ? 4 : 4 + slots_size;
  MmfBytes slots = test::mmf_number(fields.size(), 4);
  for (std::size_t i = 0; i < fields.size(); ++i) {
    bool first = true;
    for (std::size_t each = 0; each < 3; ++each) {
      if (each == word) {
        test::put(slots, values_at + positions[i], 4);
      } else {
        test::put(slots, filling(kind, first, fields[i]), 4);
        first = false;
      }
    }
  }
  MmfBytes out(kLead);
  test::put(out, place == Place::Before ? 4 + values.size() : 4, 4);
  test::append(out, place == Place::Before ? values : slots);
  test::append(out, place == Place::Before ? slots : values);
  return out;
}

std::optional<Fields> read(const MmfBytes& data) {
  const auto fields = mmf::read_fields(data);
  if (!fields) {
    return std::nullopt;
  }
  Fields out;
  for (const mmf::Field& field : *fields) {
    std::string value;
    for (const std::byte byte : field.data) {
      value.push_back(static_cast<char>(byte));
    }
    out.emplace_back(field.id, value);
  }
  return out;
}

void set(MmfBytes& data, std::size_t at, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) {
    data.at(at + i) = static_cast<std::byte>(value >> (8 * i));
  }
}

Fields ann() {
  return {{static_cast<std::uint32_t>(mmf::FieldId::DisplayName), "Ann Lee"},
          {static_cast<std::uint32_t>(mmf::FieldId::Address), "LAB/PO1/ANNL"},
          {static_cast<std::uint32_t>(mmf::FieldId::AddressType), "MS"},
          {static_cast<std::uint32_t>(mmf::FieldId::Comment), ""},
          {static_cast<std::uint32_t>(mmf::FieldId::Kind), std::string("\x01\0\0\0", 4)},
          {0x00001234, "nobody knows"}};
}

TEST_CASE("whichever word of a slot is the offset, the fields are read") {
  for (const Place place : {Place::Before, Place::Behind}) {
    for (const Filling kind :
         {Filling::Ones, Filling::Zeros, Filling::IdAndSize, Filling::SizeAndId}) {
      for (const std::size_t word : {0U, 1U, 2U}) {
        CHECK(read(buffer(ann(), word, place, kind)) == ann());
      }
    }
  }
}

TEST_CASE("one field is enough") {
  const Fields name = {{0, "Ann Lee"}};
  for (const std::size_t word : {0U, 1U, 2U}) {
    CHECK(read(buffer(name, word)) == name);
    CHECK(read(buffer(name, word, Place::Behind, Filling::IdAndSize)) == name);
  }
}

TEST_CASE("a buffer that is cut in its slots or its values is none") {
  for (const Place place : {Place::Before, Place::Behind}) {
    const MmfBytes whole = buffer(ann(), 2, place);
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(read(MmfBytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
    }
  }
}

TEST_CASE("slots that lie outside the buffer are none") {
  for (const std::uint32_t place : {0xFFFFFFFFU, 0xFFFFFFF8U, 0xFFFFFFF4U, 0x80000000U, 0x1000U}) {
    MmfBytes data = buffer(ann());
    set(data, kLead, place);
    CHECK_FALSE(read(data));
  }
}

TEST_CASE("more slots than the buffer holds are none") {
  for (const std::uint32_t count : {7U, 0x10000U, 0x15555556U, 0xFFFFFFFFU}) {
    MmfBytes data = buffer(ann(), 0, Place::Before);
    set(data, data.size() - 12 * ann().size() - 4, count);
    CHECK_FALSE(read(data));
  }
}

TEST_CASE("a field that is longer than the buffer makes it unreadable") {
  for (const std::uint32_t size : {0x1000U, 0x80000000U, 0xFFFFFFF0U, 0xFFFFFFFFU}) {
    MmfBytes data = buffer(ann());
    set(data, kValuesAt + 4, size);
    CHECK_FALSE(read(data));
  }
}

TEST_CASE("text and zeros are no fields") {
  CHECK_FALSE(read(test::mmf_text("The quick brown fox jumps over the lazy dog, twice.")));
  CHECK_FALSE(read(MmfBytes(7)));
  CHECK_FALSE(read(MmfBytes(11)));
}

TEST_CASE("whatever bytes of a buffer are wrong, its fields lie in it") {
  const MmfBytes sound = buffer(ann(), 1, Place::Behind, Filling::IdAndSize);
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    MmfBytes data = sound;
    for (unsigned flips = 1 + random() % 4; flips > 0; --flips) {
      data[random() % data.size()] ^= static_cast<std::byte>(1 + random() % 255);
    }
    const auto fields = mmf::read_fields(data);
    for (const mmf::Field& field : fields.value_or(std::vector<mmf::Field>{})) {
      REQUIRE(field.data.size() <= data.size());
      REQUIRE(field.data.data() >= data.data());
      REQUIRE(field.data.data() + field.data.size() <= data.data() + data.size());
    }
  }
}

}  // namespace
}  // namespace fields_test
