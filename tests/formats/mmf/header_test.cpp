#include "formats/mmf/header.h"

#include <catch2/catch.hpp>

#include "tests/formats/mmf/store_builder.h"

namespace header_test {
namespace {

using mmf::VersionKind;

TEST_CASE("the header of the worked example, field by field") {
  const auto file = test::mmf_example();
  bytes::DamageLog damage;
  const auto header = mmf::read_header(file, damage);

  REQUIRE(header);
  CHECK(damage.items().empty());
  CHECK(mmf::is_store(file));
  CHECK(header->version == 0x0F00C00F);
  CHECK(header->capacity == 0x200);
  CHECK(header->current_map == 0);
  CHECK(header->maps[0].offset == 0x200);
  CHECK(header->maps[1].offset == 0x4200);
  CHECK(header->maps[1].in_use == 9);
  CHECK(header->language == "English (American)");
  CHECK(header->creator == std::array<std::uint16_t, 3>{3, 2, 4081});
  CHECK_FALSE(header->doublespace);
  CHECK(mmf::is_plausible(*header, 0));
}

TEST_CASE("a map that cannot be one fails the importer's test") {
  const auto file = test::mmf_example();
  bytes::DamageLog damage;
  auto header = *mmf::read_header(file, damage);
  header.maps[0].root = 10;
  CHECK_FALSE(mmf::is_plausible(header, 0));
  CHECK(mmf::is_plausible(header, 1));
  header.maps[1].in_use = 0x201;
  CHECK_FALSE(mmf::is_plausible(header, 1));
  header.maps[1] = header.maps[0];
  header.maps[1].root = 0;
  CHECK_FALSE(mmf::is_plausible(header, 1));  // both at one place
}

TEST_CASE("versions are sorted by what is known of them") {
  CHECK(mmf::kind_of(0x0F00C00F) == VersionKind::Usual);
  CHECK(mmf::kind_of(0x0F00C010) == VersionKind::Encoded);
  CHECK(mmf::kind_of(0x0F00C00D) == VersionKind::Older);
  CHECK(mmf::kind_of(0x0F00C00E) == VersionKind::Older);
  CHECK(mmf::kind_of(0x0F00C011) == VersionKind::Unknown);
}

TEST_CASE("a header without its mark is none, one with a third map is told") {
  auto file = test::mmf_example();
  file[0x0E] = std::byte{2};
  bytes::DamageLog damage;
  CHECK(mmf::read_header(file, damage)->current_map == 0);
  CHECK(damage.items() == std::vector<bytes::Damage>{{.offset = 0x0E,
                                                      .length = 2,
                                                      .kind = bytes::DamageKind::OutOfRange,
                                                      .field = "header.current_map",
                                                      .found = 2,
                                                      .expected = 1}});
  file[0] = std::byte{0};
  bytes::DamageLog second;
  CHECK_FALSE(mmf::read_header(file, second));
  CHECK(second.items()[0].kind == bytes::DamageKind::BadMagic);
  CHECK_FALSE(mmf::read_header(std::span(file).first(100), second));
  CHECK(second.items()[1].kind == bytes::DamageKind::Truncated);
}

}  // namespace
}  // namespace header_test
