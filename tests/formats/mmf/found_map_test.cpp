// What a store without its header tells: where its maps lie, and where its zeros were enciphered.
#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <utility>

#include "formats/mmf/node_map.h"
#include "formats/mmf/zero_vote.h"
#include "tests/formats/mmf/store_builder.h"

namespace found_map_test {
namespace {

using test::MmfBytes;
using test::MmfObject;

constexpr std::size_t kMap0 = 0x200;
constexpr std::size_t kMap1 = 0x4200;
constexpr std::size_t kNodeSize = 32;

void fill(MmfBytes& file, std::size_t begin, std::size_t end) {
  std::fill(file.begin() + static_cast<std::ptrdiff_t>(begin),
            file.begin() + static_cast<std::ptrdiff_t>(end), std::byte{0});
}

MmfBytes part_of(const MmfBytes& file, std::size_t begin, std::size_t end) {
  return {file.begin() + static_cast<std::ptrdiff_t>(begin),
          file.begin() + static_cast<std::ptrdiff_t>(end)};
}

MmfBytes noise(std::size_t size) {
  std::mt19937 random(4);
  MmfBytes out(size);
  for (std::byte& byte : out) {
    byte = static_cast<std::byte>(random());
  }
  return out;
}

/// Where each map was found, and the OIDs of its nodes.
using Maps = std::vector<std::pair<std::uint64_t, std::vector<std::uint32_t>>>;

Maps find(const MmfBytes& bytes, std::uint32_t divisor = 0) {
  mmf::StoreFile file(bytes, nullptr);
  file.set_cipher({.divisor = divisor});
  Maps out;
  for (const mmf::NodeMap& map : mmf::find_maps(file)) {
    std::vector<std::uint32_t> oids;
    for (const auto& node : map.nodes) {
      oids.push_back(node ? node->oid.value : 0);
    }
    out.emplace_back(map.offset, oids);
  }
  return out;
}

/// A store without header, before encipherment.
MmfBytes headless(std::vector<MmfObject> objects) {
  test::MmfStore store;
  store.objects = std::move(objects);
  store.lay_out();
  MmfBytes plain = store.plain();
  fill(plain, 0, kMap0);
  return plain;
}

MmfBytes enciphered(MmfBytes plain) {
  test::mmf_encipher(plain);
  return plain;
}

MmfObject message(std::uint32_t number) {
  return {.oid = number << 8U | 0x86U, .data = test::mmf_list({{0x00018004, {}}})};
}
const MmfObject kLink{.oid = 0x00000A86, .flags = 0x1010, .target = 0x00000186};

const std::vector<std::uint32_t> kExampleOids = {0,          0x73434D80, 0x74634180,
                                                 0x4D504981, 0x64694881, 0x626E4982,
                                                 0x12345686, 0x12345689, 0x6789AB87};

TEST_CASE("without a header both maps are found, and parted at node 0") {
  MmfBytes bytes = test::mmf_example();
  fill(bytes, 0, kMap0);

  CHECK(find(bytes) == Maps{{kMap0, kExampleOids}, {kMap1, kExampleOids}});
}

TEST_CASE("maps in the second cipher are found under it") {
  MmfBytes bytes = test::mmf_example_plain();
  test::mmf_encipher(bytes, 0x1000);

  CHECK(find(bytes, 0x1000) == Maps{{kMap0, kExampleOids}, {kMap1, kExampleOids}});
  CHECK(find(bytes).empty());
}

TEST_CASE("the longer map comes first") {
  MmfBytes plain = headless({message(1), message(2), message(3), message(4)});
  fill(plain, kMap0 + 4 * kNodeSize, kMap0 + 5 * kNodeSize);

  CHECK(find(enciphered(plain)) ==
        Maps{{kMap1, {0, 0x186, 0x286, 0x386, 0x486}}, {kMap0, {0, 0x186, 0x286, 0x386}}});
}

TEST_CASE("a map whose other copy is gone is found alone") {
  MmfBytes bytes = test::mmf_example();
  fill(bytes, 0, kMap1);

  CHECK(find(bytes) == Maps{{kMap1, kExampleOids}});
}

TEST_CASE("three nodes that agree prove a map, two do not") {
  CHECK(find(enciphered(headless({message(1), message(2)}))).empty());
  CHECK(find(enciphered(headless({message(1), message(2), message(3)}))) ==
        Maps{{kMap0, {0, 0x186, 0x286, 0x386}}, {kMap1, {0, 0x186, 0x286, 0x386}}});
}

TEST_CASE("links and free blocks do not break a map's run, and do not prove one") {
  const MmfObject free{.oid = 0x0000088F, .flags = 0x9000, .data = MmfBytes(120)};
  const std::vector<std::uint32_t> all = {0, 0x186, 0xA86, 0x286, 0x88F, 0x386};

  CHECK(find(enciphered(headless({message(1), kLink, message(2), free, message(3)}))) ==
        Maps{{kMap0, all}, {kMap1, all}});
  CHECK(find(enciphered(headless({message(1), kLink, kLink, free, message(2)}))).empty());
}

TEST_CASE("noise, zeros and objects without a map hold none") {
  CHECK(find({}).empty());
  CHECK(find(MmfBytes(100)).empty());
  CHECK(find(noise(0x8000)).empty());
  CHECK(find(MmfBytes(0x8000)).empty());
  CHECK(find(enciphered(MmfBytes(0x8000))).empty());
  MmfBytes bytes = test::mmf_example();
  fill(bytes, 0, 0x8200);
  CHECK(find(bytes).empty());
  CHECK(find(part_of(test::mmf_example(), 0, 0x8200)).empty());
}

std::optional<std::uint64_t> distance(const MmfBytes& bytes, std::uint64_t offset,
                                      std::uint64_t length) {
  return mmf::distance_by_zeros({bytes, nullptr}, offset, length);
}

TEST_CASE("a whole store stands where it was enciphered") {
  const MmfBytes bytes = test::mmf_example();

  CHECK(distance(bytes, 0x200, bytes.size() - 0x200) == 0);
  CHECK(distance(bytes, 0x8200, bytes.size() - 0x8200) == 0);
}

TEST_CASE("a piece of a store tells by its zeros how far it was moved, at any alignment") {
  const MmfBytes whole = test::mmf_example();
  for (const std::size_t begin : {0x200U, 0x3333U, 0x8200U, 0x8201U}) {
    const MmfBytes piece = part_of(whole, begin, whole.size());
    CHECK(distance(piece, 0, piece.size()) == begin);
  }
}

TEST_CASE("the distance is counted modulo 64 KiB, and forward") {
  MmfBytes later = test::mmf_example();
  later.insert(later.begin() + 0x8200, 0x100, std::byte{0x55});
  CHECK(distance(later, 0x8300, later.size() - 0x8300) == 0xFF00);

  MmfBytes far = test::mmf_example();
  far.insert(far.begin() + 0x8200, 0x10000, std::byte{0x55});
  CHECK(distance(far, 0x18200, far.size() - 0x18200) == 0);
}

TEST_CASE("only the bytes behind a gap tell of it") {
  MmfBytes bytes = test::mmf_example();
  bytes.erase(bytes.begin() + 0x8000, bytes.begin() + 0x8000 + 777);

  CHECK(distance(bytes, 0x200, 0x7E00) == 0);
  CHECK(distance(bytes, 0x8000, bytes.size() - 0x8000) == 777);
}

TEST_CASE("zeros that disagree tell nothing") {
  const MmfBytes zeros = enciphered(MmfBytes(0x9000));
  MmfBytes bytes = part_of(zeros, 0, 0x4200);
  test::append(bytes, part_of(zeros, 0x4263, 0x8263));

  CHECK(distance(bytes, 0x200, 0x4000) == 0);
  CHECK(distance(bytes, 0x4200, 0x4000) == 0x63);
  CHECK_FALSE(distance(bytes, 0x200, 0x8000));
}

TEST_CASE("noise, text, nothing and the second cipher have no zeros that speak") {
  CHECK_FALSE(distance(noise(0x8000), 0, 0x8000));
  CHECK_FALSE(distance(MmfBytes(0x8000), 0, 0x8000));  // zeros, but not enciphered
  MmfBytes text(0x200);
  test::append(text, std::string(0x4000, 'x'));
  CHECK_FALSE(distance(enciphered(text), 0x200, 0x4000));
  CHECK_FALSE(distance(test::mmf_example(), 0x200, 0));
  for (const std::uint32_t divisor : {0x80U, 0x800U, 0x1000U, 0x10000U}) {
    MmfBytes second = test::mmf_example_plain();
    test::mmf_encipher(second, divisor);
    CHECK_FALSE(distance(second, 0x200, second.size() - 0x200));
  }
}

}  // namespace
}  // namespace found_map_test
