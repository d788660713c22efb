// Objects told by their looks.
#include <catch2/catch.hpp>
#include <string>
#include <tuple>
#include <utility>

#include "formats/mmf/list.h"
#include "tests/formats/mmf/store_builder.h"

namespace object_at_test {
namespace {

using test::MmfBytes;

constexpr std::uint64_t kAt = 0x200;
constexpr std::uint32_t kMessage = 0x12345686;
constexpr std::uint32_t kAttachment = 0x12345687;
constexpr std::uint32_t kFolder = 0x12345682;

constexpr std::uint32_t kSubject = 0x00018004;
constexpr std::uint32_t kTitle = 0x00018010;

MmfBytes object(std::uint32_t oid, const MmfBytes& data) {
  MmfBytes out = test::mmf_number(oid, 4);
  test::put(out, data.size(), 4);
  test::append(out, data);
  return out;
}

/// A list whose elements hold one byte each.
MmfBytes list_of(const std::vector<std::uint32_t>& keys) {
  test::MmfElements elements;
  for (const std::uint32_t key : keys) {
    elements.emplace_back(key, test::mmf_text("x"));
  }
  return test::mmf_list(elements);
}

void set(MmfBytes& data, std::size_t at, std::uint32_t value) {
  for (unsigned i = 0; i < 4; ++i) {
    data[at + i] = static_cast<std::byte>(value >> (8 * i));
  }
}

using Found = std::pair<std::uint32_t, std::uint32_t>;  // OID and size

/// `slack` bytes stand behind the object.
std::optional<Found> find(const MmfBytes& object, std::size_t slack = 0) {
  MmfBytes file(kAt);
  test::append(file, object);
  file.resize(file.size() + slack);
  test::mmf_encipher(file);
  const auto found = mmf::object_at({file, nullptr}, kAt);
  return found ? std::optional(Found(found->oid.value, found->size)) : std::nullopt;
}

TEST_CASE("an object is told by its type, its size and its table of contents") {
  const MmfBytes data = list_of({kSubject});
  std::vector<unsigned> types;
  for (unsigned type = 0; type < 0x100; ++type) {
    const auto found = find(object(0x12345600 | type, data), 90);
    if (found) {
      CHECK(*found == Found(0x12345600 | type, data.size()));
      types.push_back(type);
    }
  }
  CHECK(types == std::vector<unsigned>{0x70, 0x71, 0x80, 0x81, 0x82, 0x83, 0x84, 0x85, 0x86, 0x87,
                                       0x88, 0x89, 0x8A, 0x8B});
}

TEST_CASE("the worked example's eight objects are found at their places, and nothing else is") {
  const MmfBytes bytes = test::mmf_example();
  const mmf::StoreFile file(bytes, nullptr);
  std::vector<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>> found;
  for (std::uint64_t offset = 0; offset < file.size(); offset += 128) {
    if (const auto object = mmf::object_at(file, offset)) {
      found.emplace_back(offset, object->oid.value, object->size);
      CHECK(mmf::is_data_of(file, offset + 8, *object));
    }
  }

  CHECK(found == decltype(found){{0x8200, 0x73434D80, 0x3A},
                                 {0x8280, 0x74634180, 0x31},
                                 {0x8300, 0x4D504981, 0x28},
                                 {0x8380, 0x64694881, 0x12},
                                 {0x8400, 0x626E4982, 0x47},
                                 {0x8480, 0x12345686, 0x10A},
                                 {0x8600, 0x12345689, 0x30},
                                 {0x8680, 0x6789AB87, 0x77}});
}

TEST_CASE("a folder may be empty, and its keys are any") {
  CHECK(find(object(kFolder, list_of({}))) == Found(kFolder, 18));
  CHECK(find(object(kFolder, list_of({0xFFFFFF86, 0, 0x99345686}))));
}

TEST_CASE("a message or an attachment has an attribute that is known") {
  for (const std::uint32_t oid : {kMessage, kAttachment}) {
    CHECK(find(object(oid, list_of({kSubject}))));
    CHECK(find(object(oid, list_of({kTitle}))));
    CHECK_FALSE(find(object(oid, list_of({}))));
    CHECK_FALSE(find(object(oid, list_of({0x00011234}))));
  }
}

TEST_CASE("an unknown attribute of a known type does not disqualify a message, one of none does") {
  for (std::uint32_t type = 0; type < 0x20; ++type) {
    CHECK(find(object(kMessage, list_of({kSubject, (type << 16U) | 0x1234U}))).has_value() ==
          (type <= 8));
  }
  CHECK_FALSE(find(object(kMessage, list_of({kSubject, 0xFFFF8004}))));
}

TEST_CASE("what a delivery report has is known, too") {
  CHECK(find(object(kMessage, list_of({0x00030003, 0x00000001, 0x00000002, 0x00010004}))));
}

TEST_CASE("a table that does not end where the object does makes it none") {
  const MmfBytes data = list_of({1, 2});
  for (const std::uint32_t size :
       {std::uint32_t{0}, std::uint32_t{17}, std::uint32_t{18},
        static_cast<std::uint32_t>(data.size() - 12), static_cast<std::uint32_t>(data.size() - 1),
        static_cast<std::uint32_t>(data.size() + 1), std::uint32_t{0x80000000},
        std::uint32_t{0xFFFFFFFF}}) {
    MmfBytes broken = object(kFolder, data);
    set(broken, 4, size);
    CHECK_FALSE(find(broken, 64));
  }
}

TEST_CASE("a table whose place or count cannot be makes it none") {
  const MmfBytes sound = object(kFolder, list_of({1, 2}));
  const std::uint32_t table = 4 + 2;
  for (const std::uint32_t place : {0U, 3U, table - 1, table + 1, 0xFFFFFFFFU}) {
    MmfBytes broken = sound;
    set(broken, 8, place);
    CHECK_FALSE(find(broken));
  }
  for (const std::uint32_t count : {0U, 1U, 3U, 5401U, 0xFFFFU}) {
    MmfBytes broken = sound;
    set(broken, 8 + table, count);
    CHECK_FALSE(find(broken));
  }
}

TEST_CASE("an entry outside the data makes it none") {
  const MmfBytes sound = object(kFolder, list_of({1, 2}));
  const std::size_t entry = 8 + 4 + 2 + 14;
  for (const auto& [position, size] :
       {std::pair{3U, 1U}, {0U, 0U}, {6U, 1U}, {4U, 3U}, {0xFFFFFFFFU, 5U}, {4U, 0xFFFFFFFFU}}) {
    MmfBytes broken = sound;
    set(broken, entry + 4, position);
    set(broken, entry + 8, size);
    CHECK_FALSE(find(broken));
  }
}

TEST_CASE("an object holds 5400 elements at most") {
  CHECK(find(object(kFolder, list_of(std::vector<std::uint32_t>(5400)))));
  CHECK_FALSE(find(object(kFolder, list_of(std::vector<std::uint32_t>(5401)))));
}

TEST_CASE("an object that the file does not hold to its end is none") {
  const MmfBytes whole = object(kFolder, list_of({1, 2}));
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(find(MmfBytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size))));
  }
}

TEST_CASE("data are those of an object whose size and type they fit") {
  MmfBytes bytes(kAt);
  const MmfBytes data = list_of({kSubject});
  const auto size = static_cast<std::uint32_t>(data.size());
  test::append(bytes, data);
  bytes.resize(bytes.size() + 16);
  test::mmf_encipher(bytes);
  const mmf::StoreFile file(bytes, nullptr);

  CHECK(mmf::is_data_of(file, kAt, {.oid = {kMessage}, .size = size}));
  CHECK(mmf::is_data_of(file, kAt, {.oid = {kFolder}, .size = size}));
  CHECK_FALSE(mmf::is_data_of(file, kAt, {.oid = {0x12345690}, .size = size}));
  CHECK_FALSE(mmf::is_data_of(file, kAt, {.oid = {kFolder}, .size = size - 1}));
  CHECK_FALSE(mmf::is_data_of(file, kAt, {.oid = {kFolder}, .size = size + 1}));
  CHECK_FALSE(mmf::is_data_of(file, kAt + 1, {.oid = {kFolder}, .size = size}));
  CHECK_FALSE(mmf::is_data_of(file, bytes.size(), {.oid = {kFolder}, .size = size}));
  CHECK_FALSE(mmf::is_data_of(file, ~std::uint64_t{0}, {.oid = {kFolder}, .size = size}));
}

}  // namespace
}  // namespace object_at_test
